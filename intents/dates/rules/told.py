"""What is told beside a recurrence: its day, its hour, its part of the day, how many times."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.values import PARTS, Series

TOLD = RuleBook()


@TOLD.rule("series (comma|upon|art){0,2} day", "day of? series")
def _on_the_day(m: Found) -> Mapping[str, Any] | None:
    """'le 15 de chaque mois', 'elk jaar op 21 juli'; in a meeting the day is also told apart from its rule."""
    series, day = m["series"], m["day"]
    free = not (series.weekdays or series.monthday or m.context.meeting)
    if (
        not free
        or day.day is None
        or (series.freq, day.month is None) not in (("MONTHLY", True), ("YEARLY", False))
    ):
        return None
    return {"series": replace(series, monthday=day.day, month=day.month)}


@TOLD.rule("every part")
def _every_part(m: Found) -> Mapping[str, Any]:
    return {"series": Series("DAILY", 1, part=m["part"])}


@TOLD.rule("every_part")
def _parts(m: Found) -> Mapping[str, Any]:
    """'op ochtenden'."""
    return {"series": Series("DAILY", 1, part=PARTS[m["every_part"]])}


@TOLD.rule("num times (in_a_row)?")
def _times(m: Found) -> Mapping[str, Any] | None:
    return {"count": int(m["num"])} if 1 <= m["num"] <= 500 else None


@TOLD.rule("series (comma|at|upon){0,2} clock", "clock (comma|upon)? series", "every clock")
def _at_clock(m: Found) -> Mapping[str, Any] | None:
    """'elke maandag 16.00', 'elke avond om 21u'."""
    series = m["series"] or Series("DAILY")
    if m.context.meeting or series.clock:
        return None
    return {"series": replace(series, clock=m["clock"])}

"""Recurrences on weekdays, and what is told beside one: its day, its hour, its part of the day, how many times."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.rules.clocks import in_part
from intents.dates.rules.series import WORKDAYS, named_weekdays
from intents.dates.values import PARTS, Open, Series, When

_WEEKS = 6
"""No month has a sixth Monday."""
WEEKDAYS = RuleBook()
TOLD = RuleBook()
EDGES = RuleBook()


@WEEKDAYS.rule("every moment", "every weekday inside? art? part", "weekday every_part")
def _every_part_of_weekday(m: Found) -> Mapping[str, Any] | None:
    """'elke maandagvoormiddag', 'Monday mornings'."""
    if m["weekday"] is not None:
        part = m["part"] or PARTS[m["every_part"]]
        return {"series": Series("WEEKLY", 1, (m["weekday"],), part=part)}
    if not isinstance(m["moment"], tuple) or m["moment"][0].weekday is None:
        return None
    day, _, part = m["moment"]
    return {"series": Series("WEEKLY", 1, (day.weekday,), part=part)}


_AND = "(comma|and|plus)"


@WEEKDAYS.rule(f"every weekday ({_AND}{{1,2}} (every|upon|art)? weekday){{0,5}}")
def _weekly(m: Found) -> Mapping[str, Any]:
    return {"series": Series("WEEKLY", 1, named_weekdays(m))}


_RANGE = "(since? weekday (until|to|dash)|between weekday and) last_weekday=weekday"


@WEEKDAYS.rule(f"series comma? {_RANGE}", f"{_RANGE} series")
def _from_weekday_to(m: Found) -> Mapping[str, Any] | None:
    """'elke week van maandag tot vrijdag'."""
    series, first, last = m["series"], m["weekday"], m["last_weekday"]
    if series.interval > 1 or series.freq not in ("DAILY", "WEEKLY") or series.weekdays or first >= last:
        return None
    return {"series": Series("WEEKLY", 1, tuple(range(first, last + 1)))}


@WEEKDAYS.rule("(every|each) num (weekday|weekdays)")
def _every_so_many(m: Found) -> Mapping[str, Any] | None:
    """'tous les deux vendredis', 'every two Fridays'."""
    weekday = m["weekdays"] if m["weekday"] is None else m["weekday"]
    whole = m["num"] == int(m["num"]) and 2 <= m["num"] <= 12
    return {"series": Series("WEEKLY", int(m["num"]), (weekday,))} if whole else None


@WEEKDAYS.rule("alternate (weekday|weekdays)")
def _alternate(m: Found) -> Mapping[str, Any]:
    """'alternate Tuesdays'."""
    return {"series": Series("WEEKLY", 2, named_weekdays(m))}


@WEEKDAYS.rule(f"every? upon? weekdays ({_AND}{{1,2}} (art|upon|every)? weekdays){{0,5}}")
def _weekdays(m: Found) -> Mapping[str, Any]:
    return {"series": Series("WEEKLY", 1, named_weekdays(m))}


@WEEKDAYS.rule("(?<!num)upon? workdays")
def _workdays(m: Found) -> Mapping[str, Any]:
    """'op werkdagen', 'werktags'."""
    return {"series": Series("WEEKLY", 1, WORKDAYS)}


@WEEKDAYS.rule("num series in_a_row", "num in_a_row series")
def _in_a_row(m: Found) -> Mapping[str, Any] | None:
    """'drie maandagen op rij'."""
    if not m["series"].weekdays or m["num"] < 1:
        return None
    return {"series": Series("WEEKLY", 1, m["series"].weekdays, count=int(m["num"]))}


@WEEKDAYS.rule(
    "series (comma|inside|upon|art|colon|dash){0,3} (weekday|weekdays)"
    " (and (upon|art)? (weekday_b=weekday|weekdays_b=weekdays))?",
    "series (comma|upon)? series_b=series",
)
def _series_weekday(m: Found) -> Mapping[str, Any] | None:
    """'om de twee weken op woensdag'; 'elke maand op dinsdag', which one of the month is told by the start."""
    series = m["series"]
    days = {m[name] for name in ("weekday", "weekday_b", "weekdays", "weekdays_b") if m[name] is not None}
    if m["series_b"]:
        days = set(m["series_b"].weekdays)
    monthly = series.freq == "MONTHLY" and m.context.meeting and not any("comma" in i.roles for i in m.items)
    if not (series.freq == "WEEKLY" or monthly) or series.weekdays or series.monthday or not days:
        return None
    return {"series": replace(series, weekdays=tuple(sorted(days)))}


@WEEKDAYS.rule("series comma? series_b=series")
def _told_in_two(m: Found) -> Mapping[str, Any] | None:
    """'donnerstags, alle drei Wochen'."""
    rule = in_two(m["series"], m["series_b"])
    return {"series": rule} if rule else None


def in_two(first: Series, second: Series) -> Series | None:
    """One rule of two that complete each other: 'freitags … im Vierwochentakt', 'einmal im Monat, immer am dritten
    Montag'; None where they do not."""
    if second == Series("WEEKLY", second.interval) and first == Series("WEEKLY", 1, first.weekdays):
        return replace(first, interval=second.interval)
    if first == Series("WEEKLY", first.interval) and second == Series("WEEKLY", 1, second.weekdays):
        return replace(second, interval=first.interval)
    if first != Series("MONTHLY", first.interval) or len(second.weekdays) != 1:
        return None
    if second == Series("WEEKLY", second.interval, second.weekdays) and 1 < second.interval < _WEEKS:
        return replace(first, weekdays=second.weekdays, nth=(second.interval,))
    return replace(second, interval=first.interval) if second.freq == "MONTHLY" and second.nth else None


@WEEKDAYS.rule("series (comma|upon|art){0,2} moment")
def _series_part_of_day(m: Found) -> Mapping[str, Any] | None:
    """'om de vier weken op donderdagnamiddag'."""
    series, said = m["series"], m["moment"]
    if series.freq != "WEEKLY" or series.weekdays or not isinstance(said, tuple) or said[0].weekday is None:
        return None
    return (
        {"series": replace(series, weekdays=(said[0].weekday,), part=said[2])}
        if said[0].day is None
        else None
    )


@WEEKDAYS.rule(
    "weekday and art? weekday_b=weekday comma? series", "upon weekday comma? series", "weekday comma? series"
)
def _weekday_series(m: Found) -> Mapping[str, Any] | None:
    """'vrijdag om de week', 'le lundi et le mercredi toutes les semaines'."""
    alone = m["weekday_b"] is None
    # 'dinsdag, om de zes weken' tells where it begins.
    once = alone and m.context.meeting and m["upon"] is None
    if m["series"].freq != "WEEKLY" or m["series"].weekdays or once:
        return None
    days = {m["weekday"]} if alone else {m["weekday"], m["weekday_b"]}
    return {"series": Series("WEEKLY", m["series"].interval, tuple(sorted(days)))}


@TOLD.rule("series (comma|upon|art){0,2} day", "day of? series")
def _on_the_day(m: Found) -> Mapping[str, Any] | None:
    """'le 15 de chaque mois', 'elk jaar op 21 juli'; in a meeting the day is also told apart from its rule."""
    series, day = m["series"], m["day"]
    free = not (series.weekdays or series.monthday or m.context.meeting)
    if free and day.nth is not None and day.month is not None and series.freq == "YEARLY":
        return {"series": replace(series, weekdays=(day.weekday,), nth=(day.nth,), month=day.month)}
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


_COUNTED = (
    "num (word|meeting|times)? altogether (?=comma|stop|dash|paren_end|$)",
    "set_of num (word|meeting|times)? (?=comma|stop|dash|paren_end|$)",
    "altogether num (word|meeting|times)? (?=comma|stop|dash|paren_end|$)",
)


@TOLD.rule("num times (in_a_row)?", *_COUNTED)
def _times(m: Found) -> Mapping[str, Any] | None:
    return {"count": int(m["num"])} if 1 <= m["num"] <= 500 else None


@TOLD.rule("series (comma|at|upon){0,2} clock", "clock (comma|upon)? series", "every clock")
def _at_clock(m: Found) -> Mapping[str, Any] | None:
    """'elke maandag 16.00', 'elke avond om 21u'."""
    series = m["series"] or Series("DAILY")
    if m.context.meeting or series.clock:
        return None
    clock = in_part(m["clock"], series.part.name) if series.part else m["clock"]
    return {"series": replace(series, clock=clock)}


_FIRST, _LAST = 1, -1
_ON = "(colon|upon|art|date_art|inside){0,2}"
_DATE = "(a_day=day|a_moment=moment|a_period=period)"


@EDGES.rule(
    *(
        f"(?<={before}) art? ord (word|meeting|times)? {_ON} {_DATE}"
        for before in ("comma", "stop", "paren", "dash", "and")
    )
)
def _first_and_last(m: Found) -> Mapping[str, Any] | None:
    """'…, first 7 January, last 8 April': where a series begins and ends."""
    said = m["a_moment"] or When(day=m["a_day"], period=m["a_period"])
    if not m.context.meeting or not (_dated(said) or m["a_period"]) or m["ord"] not in (_FIRST, _LAST):
        return None
    return {"open": Open("after" if m["ord"] == _FIRST else "before", said)}


@EDGES.rule(f"{_DATE} as_first")
def _as_first(m: Found) -> Mapping[str, Any] | None:
    """'October being the first month', 'met oktober als eerste'."""
    said = m["a_moment"] or When(day=m["a_day"], period=m["a_period"])
    months = m["a_period"] is not None and m["a_period"].grain == "month"
    return {"open": Open("after", said)} if m.context.meeting and (_dated(said) or months) else None


@EDGES.rule("begins (inside|art|upon){0,2} period")
def _begins_in(m: Found) -> Mapping[str, Any] | None:
    """'nous démarrons en septembre', 'wir fangen im September an'."""
    month = m.context.meeting and m["period"].grain == "month"
    return {"open": Open("after", When(period=m["period"]))} if month else None


@EDGES.rule(
    *(f"(?<={before}) spare (?=art? (day|days|moment|period))" for before in ("comma", "series", "clock"))
)
def _spared(m: Found) -> Mapping[str, Any] | None:
    """'every Tuesday, bar 8 December': the word is also a place and a verb."""
    return {"except": True} if m.context.meeting else None


@EDGES.rule("finish (colon|at){0,2} clock")
def _ends_at(m: Found) -> Mapping[str, Any] | None:
    """'aanvang 18.30 uur, einde 20.00 uur'."""
    return {"open": Open("before", When(clock=m["clock"]))} if m.context.meeting else None


@EDGES.rule("finish (colon|upon|art|date_art){0,2} (a_day=day|a_moment=moment)")
def _ends_on(m: Found) -> Mapping[str, Any] | None:
    """'Beginn 12. Januar, Ende 6. April'."""
    said = m["a_moment"] or When(day=m["a_day"])
    return {"open": Open("before", said)} if m.context.meeting and _dated(said) else None


def _dated(said: object) -> bool:
    """Is it a date, and not a weekday or a part of the day alone?"""
    day = said.day if isinstance(said, When) else None
    return day is not None and (day.day is not None or day.date is not None)

"""Days that have a name: 'kerst 2027', 'Pasen van volgend jaar', 'tweede zondag van de advent', 'Ramadan'."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.named import holiday_date, lasting
from intents.dates.values import Day, Period

FEASTS = RuleBook()


@FEASTS.rule("art? ord advent (of|inside)? year?", "advent (of|inside)? year?")
def _advent(m: Found) -> Mapping[str, Any] | None:
    """'2. Advent', 'tweede zondag van de advent'."""
    sunday = m["ord"] or 1
    found = holiday_date(f"advent_{sunday}", m.now.date(), m["year"]) if 1 <= sunday <= 4 else None
    return {"day": Day(date=found)} if found else None


@FEASTS.rule("art? ord feast_day year?")
def _second_day(m: Found) -> Mapping[str, Any] | None:
    """'2de kerstdag'; the first one is the feast itself."""
    found = holiday_date(m["feast_day"], m.now.date(), m["year"]) if m["ord"] in (1, 2) else None
    return {"day": Day(date=found - timedelta(days=2 - m["ord"]))} if found else None


@FEASTS.rule(
    "(next|last)? holiday (of|inside|dash|comma)? year",
    "holiday (of|inside)? art? (next|last|this) year_unit=unit",
    "holiday art? year_unit=unit (next|last)",
    "(?<!meeting of)(next|last|this)? holiday",
)
def _holiday(m: Found) -> Mapping[str, Any] | None:
    name, year = m["holiday"], m["year"]
    if m["year_unit"] == "year":
        year = m.now.year + (1 if m["next"] else -1 if m["last"] else 0)
    found = holiday_date(name, m.now.date(), year)
    if found and m["last"] and m["year_unit"] is None:
        found = holiday_date(name, m.now.date(), found.year - 1)
    if found is None:
        return None
    days = lasting(name)
    if days == 1:
        return {"day": Day(date=found, named=name if year is None else None)}
    start = datetime.combine(found, time())
    return {"period": Period(start, start + timedelta(days=days), "day")}

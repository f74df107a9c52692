"""Named days and school holidays, from `calendar.yaml` and `world.yaml`: rules, not lists of dates."""

from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from dateutil.easter import EASTER_ORTHODOX, easter
from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar
from holidays.calendars.persian import _Persian

from intents.dates.resolve import make_date, monday, nth_weekday

_LIBRARY: dict[str, type[Any]] = {
    "islamic": _IslamicLunar,
    "hebrew": _HebrewLunisolar,
    "hindu": _HinduLunisolar,
    "buddhist": _BuddhistLunisolar,
    "chinese": _ChineseLunisolar,
    "persian": _Persian,
}
"""The library's tables of feasts by year: computed, or announced where a feast hangs on the sight of the moon."""


@cache
def _calendar() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = {}
    for name in ("calendar.yaml", "world.yaml"):
        loaded = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf8"))
        for part in ("days", "breaks"):
            data.setdefault(part, {}).update(loaded.get(part, {}))
    return data


def holiday_date(name: str, start: date, year: int | None = None) -> date | None:
    """The date of a named day in a year, or its next date on or after `start`. None where no year near has it."""
    if year is not None:
        return next(iter(_dates(name, year)), None) if 1583 <= year <= 4099 else None
    near = (start.year, start.year + 1) if 1583 <= start.year <= 4098 else ()
    return next((found for year in near for found in _dates(name, year) if found >= start), None)


def lasting(name: str) -> int:
    """How many days a named day lasts: 1, but for a stretch such as a month of fasting."""
    return int(_calendar()["days"][name].get("lasts", 1))


@lru_cache(maxsize=2_000)
def _dates(name: str, year: int) -> tuple[date, ...]:
    """Its dates in that year: one as a rule, none or two where another calendar counts it."""
    rule = _calendar()["days"][name]
    later = timedelta(days=int(rule.get("plus", 0)))
    if "lunar" in rule:
        calendar, feast = rule["lunar"]
        return tuple(day + later for day in _lunar(calendar, feast, year))
    found = _in_year(rule, year)
    return (found + later,) if found else ()


def _lunar(calendar: str, feast: str, year: int) -> list[date]:
    """What the library knows of a feast in a year, whatever form its answer has; in order."""
    table = _LIBRARY[calendar]()
    known = getattr(table, f"{feast}_dates", None) or getattr(table, f"{feast}_date")
    told = known(year)
    rows = [told] if isinstance(told, tuple | date) else sorted(told or ())
    days = [row[0] if isinstance(row, tuple) else row for row in rows]
    return [day for day in days if day is not None and day.year == year]


def _in_year(rule: dict[str, Any], year: int) -> date | None:
    if "easter" in rule:
        return easter(year) + timedelta(days=int(rule["easter"]))
    if "orthodox" in rule:
        return easter(year, EASTER_ORTHODOX) + timedelta(days=int(rule["orthodox"]))
    if "before" in rule:
        last = date(year, *rule["before"]) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - rule["weekday"]) % 7 + 7 * (rule["nth"] - 1))
    if "nth" in rule:
        return nth_weekday(year, rule["month"], rule["nth"], rule["weekday"])
    if "until" in rule and year < rule["until"]["year"]:
        rule = rule["until"]
    found = make_date(year, rule["month"], rule["day"])
    if found and found.weekday() == 6 and rule.get("not_sunday"):
        return found - timedelta(days=1)
    return found


def school_breaks(name: str, start: date) -> list[tuple[date, date]]:
    """The next Flemish school holidays of that name, first and last day, from `start` on; 'any_break': all, a year."""
    names = sorted(_calendar()["breaks"]) if name == "any_break" else [name]
    found = [(_break(n, year), n) for n in names for year in (start.year - 1, start.year, start.year + 1)]
    coming = sorted((span for span, _ in found if span[1] >= start), key=lambda span: span[0])
    return coming[: len(names)]


def _break(name: str, year: int) -> tuple[date, date]:
    rule = _calendar()["breaks"][name]
    if "easter" in rule:
        first = easter(year) + timedelta(days=int(rule["easter"]))
    elif rule.get("around") == "easter":
        first = _spring(year)
    else:
        named = date(year, rule["month"], rule["day"])
        first = (
            named if rule.get("exact") else monday(named + timedelta(days=int(rule.get("weekend_moves", 0))))
        )
    return first, first + timedelta(days=int(rule["days"]) - 1)


def _spring(year: int) -> date:
    """Flemish rule: from the first Monday of April, moved where Easter lies in March or after 15 April."""
    sunday = easter(year)
    if sunday.month == 3:
        return sunday + timedelta(days=1)
    if sunday > date(year, 4, 15):
        return sunday - timedelta(days=13)
    first = nth_weekday(year, 4, 1, 0)
    return first or date(year, 4, 1)

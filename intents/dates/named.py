"""Named days and school holidays, from `calendar.yaml`: rules, not lists of dates."""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from dateutil.easter import easter

from intents.dates.resolve import make_date, monday, nth_weekday


@cache
def _calendar() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = yaml.safe_load(
        files(__package__).joinpath("calendar.yaml").read_text(encoding="utf8")
    )
    return data


def holiday_date(name: str, start: date, year: int | None = None) -> date | None:
    """The date of a named day in a year, or its next date on or after `start`."""
    rule = _calendar()["days"][name]
    if year is not None:
        return _in_year(rule, year) if 1583 <= year <= 4099 else None
    found = _in_year(rule, start.year)
    return found if found and found >= start else _in_year(rule, start.year + 1)


def _in_year(rule: dict[str, Any], year: int) -> date | None:
    if "easter" in rule:
        return easter(year) + timedelta(days=int(rule["easter"]))
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

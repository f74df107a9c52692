"""On which days people are likely to be away: public holidays, regional days and school holidays.

The public and school calendars come from the `holidays` library, the regional days from holidays.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

ClosingKind = Literal["public", "own", "regional", "school"]
_LIBRARY_LANGUAGES = {"nl": "nl", "fr": "fr", "de": "de", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a day is not an ordinary one. `public` and `own` (the cell's closing day): closed; `regional`: many are;
    `school`: warn only. `name` is '' for a closing day of the cell's own."""

    day: date
    kind: ClosingKind
    name: str


def closing(day: date, region: str, language: str = "nl") -> Closing | None:
    """The weightiest closing of that day in that region, its name in `language` (nl, fr, de, en), or None.

    `region` is a key of holidays.yaml; a region that is not there has the public holidays only.
    """
    public = _calendar(day.year, None, language).get(day)
    if public:
        return Closing(day, "public", public)
    regional = _regional(day, region, language)
    if regional:
        return Closing(day, "regional", regional)
    for community in _region(region).get("schools", ()):
        school = _calendar(day.year, community, language).get(day)
        if school:
            return Closing(day, "school", school)
    return None


def closed(day: date, region: str, own: Mapping[str, bool], language: str = "nl") -> Closing | None:
    """The same, beside what the cell said of its days: '2026-12-26' or '--12-26' -> whether it is closed.

    A cell that works on a regional day, or in a school holiday, said so (False); a public holiday stays one.
    """
    found = closing(day, region, language)
    said = own.get(day.isoformat(), own.get(f"--{day:%m-%d}"))
    if said is None or (found and found.kind == "public"):
        return found
    return Closing(day, "own", "") if said else None


def regional_days(region: str, language: str = "nl") -> tuple[tuple[str, str], ...]:
    """The region's own days, of every year: ('--07-11', name)."""
    keys = _region(region).get("days", ())
    entries = [_table()["days"][key] for key in keys]
    return tuple((f"--{entry['date']}", str(entry["names"][language])) for entry in entries)


def regions() -> tuple[str, ...]:
    """The regions whose days are known."""
    return tuple(_table()["regions"])


def _regional(day: date, region: str, language: str) -> str | None:
    for key in _region(region).get("days", ()):
        entry = _table()["days"][key]
        if entry["date"] == f"{day:%m-%d}":
            return str(entry["names"][language])
    return None


def _region(region: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _table()["regions"].get(region, {})
    return found


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(files("scheduler").joinpath("holidays.yaml").read_text("utf-8"))
    return table


@lru_cache(maxsize=64)
def _calendar(year: int, community: str | None, language: str) -> Mapping[date, str]:
    """One year of public holidays, or of one community's school holidays."""
    from holidays import country_holidays  # Loaded at the first question, not at start-up.

    category = "school" if community else "public"
    spoken = _LIBRARY_LANGUAGES[language]
    return dict(country_holidays("BE", community, years=year, categories=(category,), language=spoken))

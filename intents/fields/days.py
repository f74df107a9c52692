"""Days that lie behind us, one or several: 'op 3, 10 en 17 maart', 'gisteren', '12/01/2026'."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intents.dates import read_when
from intents.fields.listing import parts_of

EARLIEST = date(2013, 1, 1)
"""No cell met before: an earlier day is a slip, or somebody's birthday."""

_ELSEWHEN = timedelta(days=200)
"""Read so much earlier, a day of the calendar is still the same; 'dinsdag om 14u' is another."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BARE = re.compile(r"\D{0,12}?(\d{1,2})(?:ste|de|e|er)?")
_REST = re.compile(r"\D{0,30}?\d{1,2}(?:ste|de|e|er)?(\D{2,20}(?:\d{4})?)")


@dataclass(frozen=True, slots=True)
class NoDay:
    """`text` is no day of any calendar."""

    text: str


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day that cannot be meant: it is still `to_come`, or lies before EARLIEST."""

    day: date
    to_come: bool


def past_days(typed: str, language: str, today: date) -> list[date] | NoDay | OtherDay:
    """The days that were typed, in order; or the first that is none or cannot be meant.

    A day without a year is the last such day up to `today` (Europe/Brussels).
    """
    parts = _completed(parts_of(typed))
    days = []
    for part in parts:
        day = _day(part, language, today)
        if day is None:
            return NoDay(part)
        if day > today or day < EARLIEST:
            return OtherDay(day, to_come=day > today)
        days.append(day)
    return sorted(set(days)) or NoDay(typed)


def _completed(parts: list[str]) -> list[str]:
    """'3', '10', '17 maart 2026' → each with the month; a year that was said once counts for all."""
    month, done = "", []
    for part in reversed(parts):
        bare = _BARE.fullmatch(part)
        if bare and month:
            done.append(bare.group(1) + month)
            continue
        rest = _REST.fullmatch(part)
        month = rest.group(1) if rest else month
        done.append(part)
    years = {year for part in done for year in _YEAR.findall(part)}
    year = f" {years.pop()}" if len(years) == 1 else ""
    return [part if _YEAR.search(part) or not _months(part) else part + year for part in reversed(done)]


def _months(part: str) -> bool:
    """Whether a day of a month was said in words: only to those a year can be added behind."""
    return _REST.fullmatch(part) is not None


def _day(part: str, language: str, today: date) -> date | None:
    day = _read(part, language, today)
    if day is None or day <= today or _YEAR.search(part):
        return day
    other = _read(part, language, today - _ELSEWHEN)
    without_year = other is not None and (other.month, other.day) == (day.month, day.day)
    return _year_before(day) if without_year else day


def _read(part: str, language: str, today: date) -> date | None:
    now = datetime.combine(today, time(12))
    found = [f.moment for f in read_when(part, language, now).found if f.moment.kind == "instant"]
    return found[0].start.date() if len(found) == 1 and found[0].start is not None else None


def _year_before(day: date) -> date | None:
    """The same day a year earlier; 29 February becomes that of the last leap year."""
    for years in range(1, 9):
        try:
            return day.replace(year=day.year - years)
        except ValueError:
            continue
    return day - timedelta(days=365)

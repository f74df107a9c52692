"""Calendar arithmetic: what a day as said means, seen from a reference. Naive local dates; weeks begin on Monday."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from intents.dates.values import Clock, Day, Length

OFFICE = range(1, 7)
"""Spoken hours that a meeting means in the afternoon (convention 8 of the meeting sentences)."""
_LONG = 800
_RECENT = 45


def day_of(day: Day, now: datetime, after: date | None = None) -> date | None:
    """The date of a day as said, or None where there is none ('30 februari'). `after`: not before this date."""
    if day.date is not None:
        return day.date
    start = after or now.date()
    if day.nth is not None:
        return _nth(day, start)
    if day.day is not None and day.month is not None:
        return _day_month(day, start)
    if day.day is not None:
        return _day_only(day, start, strict=after is None)
    if day.weekday is not None:
        return next_weekday(start, day.weekday, strict=after is None)
    return None


def next_weekday(start: date, weekday: int, strict: bool = True) -> date:
    """The first such weekday after (or, not strict, on) a date."""
    return start + timedelta(days=(weekday - start.weekday() - strict) % 7 + strict)


def last_weekday(start: date, weekday: int) -> date:
    """The last such weekday strictly before a date."""
    return start - timedelta(days=(start.weekday() - weekday - 1) % 7 + 1)


def monday(day: date) -> date:
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def make_date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _day_month(day: Day, start: date) -> date | None:
    if day.day is None or day.month is None:
        return None
    if day.year is not None:
        return make_date(day.year, day.month, day.day)
    if day.past:
        years: Iterator[int] = iter(range(start.year, start.year - 9, -1))
    else:
        years = iter(range(start.year, start.year + 9))
    for year in years:
        found = make_date(year, day.month, day.day)
        if found and (found < start if day.past else found >= start):
            return _recent(day, found, start) or found
    return None


def _recent(day: Day, coming: date, start: date) -> date | None:
    """'zondag 10 februari', two days later: the weekday tells that the last one is meant, not next year's."""
    if day.weekday is None or coming.weekday() == day.weekday or day.day is None:
        return None
    for months in (0, 1, 2):
        year, index = divmod(start.year * 12 + start.month - 1 - months, 12)
        found = make_date(year, day.month or index + 1, day.day)
        if found and found < start and found.weekday() == day.weekday:
            return found if (start - found).days <= _RECENT else None
    return None


def _day_only(day: Day, start: date, strict: bool) -> date | None:
    """The next 15th; with a weekday the next 15th that is one, where one comes within two years."""
    first: date | None = None
    recent = Day(weekday=day.weekday, day=day.day)
    for offset in range(int(strict), _LONG):
        found = start + timedelta(days=offset)
        if found.day != day.day:
            continue
        if day.weekday is None or found.weekday() == day.weekday:
            return (_recent(recent, first, start) if first else None) or found
        first = first or found
    return first


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The n-th (or, negative, n-th last) such weekday of a month, or None."""
    days = [d for d in range(1, monthrange(year, month)[1] + 1) if date(year, month, d).weekday() == weekday]
    index = nth - 1 if nth > 0 else nth
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None


def _nth(day: Day, start: date) -> date | None:
    """'eerste donderdag van maart': the next one whose day is still to come."""
    if day.weekday is None or day.nth is None:
        return None
    if day.month and day.year:
        return nth_weekday(day.year, day.month, day.nth, day.weekday)
    for year, month in _months(start, day.month):
        found = nth_weekday(year, month, day.nth, day.weekday)
        if found and found >= start:
            return found
    return None


def _months(start: date, month: int | None) -> Iterator[tuple[int, int]]:
    for step in range(60):
        year, index = divmod(start.year * 12 + start.month - 1 + step, 12)
        if month in (None, index + 1):
            yield year, index + 1


def add_months(day: datetime, months: int) -> datetime:
    """The same day so many months on; the month's last where it is shorter."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return day
    return day.replace(year=year, month=index + 1, day=min(day.day, monthrange(year, index + 1)[1]))


def shift(start: datetime, length: Length, sign: int = 1) -> datetime:
    """Plain counting: months and years by the calendar, the rest by the wall clock. Out of range: unchanged."""
    moment = start
    for amount, unit in length.amounts:
        if unit in _MONTHS:
            moment = add_months(moment, int(sign * amount * _MONTHS[unit]))
        elif unit == "workday":
            moment = _workdays(moment, int(sign * amount))
        else:
            moment = _plus(moment, sign * Length(((amount, unit),)).seconds)
    return moment


_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}


def _plus(moment: datetime, seconds: float) -> datetime:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return moment


def _workdays(moment: datetime, count: int) -> datetime:
    step = 1 if count > 0 else -1
    for _ in range(min(abs(count), 1000)):
        moment += timedelta(days=step)
        while moment.weekday() > 4:
            moment += timedelta(days=step)
    return moment


def meeting_time(clock: Clock) -> time:
    """The clock of a meeting: hours 1 to 6 are afternoon unless morning was said (convention 8)."""
    if clock.form != "sure" and clock.hour in OFFICE:
        return time(clock.hour + 12, clock.minute, clock.second) if clock.exists else time(0)
    return clock.time()


def at(day: date, moment: time) -> datetime:
    """A date and a wall clock time together, naive local."""
    return datetime.combine(day, moment)

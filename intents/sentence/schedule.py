"""From what was said to when: start, end, rule and exceptions, in the conventions of a meeting."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intents.dates.resolve import at, day_of, meeting_time, next_weekday, shift
from intents.dates.values import Day, When
from intents.sentence.recurring import completed, inside, left_out, series_start, written
from intents.sentence.said import Said


@dataclass(frozen=True, slots=True)
class Schedule:
    """Local wall clock; `start` and `end` carry a time only where one was said. `problems`: codes."""

    start: str | None = None
    end: str | None = None
    rrule: str | None = None
    exdate: tuple[str, ...] | None = None
    problems: tuple[str, ...] = ()
    moved_from: str | None = None
    day_said: bool = False


def schedule(said: Said, now: datetime) -> Schedule:
    """Resolve what was said against the reference (naive local wall clock, Europe/Brussels)."""
    problems: list[str] = []
    said = completed(said)
    day = series_start(said, now) if said.series else _single_start(said, now, problems)
    for clock in (said.clock, said.end_clock):
        if clock is not None and not clock.exists:
            problems.append("no-such-time")
    start = _start(day, said, now)
    end = _end(day, said, now, problems)
    if start is not None and (start < now if isinstance(start, datetime) else start < now.date()):
        problems.append("past")
    rule = written(said.series, said, day, now) if said.series else None
    return Schedule(
        start=_iso(start),
        end=_iso(end),
        rrule=rule,
        exdate=left_out(said, rule, day, now) if rule else None,
        problems=tuple(dict.fromkeys(problems)),
        moved_from=_moved_from(said, now),
        day_said=day is not None or "no-such-date" in problems,
    )


def _moved_from(said: Said, now: datetime) -> str | None:
    """The moment that a meeting is moved from, as far as it was said."""
    old = said.old
    if old is None and (said.shift or said.then is not None):
        old = When(said.day or (said.since.day if said.since else None), said.clock)
    day = day_of(inside(old.day, said.period), now) if old and old.day else None
    if old is None or day is None:
        return None
    return _iso(at(day, meeting_time(old.clock)) if old.clock else day)


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _single_start(said: Said, now: datetime, problems: list[str]) -> date | None:
    day = said.day or (said.since.day if said.since else None)
    until = said.until.day if said.until else None
    if day is None and not said.deadline:
        day, until = until, None
    if until is not None and said.end_clock is None and not said.deadline:
        said.end_day = until
    if day is None and said.nthday:
        day = Day(nth=said.nthday[0], weekday=said.nthday[1])
    if day is None and said.then is not None:
        day, said.then = Day(weekday=said.then), None  # 'the following Tuesday', and no date to follow.
    if day is None:
        return None
    day = inside(day, said.period)
    found = day_of(day, now, after=_earliest(day, said, now))
    if found is None:
        problems.append("no-such-date")
    elif day.weekday is not None and day.day is not None and found.weekday() != day.weekday:
        problems.append("other-weekday")
    if found and said.then is not None:
        return next_weekday(found, said.then)
    if found and said.shift and _whole_days(said):
        length, sign = said.shift
        found = shift(at(found, time()), length, sign).date()
    return found


def _earliest(day: Day, said: Said, now: datetime) -> date | None:
    """'vanaf 10 augustus op donderdag': the first Thursday from then on."""
    since = said.since if said.day and day.date is None and day.weekday is not None else None
    if since is None or day.day is not None or day.month is not None:
        return None
    if since.period is not None:
        return max(since.period.start.date(), now.date())
    return day_of(since.day, now) if since.day else None


def _whole_days(said: Said) -> bool:
    return said.shift is not None and all(
        unit not in ("hour", "minute", "second") for _, unit in said.shift[0].amounts
    )


def _start(day: date | None, said: Said, now: datetime) -> date | datetime | None:
    """A time without a day is its next occurrence, except in a series, whose day must be said."""
    if said.clock is None or not said.clock.exists:
        counted = said.day.loose if said.day and said.day.exact else None
        return at(day, counted.replace(second=0, microsecond=0)) if day and counted else day
    clock = meeting_time(said.clock)
    if day is None:
        if said.series or said.until or said.since:
            return None
        day = now.date() if at(now.date(), clock) > now else now.date() + timedelta(days=1)
    moment = at(day + timedelta(days=1) if said.clock.midnight else day, clock)
    if said.shift and not _whole_days(said):
        moment = shift(moment, *said.shift)
    return moment


def _end(day: date | None, said: Said, now: datetime, problems: list[str]) -> date | datetime | None:
    if said.end_clock is not None and said.end_clock.exists:
        return _end_clock(day, said, now, problems)
    if said.end_day is None or said.series:
        return None
    end = day_of(said.end_day, now, after=day) or None
    if end is None:
        problems.append("no-such-date")
    elif day and end < day:
        problems.append("end-before-start")
    return end


def _may_be_later(said: Said) -> bool:
    """An end of which no half of the day was said: '7 heures du soir … fin vers 9 heures'."""
    half = said.clock is not None and said.clock.half_said
    end = said.end_clock.form if said.end_clock else "sure"
    return end == "spoken" or (half and end == "digits")


def _end_clock(day: date | None, said: Said, now: datetime, problems: list[str]) -> datetime | None:
    start = _start(day, said, now)
    if not isinstance(start, datetime) or said.end_clock is None:
        return None
    last = (day_of(said.end_day, now, after=start.date()) if said.end_day else None) or start.date()
    end = at(last, meeting_time(said.end_clock))
    if said.end_clock.midnight:
        end += timedelta(days=1)
    if end <= start and _may_be_later(said) and end + timedelta(hours=12) > start and end.hour < 12:
        end += timedelta(hours=12)
    if end <= start:
        problems.append("end-before-start")
    return end

"""From what was said to when: start, end, rule and exceptions, in the conventions of a meeting."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from intents.dates.moment import by_day
from intents.dates.named import school_breaks
from intents.dates.resolve import add_months, at, day_of, meeting_time, next_weekday, shift
from intents.dates.values import Day, Period, Series, When
from intents.sentence.said import Said

_HORIZON = 400


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
    said = _completed(said)
    day = _series_start(said, now) if said.series else _single_start(said, now, problems)
    for clock in (said.clock, said.end_clock):
        if clock is not None and not clock.exists:
            problems.append("no-such-time")
    start = _start(day, said, now)
    end = _end(day, said, now, problems)
    if start is not None and (start < now if isinstance(start, datetime) else start < now.date()):
        problems.append("past")
    rule = _rule(said.series, said, day, now) if said.series else None
    left_out = _left_out(said, rule, day, now) if rule else None
    return Schedule(
        start=_iso(start),
        end=_iso(end),
        rrule=rule,
        exdate=left_out,
        problems=tuple(dict.fromkeys(problems)),
        moved_from=_moved_from(said, now),
        day_said=day is not None or "no-such-date" in problems,
    )


def _moved_from(said: Said, now: datetime) -> str | None:
    """The moment that a meeting is moved from, as far as it was said."""
    old = said.old
    if old is None and (said.shift or said.then is not None):
        old = When(said.day or (said.since.day if said.since else None), said.clock)
    day = day_of(_inside(old.day, said.period), now) if old and old.day else None
    if old is None or day is None:
        return None
    return _iso(at(day, meeting_time(old.clock)) if old.clock else day)


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _completed(said: Said) -> Said:
    """A day that belongs to the series moves into it: 'maandelijks op de 15de', 'jaarlijks op 8 mei'."""
    series, day = said.series, said.day
    if series is None:
        return said
    if series.freq == "MONTHLY" and not series.weekdays and said.nthday:
        nth, weekday = said.nthday
        series = replace(series, nth=(nth,), weekdays=(weekday,))
    if day and series.freq == "MONTHLY" and not series.weekdays and not series.monthday:
        if day.day and not day.month and day.date is None:
            series = replace(series, monthday=day.day)
        elif day.nth and day.weekday is not None and not day.month:
            series = replace(series, nth=(day.nth,), weekdays=(day.weekday,))
    if day and series.freq == "YEARLY" and day.nth and day.weekday is not None and day.month:
        series = replace(series, nth=(day.nth,), weekdays=(day.weekday,), month=day.month)
    said.series = series
    return said


def _single_start(said: Said, now: datetime, problems: list[str]) -> date | None:
    day = said.day or (said.since.day if said.since else None)
    until = said.until.day if said.until else None
    if day is None:
        day, until = until, None
    if until is not None and said.end_clock is None:
        said.end_day = until
    if day is None and said.nthday:
        day = Day(nth=said.nthday[0], weekday=said.nthday[1])
    if day is None and said.then is not None:
        day, said.then = Day(weekday=said.then), None  # 'the following Tuesday', and no date to follow.
    if day is None:
        return None
    day = _inside(day, said.period)
    found = day_of(day, now)
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


def _whole_days(said: Said) -> bool:
    return said.shift is not None and all(
        unit not in ("hour", "minute", "second") for _, unit in said.shift[0].amounts
    )


def _inside(day: Day, period: Period | None) -> Day:
    """'volgende week … op dinsdag': the day of the period named elsewhere."""
    if period is None or day.date is not None or day.month is not None:
        return day
    if period.grain == "week" and day.weekday is not None and day.day is None and day.nth is None:
        return Day(date=next_weekday(period.start.date(), day.weekday, strict=False))
    if period.grain == "month":
        return replace(day, month=period.start.month, year=period.start.year)
    return day


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


def _end_clock(day: date | None, said: Said, now: datetime, problems: list[str]) -> datetime | None:
    start = _start(day, said, now)
    if not isinstance(start, datetime) or said.end_clock is None:
        return None
    last = (day_of(said.end_day, now, after=start.date()) if said.end_day else None) or start.date()
    end = at(last, meeting_time(said.end_clock))
    if said.end_clock.midnight:
        end += timedelta(days=1)
    if (
        end <= start
        and said.end_clock.form == "spoken"
        and end + timedelta(hours=12) > start
        and end.hour < 12
    ):
        end += timedelta(hours=12)
    if end <= start:
        problems.append("end-before-start")
    return end


# --- Series ---------------------------------------------------------------------------------------------------


def _series_start(said: Said, now: datetime) -> date | None:
    """The first occurrence: from the start named, else strictly after the reference where a day was said."""
    floor = _floor(said, now)
    rule = said.series
    if rule and (rule.weekdays or rule.monthday):
        return _first(rule, floor)
    day = said.since.day if said.since and said.since.day else said.day
    if day is not None:
        return day_of(_inside(day, said.period), now)
    return None


def _floor(said: Said, now: datetime) -> date:
    tomorrow = now.date() + timedelta(days=1)
    when = said.since or (When(day=said.day) if said.day and said.day.month else None)
    if when is None and said.period is not None:
        when = When(period=said.period)
    if when is not None and when.period is not None:
        return max(when.period.start.date(), tomorrow)
    found = day_of(when.day, now) if when is not None and when.day is not None else None
    return found or tomorrow


def _first(rule: Series, floor: date) -> date | None:
    for offset in range(_HORIZON * (5 if rule.freq == "YEARLY" else 1)):
        found = floor + timedelta(days=offset)
        if _matches(rule, found):
            return found
    return None


def _matches(rule: Series, day: date) -> bool:
    if rule.month is not None and day.month != rule.month:
        return False
    if rule.monthday is not None:
        return day.day == rule.monthday
    if day.weekday() not in rule.weekdays:
        return False
    length = monthrange(day.year, day.month)[1]
    places = ((day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))
    return not rule.nth or any(place in rule.nth for place in places)


def _rule(rule: Series, said: Said, start: date | None, now: datetime) -> str:
    parts = [f"FREQ={rule.freq}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.month and rule.nth:
        parts.append(f"BYMONTH={rule.month}")
    if rule.weekdays:
        parts.append("BYDAY=" + by_day(rule))
    elif rule.monthday and rule.freq == "MONTHLY":
        parts.append(f"BYMONTHDAY={rule.monthday}")
    if said.count:
        parts.append(f"COUNT={said.count}")
    until = _until(said.until, start or now.date(), now) if said.until else _period_end(said, start)
    if until and not said.count:
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    return ";".join(parts)


def _period_end(said: Said, start: date | None) -> date | None:
    """'elke dinsdag in mei' ends with May."""
    if said.period is None or said.since is not None or start is None or said.count:
        return None
    last = (said.period.end - timedelta(days=1)).date()
    return last if said.period.start.date() <= start <= last and said.period.grain != "week" else None


def _until(when: When, start: date, now: datetime) -> date | None:
    """The last day, the day or month named included, after the start."""
    if when.period is not None:
        end = when.period.end
        while end.date() <= start:
            end = add_months(end, 12)
        return (end - timedelta(days=1)).date()
    return day_of(when.day, now, after=start) if when.day else None


def _left_out(said: Said, rule: str, start: date | None, now: datetime) -> tuple[str, ...] | None:
    """The occurrences that the exceptions name; a period leaves out all that fall into it within a year."""
    if not said.excepted or start is None:
        return None
    days: list[date] = []
    for value in said.excepted:
        for first, last in _stretches(value, start, now):
            days.extend(_occurrences(rule, start, first, last))
    return tuple(day.isoformat() for day in sorted(set(days))) or None


def _stretches(value: object, start: date, now: datetime) -> list[tuple[date, date]]:
    if isinstance(value, str):
        return school_breaks(value, start)
    if isinstance(value, When):
        value = value.day or value.period
    if isinstance(value, Day):
        found = day_of(value, now, after=start)
        return [(found, found)] if found else []
    if isinstance(value, Period):
        first, last = value.start, value.end
        while last.date() <= start:
            first, last = add_months(first, 12), add_months(last, 12)
        return [(first.date(), (last - timedelta(days=1)).date())]
    ends = [_stretches(getattr(value, side), start, now) for side in ("start", "end")]
    return [(ends[0][0][0], ends[1][0][1])] if all(ends) else []


def _occurrences(rule: str, start: date, first: date, last: date) -> list[date]:
    found = rrulestr(rule, dtstart=at(start, time()))
    return [moment.date() for moment in found.between(at(first, time()), at(last, time()), inc=True)]

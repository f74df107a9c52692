"""Parsed items → typed results, resolved against the reference: the public face of the grammar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.dates.named import holiday_date, school_breaks
from intents.dates.resolve import OFFICE, at, day_of
from intents.dates.values import Clock, Day, Length, Open, Part, Period, Series, Span, When

_GRAINS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that was said about time. Naive local wall clock.

    `kind`: 'instant' (`start` and `grain`), 'time' (`clock`), 'interval' (`start`, `end`), 'time_interval' (`clock`,
    `end_clock`), 'open_interval' and 'open_time_interval' (`direction` 'after' or 'before', `start` or `clock`),
    'duration' (`seconds`), 'set' (`rrule`, `clock`), 'nothing' (said, but impossible: see `problem`).
    """

    kind: str
    start: datetime | None = None
    end: datetime | None = None
    grain: str = "day"
    clock: time | None = None
    end_clock: time | None = None
    direction: str | None = None
    seconds: float | None = None
    rrule: str | None = None
    problem: str | None = None

    def row(self) -> dict[str, Any] | None:
        """The row that `tools/score_dates.py` describes; None for 'nothing'."""
        if self.kind == "set":
            clock = self.clock.isoformat("minutes") if self.clock else None
            return {"type": "set", "rrule": self.rrule, "time": clock}
        if self.kind == "duration":
            return {"type": "duration", "seconds": self.seconds}
        values: dict[str, Any] = {"type": self.kind}
        if self.direction:
            values["direction"] = self.direction
        first: datetime | time | None = self.clock or self.start
        if first is None:
            return None
        if "interval" in self.kind and self.direction is None:
            last = self.end_clock or self.end
            return values | {"start": first.isoformat(), "end": last.isoformat() if last else None}
        return values | {"value": first.isoformat()}


NOTHING = Moment("nothing")


def moment_of(role: str, value: Any, now: datetime) -> Moment:
    """The typed result of a parsed item."""
    if role in ("day", "moment", "clock", "part", "instant"):
        return _point(role, value, now)
    if isinstance(value, Period):
        return Moment("interval", value.start, value.end, value.grain)
    if isinstance(value, Span):
        return _span(value, now)
    if isinstance(value, Open):
        return _open(value, now)
    if isinstance(value, Length):
        return Moment("duration", seconds=value.seconds)
    if isinstance(value, Series):
        return Moment("set", rrule=_rrule(value), clock=_office(value.clock) if value.clock else None)
    if role == "breaks":
        breaks = school_breaks(value, now.date())
        first, last = breaks[0] if breaks else (now.date(), now.date())
        return Moment("interval", at(first, time(0)), at(last, time(0))) if breaks else NOTHING
    if role == "nthday":
        nth, weekday = value
        return _point("day", Day(nth=nth, weekday=weekday), now)
    return NOTHING


def _point(role: str, value: Any, now: datetime) -> Moment:
    if isinstance(value, datetime):
        return Moment("instant", value, grain="second")
    if isinstance(value, Clock):
        return _clock(value, now)
    if isinstance(value, Part):
        return Moment("time_interval", clock=time(value.start), end_clock=_end_of(value), grain="hour")
    when = value if isinstance(value, When) else When(day=value)
    if when.day is None:
        return _clock(when.clock, now) if when.clock else NOTHING
    day = day_of(when.day, now)
    if day is None:
        return Moment("nothing", problem="no-such-date")
    if when.clock:
        return _day_clock(day, when.clock)
    if when.part:
        start = at(day, time(when.part.start))
        return Moment("interval", start, start + timedelta(hours=when.part.end - when.part.start), "hour")
    return Moment("instant", at(day, when.day.loose or time(0)), grain="second" if when.day.exact else "day")


def _end_of(part: Part) -> time:
    return time(part.end) if part.end < 24 else time(23, 59, 59)


def _clock(clock: Clock, now: datetime) -> Moment:
    if not clock.exists:
        return Moment("nothing", problem="no-such-time")
    return Moment("time", clock=_time(clock, now), grain=clock.grain)


def _time(clock: Clock, now: datetime) -> time:
    """A spoken hour alone, morning or afternoon not said: whichever comes next."""
    said = clock.time()
    if clock.form != "spoken" or clock.hour > 12:
        return said
    other = said.replace(hour=(clock.hour + 12) % 24)
    coming = [t for t in sorted((said, other)) if t > now.time()]
    return coming[0] if coming else said


def _day_clock(day: date, clock: Clock) -> Moment:
    if not clock.exists:
        return Moment("nothing", problem="no-such-time")
    return Moment("instant", at(day + timedelta(days=clock.midnight), _office(clock)), grain=clock.grain)


def _office(clock: Clock) -> time:
    """With a day, or each time again, a spoken hour from 1 to 6 is in the afternoon."""
    said = clock.time()
    return said.replace(hour=said.hour + 12) if clock.form == "spoken" and clock.hour in OFFICE else said


def _span(value: Span, now: datetime) -> Moment:
    start, end = value.start, value.end
    if start.clock and end.clock and not (start.day or end.day):
        first, last = _clock_pair(start.clock, end.clock)
        return Moment("time_interval", clock=first, end_clock=last, grain=start.clock.grain)
    if start.day is None and start.clock and end.day:
        start = When(day=end.day, clock=start.clock)
    first_day = _moment(start, now)
    if first_day is None:
        return Moment("nothing", problem="no-such-date")
    if end.day is None and end.clock and start.day and start.clock:
        return _same_day(first_day, start.clock, end.clock)
    last_day = _moment(end, now, after=first_day.date())
    if last_day is None:
        return Moment("nothing", problem="no-such-date")
    if start.day and start.day == end.day and start.clock and end.clock:
        return _same_day(first_day, start.clock, end.clock)
    problem = "end-before-start" if last_day < first_day else None
    return Moment("interval", first_day, last_day, "hour" if start.clock else "day", problem=problem)


def _same_day(day: datetime, start: Clock, end: Clock) -> Moment:
    first, last = (at(day.date(), t) for t in _clock_pair(start, end))
    if last < first:
        last += timedelta(days=1)
    return Moment("interval", first, last, start.grain)


def _clock_pair(start: Clock, end: Clock) -> tuple[time, time]:
    """Both sides of a clock span: where neither half of the day was said, the end follows the start."""
    first, last = start.time(), end.time()
    if start.form == "spoken" and start.hour in OFFICE and end.form == "spoken":
        first = first.replace(hour=first.hour + 12)
        last = last.replace(hour=last.hour % 12 + 12)
    elif last <= first and end.form == "spoken" and last.hour < 12:
        last = last.replace(hour=last.hour + 12)
    return first, last


def _moment(when: When, now: datetime, after: date | None = None) -> datetime | None:
    if when.period is not None:
        return when.period.start
    day = day_of(when.day, now, after) if when.day else None
    if day and after and day < after and when.day and when.day.named:
        day = holiday_date(when.day.named, after)  # 'tussen kerst en nieuwjaar'
    if day is None:
        return None
    return at(day, _office(when.clock) if when.clock else time(0))


def _open(value: Open, now: datetime) -> Moment:
    when = value.when
    if when.clock and not when.day:
        return Moment("open_time_interval", clock=_time(when.clock, now), direction=value.direction)
    if when.period is not None:
        last = value.direction == "before" and when.period.closes
        edge = when.period.end if last else when.period.start
        return Moment("open_interval", edge, direction=value.direction)
    found = _moment(when, now)
    return Moment("open_interval", found, direction=value.direction) if found else NOTHING


def by_day(series: Series) -> str:
    """The BYDAY of a series: `TU,TH`, or `1TU,3TU` for weekdays of the month."""
    return ",".join(f"{nth}{_NAMES[day]}" for nth in series.nth or ("",) for day in series.weekdays)


def _rrule(series: Series) -> str:
    parts = [f"FREQ={series.freq}", f"INTERVAL={series.interval}"]
    if series.month is not None:
        parts.append(f"BYMONTH={series.month}")
    if series.monthday is not None:
        parts.append(f"BYMONTHDAY={series.monthday}")
    if series.weekdays:
        parts.append("BYDAY=" + by_day(series))
    if series.place is not None:
        parts.append(f"BYSETPOS={series.place}")
    return ";".join(parts)

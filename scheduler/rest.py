"""The hours in which a person is left alone: a reminder that falls in them goes out before, or after. Pure.

Before: who is told at 22.00 h of a meeting at 7.00 h can still act on it; who is told at 7.00 h cannot.
"""

from datetime import datetime, time, timedelta

from scheduler.recurrence import to_local, to_utc

USUAL = "22:00-07:00"
"""Nobody is written to at night, unless they say so."""


def awake(due_at: datetime, start: datetime, rest: str | None, now: datetime) -> datetime:
    """When a reminder that is due at `due_at` goes out (aware). `start`: the meeting's naive local start; `rest`:
    'HH:MM-HH:MM' on the Brussels clock, '' for none, None for the usual hours; `now` aware.

    In those hours: when they begin, or when they end where that has passed; as it was where the meeting has begun by
    then. Who meets at such an hour is reminded at such an hour, unless they said their hours themselves.
    """
    hours = hours_of(USUAL if rest is None else rest)
    local = to_local(due_at)
    if hours is None or not _within(local.time(), hours) or (rest is None and _within(start.time(), hours)):
        return due_at
    begins = to_utc(_last(local, hours[0]))
    if begins > now:
        return begins
    ends = to_utc(_next(local, hours[1]))
    return ends if ends < to_utc(start) else due_at


def after_rest(moment: datetime, rest: str | None) -> datetime:
    """The moment itself (aware), or the end of the hours of rest that it falls in; `rest` as in `awake`."""
    hours = hours_of(USUAL if rest is None else rest)
    local = to_local(moment)
    return to_utc(_next(local, hours[1])) if hours and _within(local.time(), hours) else moment


def hours_of(rest: str) -> tuple[time, time] | None:
    """From and to; None for no hours at all. Raises `ValueError` for what is no such text."""
    if not rest:
        return None
    first, _, last = rest.partition("-")
    return time.fromisoformat(first), time.fromisoformat(last)


def _within(clock: time, hours: tuple[time, time]) -> bool:
    first, last = hours
    return first <= clock < last if first < last else clock >= first or clock < last


def _last(local: datetime, clock: time) -> datetime:
    """The last such hour before or at `local`."""
    today = datetime.combine(local.date(), clock)
    return today if today <= local else today - timedelta(days=1)


def _next(local: datetime, clock: time) -> datetime:
    today = datetime.combine(local.date(), clock)
    return today if today > local else today + timedelta(days=1)

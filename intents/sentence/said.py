"""What a sentence said about time: the slots, and what each kind of mention does to them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from intents.dates.rules.told import in_two
from intents.dates.values import Amounts, Clock, Day, Length, Open, Period, Series, Span, When


@dataclass(slots=True)
class Said:
    """The time slots of a sentence as said, not yet resolved; the last version of each.

    `deadline`: `until` only says before when ('voor de vakantie').
    """

    day: Day | None = None
    clock: Clock | None = None
    end_day: Day | None = None
    end_clock: Clock | None = None
    duration: Length | None = None
    series: Series | None = None
    nthday: tuple[int, int] | None = None
    since: When | None = None
    until: When | None = None
    deadline: bool = False
    count: int | None = None
    period: Period | None = None
    shift: tuple[Length, int] | None = None
    then: int | None = None
    old: When | None = None
    reminders: Amounts = ()
    excepted: list[Any] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Telling:
    """The slots and the state of the telling. `force`: the next mention replaces what was said before it.

    `moving`: a meeting is being moved; `sooner`: to an earlier time; `target`: the new time is named; `replacing`: one
    moment stands 'instead of' another.
    """

    said: Said
    moving: bool
    sooner: bool = False
    target: bool = False
    force: bool = False
    moved: bool = False
    same_time: bool = False
    replacing: bool = False


def nothing(telling: Telling, value: Any, mode: str) -> None:
    """Said, but nothing that a slot takes ('de hele dag')."""


def _on_day(telling: Telling, value: Day, mode: str) -> None:
    said = telling.said
    if telling.force and telling.moving and said.old is not None and not telling.same_time:
        said.clock = (
            None  # The new moment only: the old hour goes with the old day, unless 'zelfde uur' is said.
        )
    telling.moved = telling.moved or telling.force
    if (
        said.shift
        and (said.day is None or telling.force)
        and not telling.moving
        and (value.month or value.date)
    ):
        said.shift = None  # 'de week erna, op maandag 4 januari': the date that is named decides.
    if mode == "first_time":
        said.since = When(day=value)
    elif mode == "last_time":
        said.until = When(day=value)
    elif said.day is None or telling.force or (said.day.named and value.day and value.month):
        # A date replaces a feast that only names the meeting: 'Christmas meeting on 22 December'.
        said.day = value if said.day is None else _kept(said.day, value)
    elif said.series is not None and said.since is None:
        said.since = When(day=value)
    telling.force = False


def _kept(old: Day, new: Day) -> Day:
    """'5 juni, nee, de 6de': the month stays."""
    if new.day and not new.month and old.month:
        return replace(new, month=old.month, year=old.year)
    return new


def _on_clock(telling: Telling, value: Clock, mode: str) -> None:
    said = telling.said
    if said.clock is None or telling.force:
        if (
            said.shift
            and said.clock is None
            and all(unit in ("hour", "minute") for _, unit in said.shift[0].amounts)
        ):
            said.shift = None  # 'een uurtje later, om 15u': the hour that is named decides.
        said.clock = value
    telling.force = False


def _on_moment(telling: Telling, value: When, mode: str) -> None:
    force = telling.force
    if value.day:
        _on_day(telling, value.day, mode)
    telling.force = force
    if value.clock:
        _on_clock(telling, value.clock, mode)
    telling.force = False


def _on_length(telling: Telling, value: Length, mode: str) -> None:
    said = telling.said
    named = said.day or said.since or said.clock
    if telling.moving and (mode == "by" or (mode != "takes" and not telling.target and named)):
        said.shift = (value, -1 if telling.sooner else 1)
    elif mode == "remind":
        said.reminders = value.amounts
    elif said.duration is None or telling.force:
        said.duration = value
    telling.force = False


def _on_span(telling: Telling, value: Span, mode: str) -> None:
    said, force = telling.said, telling.force
    start, end = value.start, value.end
    if telling.moving and value.weak and not telling.moved:
        # 'déplacer la réunion de mercredi au vendredi': from the old moment to the new.
        _on_moment(telling, start, mode)
        said.old = said.old or When(said.day, said.clock)
        telling.force = True
        _on_moment(telling, end, mode)
        return
    if start.clock:
        _on_moment(telling, replace(start, day=start.day or end.day), mode)
        if said.end_clock is None or force:
            said.end_clock = end.clock
            said.end_day = end.day if start.day and end.day != start.day else None
        return
    if said.day is None or force or said.series is not None:
        said.since, said.until = start, end
    telling.force = force
    if end.clock:
        _on_clock(telling, end.clock, mode)
    telling.force = False


def _on_open(telling: Telling, value: Open, mode: str) -> None:
    said, when = telling.said, value.when
    if value.direction == "before" and telling.moving and when.day and (said.day or said.since):
        telling.force = True
        _on_moment(telling, when, mode)
        return
    if when.clock and not when.day:
        if value.direction == "after":
            _on_clock(telling, when.clock, mode)
        elif said.end_clock is None or telling.force:
            said.end_clock, telling.force = when.clock, False
        return
    if value.direction == "after":
        said.since = when if said.since is None or telling.force else said.since
        said.clock = when.clock or said.clock
    else:
        said.until = when if said.until is None or telling.force else said.until
        said.deadline = value.deadline
        if said.clock is None:
            said.clock = when.clock
    telling.force = False


def _on_series(telling: Telling, value: Series, mode: str) -> None:
    said = telling.said
    if (
        (telling.moving or telling.replacing)
        and value == Series("WEEKLY", 1, value.weekdays)
        and len(value.weekdays) == 1
    ):
        _on_day(telling, Day(weekday=value.weekdays[0]), mode)  # 'move wednesdays meeting'
        return
    if said.series is None or telling.force:
        said.series = value
    elif value.weekdays and not said.series.weekdays and said.series.freq == value.freq:
        said.series = replace(value, interval=said.series.interval)
    else:
        said.series = in_two(said.series, value) or said.series
    said.count = value.count or said.count
    telling.force = False


def _on_period(telling: Telling, value: Period, mode: str) -> None:
    said = telling.said
    if mode == "first_time":
        said.since = When(period=value)
    elif mode == "last_time":
        said.until = When(period=value)
    elif said.period is None or telling.force:
        said.period = value
    telling.force = False


def _on_count(telling: Telling, value: int, mode: str) -> None:
    telling.said.count, telling.force = value, False


def _on_days(telling: Telling, value: tuple[Day, ...], mode: str) -> None:
    _on_day(telling, value[0], mode)


def _on_shift(telling: Telling, value: tuple[Length, int], mode: str) -> None:
    telling.said.shift, telling.force = value, False


def _on_then(telling: Telling, value: int, mode: str) -> None:
    telling.said.then, telling.force = value, False


def _on_nthday(telling: Telling, value: tuple[int, int], mode: str) -> None:
    telling.said.nthday, telling.force = value, False


def _on_reminders(telling: Telling, value: Amounts, mode: str) -> None:
    said = telling.said
    said.reminders = value if telling.force else (*said.reminders, *value)
    telling.force = False


HANDLERS: dict[str, Callable[[Telling, Any, str], None]] = {
    "day": _on_day,
    "clock": _on_clock,
    "moment": _on_moment,
    "length": _on_length,
    "span": _on_span,
    "open": _on_open,
    "series": _on_series,
    "period": _on_period,
    "count": _on_count,
    "nthday": _on_nthday,
    "days": _on_days,
    "shift": _on_shift,
    "then": _on_then,
    "reminders": _on_reminders,
}

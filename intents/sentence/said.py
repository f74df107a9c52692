"""What a sentence said about time, mention by mention: corrections, moves, exceptions, reminders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from intents.dates.rules.clocks import in_part
from intents.dates.tokens import Item
from intents.dates.values import Amounts, Clock, Day, Length, Open, Period, Series, Span, When

_QUIET = frozenset({"comma", "art", "and", "upon", "at", "colon", "inside", "of", "paren", "plus"})
_TIMES = ("moment", "day", "clock", "length", "span", "open", "period", "series", "count", "nthday", "reminders", "days", "shift", "then")
_TIMES += ("breaks", "wholeunit", "part", "monthday", "range")


@dataclass(slots=True)
class Said:
    """The time slots of a sentence as said, not yet resolved; the last version of each."""

    day: Day | None = None
    clock: Clock | None = None
    end_day: Day | None = None
    end_clock: Clock | None = None
    duration: Length | None = None
    series: Series | None = None
    nthday: tuple[int, int] | None = None
    since: When | None = None
    until: When | None = None
    count: int | None = None
    period: Period | None = None
    shift: tuple[Length, int] | None = None
    then: int | None = None
    reminders: Amounts = ()
    excepted: list[Any] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Walks the items once. `force`: the next mention replaces what was said before it."""

    items: Sequence[Item]
    said: Said
    moving: bool
    sooner: bool = False
    target: bool = False
    denied: frozenset[int] = frozenset()
    force: bool = False
    mode: str = ""

    def walk(self) -> None:
        for at, item in enumerate(self.items):
            role = next((name for name in _TIMES if name in item.roles), None)
            if role is not None:
                self._mention(at, item, role)
            else:
                self._cue(item)

    def _cue(self, item: Item) -> None:
        roles = item.roles
        if "correct" in roles:
            self.force, self.mode = True, ""
        elif "towards" in roles and self.moving:
            self.force, self.mode = True, ""
        for cue in ("except", "first_time", "last_time", "takes", "instead_of", "remind"):
            if cue in roles:
                self.mode = cue
                return
        if not _QUIET & roles.keys():
            self.mode = ""

    def _mention(self, at: int, item: Item, role: str) -> None:
        value, mode = item.roles[role], self.mode
        if self._negated(at):
            return
        if mode == "instead_of":
            self.mode = ""
            value = self._new_half(value)
            if value is None:
                return
        self.said.spans.append((item.start, item.end))
        if mode == "except" and role in ("day", "days", "moment", "period", "breaks", "span"):
            self.said.excepted.extend(value if role == "days" else [value])
            return
        if "length" in item.roles and "clock" in item.roles:
            role = self._hour_or_length(at, item)
            value = item.roles[role]
        self.mode = ""
        _HANDLERS.get(role, _nothing)(self, value, mode)

    def _new_half(self, value: Any) -> When | None:
        """'om 19u in plaats van 18u, maandag': what replaces nothing is news."""
        if not isinstance(value, When) or not value.day or not value.clock:
            return None
        if self.said.day is None and self.said.clock is not None:
            return When(day=value.day)
        return When(clock=value.clock) if self.said.day is not None and self.said.clock is None else None

    def _negated(self, at: int) -> bool:
        """'morgen niet', 'niet dinsdag maar woensdag'."""
        after = self.items[at + 1].roles if at + 1 < len(self.items) else {}
        later = self.items[at + 2].roles if at + 2 < len(self.items) else {}
        if "not" in after and "except" not in later:
            return True
        return at in self.denied

    def _hour_or_length(self, at: int, item: Item) -> str:
        """'2 uur': how long after 'duurt' or 'van', or where the clock is said elsewhere; else the time."""
        before = self.items[at - 1].roles if at else {}
        after = self.items[at + 1].roles if at + 1 < len(self.items) else {}
        if "at" in before and "takes" not in before or self.moving and "towards" in after:
            return "clock"
        if self.mode == "takes" or "takes" in before:
            return "length"
        others = [other for other in self.items if other is not item]
        timed = any(_has_clock(other) for other in others)
        return "length" if timed and not self.force else "clock"


def _has_clock(item: Item) -> bool:
    if "length" in item.roles:
        return False
    moment, span, opened = (item.roles.get(name) for name in ("moment", "span", "open"))
    return (
        "clock" in item.roles
        or (isinstance(moment, When) and moment.clock is not None)
        or (isinstance(span, Span) and span.start.clock is not None)
        or (isinstance(opened, Open) and opened.when.clock is not None)
    )


def read_said(items: Sequence[Item]) -> Said:
    """The time slots that a parsed sentence speaks of."""
    moving = any("move" in item.roles for item in items)
    sooner = any("sooner" in item.roles for item in items)
    target = any("towards" in item.roles for item in items)
    reader = _Reader(items, Said(), moving, sooner, target, _denied(items))
    reader.walk()
    said = reader.said
    if said.series and said.series.part and said.clock:
        said.clock = in_part(said.clock, said.series.part.name)
    return said


def _denied(items: Sequence[Item]) -> frozenset[int]:
    """Where 'niet … maar …' stands around something, in one sentence: what lies between is not meant."""
    denied: set[int] = set()
    start: int | None = None
    for at, item in enumerate(items):
        if "but" in item.roles and start is not None:
            denied.update(range(start, at))
            start = None
        elif {"not", "none", "except"} & item.roles.keys():
            behind = at > 0 and any(role in items[at - 1].roles for role in _TIMES)
            start = None if behind else at  # 'morgen niet, vrijdag wel' denies what stands before.
        elif "stop" in item.roles:
            start = None
    return frozenset(denied)


def _nothing(reader: _Reader, value: Any, mode: str) -> None:
    """Said, but nothing that a slot takes ('de hele dag')."""


def _on_day(reader: _Reader, value: Day, mode: str) -> None:
    said = reader.said
    if mode == "first_time":
        said.since = When(day=value)
    elif mode == "last_time":
        said.until = When(day=value)
    elif said.day is None or reader.force:
        said.day = value if said.day is None else _kept(said.day, value)
    elif said.series is not None and said.since is None:
        said.since = When(day=value)
    reader.force = False


def _kept(old: Day, new: Day) -> Day:
    """'5 juni, nee, de 6de': the month stays."""
    if new.day and not new.month and old.month:
        return replace(new, month=old.month, year=old.year)
    return new


def _on_clock(reader: _Reader, value: Clock, mode: str) -> None:
    if reader.said.clock is None or reader.force:
        reader.said.clock = value
    reader.force = False


def _on_moment(reader: _Reader, value: When, mode: str) -> None:
    force = reader.force
    if value.day:
        _on_day(reader, value.day, mode)
    reader.force = force
    if value.clock:
        _on_clock(reader, value.clock, mode)
    reader.force = False


def _on_length(reader: _Reader, value: Length, mode: str) -> None:
    said = reader.said
    if reader.moving and mode != "takes" and not reader.target and (said.day or said.since or said.clock):
        said.shift = (value, -1 if reader.sooner else 1)
    elif mode == "remind":
        said.reminders = value.amounts
    elif said.duration is None or reader.force:
        said.duration = value
    reader.force = False


def _on_span(reader: _Reader, value: Span, mode: str) -> None:
    said, force = reader.said, reader.force
    start, end = value.start, value.end
    if start.clock:
        _on_moment(reader, replace(start, day=start.day or end.day), mode)
        if said.end_clock is None or force:
            said.end_clock = end.clock
            said.end_day = end.day if start.day and end.day != start.day else None
        return
    if said.day is None or force or said.series is not None:
        said.since, said.until = start, end
    reader.force = force
    if end.clock:
        _on_clock(reader, end.clock, mode)
    reader.force = False


def _on_open(reader: _Reader, value: Open, mode: str) -> None:
    said, when = reader.said, value.when
    if when.clock and not when.day:
        if value.direction == "after":
            _on_clock(reader, when.clock, mode)
        elif said.end_clock is None or reader.force:
            said.end_clock, reader.force = when.clock, False
        return
    if value.direction == "after":
        said.since = when if said.since is None or reader.force else said.since
        said.clock = when.clock or said.clock
    else:
        said.until = when if said.until is None or reader.force else said.until
        if said.clock is None:
            said.clock = when.clock
    reader.force = False


def _on_series(reader: _Reader, value: Series, mode: str) -> None:
    said = reader.said
    if said.series is None or reader.force:
        said.series = value
    elif value.weekdays and not said.series.weekdays and said.series.freq == value.freq:
        said.series = replace(said.series, weekdays=value.weekdays, nth=value.nth)
    said.count = value.count or said.count
    reader.force = False


def _on_period(reader: _Reader, value: Period, mode: str) -> None:
    said = reader.said
    if mode == "first_time":
        said.since = When(period=value)
    elif said.period is None or reader.force:
        said.period = value
    reader.force = False


def _on_count(reader: _Reader, value: int, mode: str) -> None:
    reader.said.count, reader.force = value, False


def _on_days(reader: _Reader, value: tuple[Day, ...], mode: str) -> None:
    _on_day(reader, value[0], mode)


def _on_shift(reader: _Reader, value: tuple[Length, int], mode: str) -> None:
    reader.said.shift, reader.force = value, False


def _on_then(reader: _Reader, value: int, mode: str) -> None:
    reader.said.then, reader.force = value, False


def _on_nthday(reader: _Reader, value: tuple[int, int], mode: str) -> None:
    reader.said.nthday, reader.force = value, False


def _on_reminders(reader: _Reader, value: Amounts, mode: str) -> None:
    said = reader.said
    said.reminders = value if reader.force else (*said.reminders, *value)
    reader.force = False


_HANDLERS: dict[str, Callable[[_Reader, Any, str], None]] = {
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

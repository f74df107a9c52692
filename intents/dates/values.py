"""What the grammar builds while it reads: plain frozen values, resolved against a reference only at the end."""

import datetime as dt
from dataclasses import dataclass

Amounts = tuple[tuple[float, str], ...]
SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "quarter_hour": 900.0,
    "hour": 3600.0,
    "day": 86400.0,
    "workday": 86400.0,
    "week": 604800.0,
    "weekend": 172800.0,
    "month": 2592000.0,
    "quarter": 7776000.0,
    "half_year": 15552000.0,
    "year": 31536000.0,
    "decade": 315360000.0,
    "century": 3153600000.0,
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length as said: amounts of units, in the order of the sentence ('een dag en een uur')."""

    amounts: Amounts

    @property
    def seconds(self) -> float:
        """The sum in seconds; a month counts 30 days, a year 365."""
        return sum(n * SECONDS[unit] for n, unit in self.amounts)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said. `form` is 'sure' (morning or afternoon is known), 'digits' (4:30) or 'spoken'.

    `half_said`: it is sure because the half of the day was said beside it ("7 uur 's avonds"), not by its number.
    """

    hour: int
    minute: int = 0
    second: int = 0
    form: str = "spoken"
    grain: str = "minute"
    half_said: bool = False

    @property
    def exists(self) -> bool:
        """False for an hour 25 or a minute 75."""
        return (self.hour <= 23 and self.minute <= 59 and self.second <= 59) or self.midnight

    @property
    def midnight(self) -> bool:
        """True for 24:00, the end of the day."""
        return (self.hour, self.minute, self.second) == (24, 0, 0)

    def time(self) -> dt.time:
        """The time of day; 24:00 and what does not exist is 00:00."""
        return dt.time(self.hour % 24, self.minute, self.second) if self.exists else dt.time(0)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its name and its usual hours."""

    name: str
    start: int
    end: int


PARTS = {
    "morning": Part("morning", 8, 12),
    "afternoon": Part("afternoon", 12, 18),
    "evening": Part("evening", 18, 24),
    "night": Part("night", 18, 24),
    "lunch": Part("lunch", 12, 14),
    "after_lunch": Part("after_lunch", 13, 17),
    "work": Part("work", 8, 18),
}
"""The hours that a part of the day covers; a meeting takes only the date from it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as said; what is None was not said. `loose`: the clock that plain counting carries along.

    `exact`: counted in hours or less, so that the clock is meant ('over twee uur'). `named`: the feast whose next
    date it is.
    """

    date: dt.date | None = None
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    nth: int | None = None
    past: bool = False
    loose: dt.time | None = None
    exact: bool = False
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar, `end` exclusive: a week, a month, a quarter, 'eind 2026'. `closes`: it is the end of
    another, so that what lies before it goes on until then."""

    start: dt.datetime
    end: dt.datetime
    grain: str
    closes: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A day, a clock time, a part of the day, or any of them together."""

    day: Day | None = None
    clock: Clock | None = None
    part: Part | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both as said. `weak`: joined by a word that also means 'to' in a move."""

    start: When
    end: When
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Only one side said: 'after' or 'before' a moment. `deadline`: what lies before it does not go on until then."""

    direction: str
    when: When
    deadline: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A recurrence as said. `nth` goes with the weekdays of a month or a year; `place`: which of them all together, as
    'the last working day'; both count from the end where negative, as `monthday` does."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    place: int | None = None
    monthday: int | None = None
    month: int | None = None
    count: int | None = None
    clock: Clock | None = None
    part: Part | None = None

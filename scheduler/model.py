"""What a meeting is: a series, its occurrences, and what can be said about a plan. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from scheduler.recurrence import to_utc

Status = Literal["planned", "cancelled"]
FindingCode = Literal[
    "start_missing",
    "time_missing",
    "in_the_past",
    "end_before_start",
    "too_long",
    "rule_unreadable",
    "rule_starts_elsewhere",
    "months_skipped",
    "exdate_not_in_series",
    "nothing_left",
    "weekend",
    "night",
    "public_holiday",
    "regional_holiday",
    "closed_day",
    "school_holiday",
    "clash",
    "reminder_too_late",
    "reminder_unreadable",
]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A series, or a single meeting where `rule` is None.

    `id` is an opaque id that is unique in the world (it becomes the calendar's UID) and has no colon. `start`
    is the first start, naive, on the Brussels wall clock; `rule` an RRULE without prefix, UNTIL local;
    `exdates` local days left out; `reminders` ISO 8601 durations before the start. `place` has passed the
    gate. `sequence` counts the changes of time or place that people were told about.
    """

    id: str
    kind: str
    start: datetime
    minutes: int
    rule: str | None = None
    exdates: frozenset[date] = frozenset()
    place: str | None = None
    online: bool = False
    reminders: tuple[str, ...] = ()
    sequence: int = 0
    status: Status = "planned"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that people meet.

    `recurrence_id` is the start that the series gave it, for ever; `start` where it is now. Both naive, on
    the Brussels wall clock. UTC is derived, never kept as truth.
    """

    meeting_id: str
    recurrence_id: datetime
    start: datetime
    minutes: int
    sequence: int = 0
    status: Status = "planned"

    @property
    def id(self) -> str:
        """Stable over moves, without a colon: part of the idempotency key of every delivery."""
        return f"{self.meeting_id}.{self.recurrence_id:%Y%m%dT%H%M}"

    @property
    def start_utc(self) -> datetime:
        """The start as an aware UTC moment."""
        return to_utc(self.start)

    @property
    def end_utc(self) -> datetime:
        """The end: that many real minutes after the start, also over a clock change."""
        return self.start_utc + timedelta(minutes=self.minutes)

    @property
    def moved(self) -> bool:
        """Whether it is no longer where the series put it."""
        return self.start != self.recurrence_id


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said about a meeting to plan, before any rule has looked at it.

    `start` without a clock time is a date; `end` naive local or None; `minutes` where a length was said. `moves`:
    times of the series that take place elsewhere, by the start that the series gives them; all naive local.
    """

    kind: str
    start: datetime | date | None
    end: datetime | None = None
    minutes: int | None = None
    rule: str | None = None
    exdates: frozenset[date] = frozenset()
    place: str | None = None
    online: bool = False
    reminders: tuple[str, ...] = ()
    moves: Mapping[datetime, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell before a plan is confirmed. `blocks`: it cannot be planned like this.

    `day` is the local day it is about, `detail` data for the sentence: the holiday's name, the other
    occurrence's id, the reminder. The words are elsewhere.
    """

    code: FindingCode
    blocks: bool = False
    day: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as it would be, its coming occurrences, and the findings; `meeting` is None when blocked."""

    meeting: Meeting | None
    occurrences: tuple[Occurrence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two occurrences that overlap in time."""

    new: Occurrence
    existing: Occurrence


@dataclass(frozen=True, slots=True)
class Setting:
    """What a plan is judged against: the aware moment now, the cell's region, what is planned already, and what
    the cell said of its days ('2026-12-26' or '--12-26' -> closed)."""

    now: datetime
    region: str = ""
    existing: tuple[Occurrence, ...] = ()
    days: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises `ValueError` where `now` has no time zone."""
        if self.now.tzinfo is None:
            raise ValueError("now must be an aware moment")

    @property
    def now_utc(self) -> datetime:
        """Now, in UTC."""
        return self.now.astimezone(UTC)

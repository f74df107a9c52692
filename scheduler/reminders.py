"""When a reminder is due, under which key it is sent once, and what to do with one that is late. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from scheduler.model import Occurrence
from scheduler.recurrence import to_utc

AS_IS = timedelta(minutes=10)  # Late by less than this: sent as if on time (scheduling.md, design 6).
_ISO = re.compile(
    r"P(?:(?P<months>\d{1,2})M)?(?:(?P<weeks>\d{1,2})W)?(?:(?P<days>\d{1,3})D)?"
    r"(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?)?"
)


@dataclass(frozen=True, slots=True)
class Offset:
    """How long before the start. Months, weeks and days count on the wall clock, `exact` is real time."""

    calendar: relativedelta
    exact: timedelta

    def before(self, start: datetime) -> datetime:
        """The UTC moment this long before a naive local start: a day before 14:00 is 14:00, in any night."""
        return to_utc(start - self.calendar) - self.exact


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """One reminder of one occurrence: its offset as written, and when it is due (aware, UTC)."""

    offset: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """What makes a delivery one and the same: its text form is unique in the table of deliveries."""

    occurrence: str
    recipient: str
    channel: str
    kind: str
    offset: str
    sequence: int

    def __str__(self) -> str:
        """`occurrence:recipient:channel:kind:offset:sequence`. Raises `ValueError` for a colon in a part."""
        parts = [self.occurrence, self.recipient, self.channel, self.kind, self.offset, str(self.sequence)]
        if any(":" in part for part in parts):
            raise ValueError("no part of a delivery's key may hold a colon")
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one reminder now. `minutes` until the start, rounded up, where it is late but ahead."""

    action: Literal["wait", "send", "late_but_ahead", "begun"]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What to do with all open reminders of one occurrence for one recipient on one channel.

    `send` is the one to send now and `decision` how; `superseded` are older offsets that it stands for
    (skipped), `begun` those that came too late (not sent; the coordinator is told once), `waiting` the rest.
    """

    send: ReminderDue | None
    decision: Decision
    superseded: tuple[ReminderDue, ...] = ()
    begun: tuple[ReminderDue, ...] = ()
    waiting: tuple[ReminderDue, ...] = ()


def offset_of(text: str) -> Offset:
    """An ISO 8601 duration such as P1D, PT1H, P1W or P1M. Raises `ValueError` for anything else."""
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groupdict().values()):
        raise ValueError("not a duration such as P1D or PT1H")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    calendar = relativedelta(months=part["months"], weeks=part["weeks"], days=part["days"])
    return Offset(calendar, timedelta(hours=part["hours"], minutes=part["minutes"]))


def due(occurrence: Occurrence, offsets: Iterable[str], after: datetime | None = None) -> list[ReminderDue]:
    """The reminders of a planned occurrence, the earliest first, each moment once.

    `after` (aware): only those still to come; give now when planning or moving, or people who were told a
    minute ago are reminded at once. A cancelled occurrence has none. Raises `ValueError` for an offset that
    is no ISO 8601 duration.
    """
    if occurrence.status == "cancelled":
        return []
    by_moment = {offset_of(offset).before(occurrence.start): offset for offset in offsets}
    moments = [moment for moment in sorted(by_moment) if after is None or moment > after]
    return [ReminderDue(by_moment[moment], moment) for moment in moments]


def decide(due_at: datetime, start: datetime, now: datetime) -> Decision:
    """What to do with a reminder that is due at `due_at` for a meeting at `start`. All three aware.

    Late by less than ten minutes: send as it is. Later, the meeting still ahead: say how long until it
    begins. Already begun: not sent; only a reminder for the start itself is, within its ten minutes.
    """
    if now < due_at:
        return Decision("wait")
    late = now - due_at
    if now >= start and not (due_at >= start and late < AS_IS):
        return Decision("begun")
    if late < AS_IS:
        return Decision("send")
    return Decision("late_but_ahead", -(-int((start - now).total_seconds()) // 60))


def catch_up(open_rows: Sequence[ReminderDue], start: datetime, now: datetime) -> CatchUp:
    """Decide over all open reminders of one occurrence, recipient and channel: at most one message now.

    The latest of those due speaks for the older ones. `start` and `now` are aware.
    """
    rows = sorted(open_rows, key=lambda row: row.due_at)
    waiting = tuple(row for row in rows if now < row.due_at)
    past = rows[: len(rows) - len(waiting)]
    if not past:
        return CatchUp(None, Decision("wait"), waiting=waiting)
    decision = decide(past[-1].due_at, start, now.astimezone(UTC))
    if decision.action == "begun":
        return CatchUp(None, decision, begun=tuple(past), waiting=waiting)
    return CatchUp(past[-1], decision, superseded=tuple(past[:-1]), waiting=waiting)

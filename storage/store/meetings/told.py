"""What was sent about a meeting and what became of it; and who is asked where on one day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, literal, literal_column, select

from storage.moments import moment, stamp
from storage.store.meetings.tables import attendance
from storage.store.polls import KEYS
from storage.store.scope import Everywhere, Scope
from storage.tables import conversations, deliveries, meetings, occurrences

_AFTER = "after:"


@dataclass(frozen=True, slots=True)
class Told:
    """One message about a meeting: to whom and where, of which kind, what became of it (`state` and `reason` of the
    delivery), and when that was settled."""

    member_id: str
    channel: str
    kind: str
    state: str
    reason: str
    at: datetime | None


async def told_about(scope: Scope, occurrence_ids: Collection[str], kinds: Collection[str]) -> list[Told]:
    """What was sent to members about these times, the oldest first."""
    query = (
        select(deliveries, conversations.c.member_id, conversations.c.channel)
        .join(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(deliveries.c.cell_id == scope.cell_id, deliveries.c.occurrence_id.in_(list(occurrence_ids)))
        .where(deliveries.c.kind.in_(list(kinds)), conversations.c.member_id.is_not(None))
        .order_by(deliveries.c.due_at)
    )
    return [
        Told(
            row.member_id,
            row.channel,
            row.kind,
            row.state,
            row.reason or "",
            moment(row.settled_at) if row.settled_at else None,
        )
        for row in await scope.rows(query)
    ]


async def asked_on(everywhere: Everywhere, day: date, without: str) -> list[tuple[str, ...]]:
    """Who is asked along to what stands planned on that local day, in every cell of the installation but for the
    meeting `without`: functions in words, one tuple a meeting."""
    start = day.isoformat()
    there = and_(occurrences.c.start_local >= start, occurrences.c.start_local < f"{start}U")
    query = (
        select(meetings.c.id, meetings.c.cell_id, meetings.c.details_sealed)
        .join(occurrences, occurrences.c.meeting_id == meetings.c.id)
        .where(there, occurrences.c.status == "planned", meetings.c.id != without)
    )
    found = []
    for row in await everywhere.rows(query):
        details = everywhere.vault.open_json(row.details_sealed, f"meetings.details:{row.id}:{row.cell_id}")
        found.append(tuple(str(one) for one in details["people"]))
    return found


@dataclass(frozen=True, slots=True)
class Lost:
    """A message about a meeting or a poll that could not be delivered: its row's key, cell, kind, time of the meeting
    (None: of a poll) and offset, when it was due, and for whom and where it was."""

    key: str
    cell_id: str
    kind: str
    occurrence_id: str | None
    offset: str | None
    due_at: datetime
    member_id: str
    channel: str


async def lost_since(everywhere: Everywhere, since: datetime) -> list[Lost]:
    """Reminders and news of meetings, and what is told of polls, that failed after `since`."""
    failed = deliveries.c.state == literal_column("'failed'")  # Written out, so that SQLite finds the index.
    query = (
        select(deliveries, conversations.c.member_id, conversations.c.channel)
        .join(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(failed, deliveries.c.settled_at >= stamp(since), conversations.c.member_id.is_not(None))
        .where(deliveries.c.kind.in_(["reminder", "notice", "poll"]))
        .where(deliveries.c.occurrence_id.is_not(None) | deliveries.c.key.startswith(KEYS))
    )
    return [
        Lost(
            row.key,
            row.cell_id,
            row.kind,
            row.occurrence_id,
            row.offset,
            moment(row.due_at),
            row.member_id,
            row.channel,
        )
        for row in await everywhere.rows(query)
    ]


async def over_since(everywhere: Everywhere, since: datetime, now: datetime) -> list[tuple[str, str]]:
    """The cell and the id of each time of a meeting that began after `since` and is over, of which nobody said who was
    there and nobody was asked (`after_key`)."""
    noted = select(attendance.c.id).where(attendance.c.occurrence_id == occurrences.c.id)
    asked = select(deliveries.c.key).where(deliveries.c.key == literal(_AFTER).concat(occurrences.c.id))
    query = (
        select(occurrences, meetings.c.minutes)
        .join(meetings, meetings.c.id == occurrences.c.meeting_id)
        .where(occurrences.c.start_at > stamp(since), occurrences.c.start_at <= stamp(now))
        .where(occurrences.c.status == "planned", ~noted.exists(), ~asked.exists())
    )
    return [
        (str(row.cell_id), str(row.id))
        for row in await everywhere.rows(query)
        if moment(row.start_at) + timedelta(minutes=row.minutes) <= now
    ]


def after_key(occurrence_id: str) -> str:
    """The key of the message that asks who was at this time of a meeting: asked once."""
    return f"{_AFTER}{occurrence_id}"


async def last_held(scope: Scope, now: datetime) -> dict[str, tuple[str, datetime]]:
    """Of each kind of meeting that has no time still to come: the meeting held last, and when it began."""
    query = (
        select(meetings.c.kind, meetings.c.id, occurrences.c.start_at)
        .join(occurrences, occurrences.c.meeting_id == meetings.c.id)
        .where(meetings.c.cell_id == scope.cell_id, occurrences.c.status == "planned")
        .order_by(occurrences.c.start_at)
    )
    found = {row.kind: (str(row.id), moment(row.start_at)) for row in await scope.rows(query)}
    return {kind: (one, at) for kind, (one, at) in found.items() if at <= now}

"""What was sent about a meeting and what became of it; and who is asked where on one day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from storage.moments import moment
from storage.store.scope import Everywhere, Scope
from storage.tables import conversations, deliveries, meetings, occurrences


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

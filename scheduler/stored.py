"""Between the rules' values and the store's records, and reminders as rows of the outbox."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from scheduler.model import Meeting, Occurrence, Status
from scheduler.reminders import DeliveryKey, due
from storage import records
from storage.records import Conversation, Delivery
from storage.store import Scope
from storage.store.deliveries import add_delivery, reminder_keys

REMINDER = "reminder"


def meeting_of(record: records.Meeting) -> Meeting:
    """A stored meeting as the rules take it."""
    return Meeting(
        id=record.id,
        kind=record.kind,
        start=record.start,
        minutes=record.minutes,
        rule=record.rrule,
        exdates=frozenset(date.fromisoformat(day) for day in record.exdates),
        place=record.place,
        online=record.online,
        reminders=record.reminders,
        sequence=record.sequence,
        status=_status(record.status),
    )


def occurrence_of(record: records.Occurrence, minutes: int) -> Occurrence:
    """A stored occurrence as the rules take it; the length is its meeting's."""
    return Occurrence(
        meeting_id=record.meeting_id,
        recurrence_id=record.recurrence_id,
        start=record.start,
        minutes=minutes,
        sequence=record.sequence,
        status=_status(record.status),
    )


def record_of(occurrence: Occurrence) -> records.Occurrence:
    """An occurrence as it is stored."""
    return records.Occurrence(
        id=occurrence.id,
        meeting_id=occurrence.meeting_id,
        recurrence_id=occurrence.recurrence_id,
        start=occurrence.start,
        start_at=occurrence.start_utc,
        sequence=occurrence.sequence,
        status=occurrence.status,
    )


async def add_reminders(
    scope: Scope,
    meeting: Meeting,
    occurrences: Iterable[Occurrence],
    to: Sequence[Conversation],
    now: datetime,
) -> None:
    """Put the reminders that are still to come in the outbox, once for each person, occurrence and offset.

    `to`: direct conversations, the one used last first; each person is reminded in the first of theirs.
    """
    first = {place.member_id: place for place in reversed(to)}
    for occurrence in occurrences:
        known = await reminder_keys(scope, occurrence.id)
        for reminder in due(occurrence, meeting.reminders, after=now):
            for member_id, place in first.items():
                key = DeliveryKey(
                    occurrence.id,
                    str(member_id),
                    place.channel,
                    REMINDER,
                    reminder.offset,
                    occurrence.sequence,
                )
                if (key.recipient, key.offset, key.sequence) in known:
                    continue
                await add_delivery(
                    scope,
                    Delivery(
                        key=str(key),
                        cell_id=scope.cell_id,
                        conversation_id=place.id,
                        kind=REMINDER,
                        payload={"member": member_id},
                        due_at=reminder.due_at,
                        occurrence_id=occurrence.id,
                        offset=reminder.offset,
                    ),
                )


def _status(status: str) -> Status:
    return "cancelled" if status == "cancelled" else "planned"

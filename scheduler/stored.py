"""Between the rules' values and the store's records, and reminders as rows of the outbox."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from scheduler.model import Meeting, Occurrence, Status
from scheduler.reminders import DeliveryKey, ReminderDue, due
from storage import records
from storage.records import Conversation, Delivery
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_delivery, reminder_keys
from storage.store.people import cell_members

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


async def recipients(scope: Scope) -> dict[str, Conversation]:
    """Where each member of the cell who meets is reached: the direct conversation that was used last, by member.

    The helpdesk meets nobody.
    """
    members = {member.id for member in await cell_members(scope) if member.role != "helpdesk"}
    places: dict[str, Conversation] = {}
    for place in await direct_conversations(scope):
        if place.member_id in members:
            places.setdefault(place.member_id, place)
    return places


async def add_reminders(
    scope: Scope,
    meeting: Meeting,
    occurrences: Iterable[Occurrence],
    to: Mapping[str, Conversation],
    now: datetime,
) -> None:
    """Put the reminders that are still to come in the outbox, once for each person, occurrence and offset.

    `to`: where each member is reached.
    """
    for occurrence in occurrences:
        coming = due(occurrence, meeting.reminders, after=now)
        known = await reminder_keys(scope, occurrence.id) if coming else set()
        for reminder in coming:
            for member_id, place in to.items():
                if (member_id, reminder.offset, occurrence.sequence) not in known:
                    await add_delivery(scope, _delivery(scope, occurrence, reminder, member_id, place))


def _delivery(
    scope: Scope, occurrence: Occurrence, reminder: ReminderDue, member_id: str, place: Conversation
) -> Delivery:
    key = DeliveryKey(occurrence.id, member_id, place.channel, REMINDER, reminder.offset, occurrence.sequence)
    return Delivery(
        key=str(key),
        cell_id=scope.cell_id,
        conversation_id=place.id,
        kind=REMINDER,
        payload={"member": member_id},
        due_at=reminder.due_at,
        occurrence_id=occurrence.id,
        offset=reminder.offset,
    )


def _status(status: str) -> Status:
    return "cancelled" if status == "cancelled" else "planned"

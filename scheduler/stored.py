"""Between the rules' values and the store's records, and reminders as rows of the outbox."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.invited import Seat, guests_at, seats_of
from scheduler.meetings import expand
from scheduler.model import Meeting, Occurrence, Status
from scheduler.reminders import AS_IS, DeliveryKey, ReminderDue, due
from scheduler.rest import awake
from storage import records
from storage.records import Conversation, Delivery
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_deliveries, reminder_keys
from storage.store.meetings import load_meetings, meeting_occurrences, save_occurrence
from storage.store.meetings.wishes import Wish

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


@dataclass(frozen=True, slots=True)
class Reached:
    """Everybody of the cell who meets, by member: their seat, and where they are reached, if anywhere."""

    seats: Mapping[str, Seat]
    places: Mapping[str, Conversation]


async def reached(scope: Scope) -> Reached:
    """Who meets, each reached on the channel they asked for, else in the direct conversation that was used last."""
    seats = await seats_of(scope)
    places: dict[str, Conversation] = {}
    for place in await direct_conversations(scope):
        if place.member_id in seats:
            known = places.setdefault(place.member_id, place)
            wish = seats[place.member_id].wish
            if wish and place.channel == wish.channel != known.channel:
                places[place.member_id] = place
    return Reached(seats, places)


async def recipients(scope: Scope) -> Mapping[str, Conversation]:
    """Where each member of the cell who meets is reached, by member."""
    return (await reached(scope)).places


async def add_reminders(
    scope: Scope,
    meeting: records.Meeting,
    occurrences: Collection[Occurrence],
    to: Reached,
    now: datetime,
) -> None:
    """Put the reminders that are still to come in the outbox, once for each person asked who is reached, occurrence and
    offset. Who asked for other reminders, or for none, gets those."""
    if not meeting.reminders:
        return
    times = {occurrence.id: meeting for occurrence in occurrences}
    asked = await guests_at(scope, times, to.seats)
    known, added = await reminder_keys(scope, times), list[Delivery]()
    for occurrence in occurrences:
        coming = dict[tuple[tuple[str, ...], str | None], list[ReminderDue]]()
        for member_id in (one for one in asked[occurrence.id] if one in to.places):
            how = _wished(meeting.reminders, to.seats[member_id].wish)
            if how not in coming:  # Most people wish for the same.
                coming[how] = _due(occurrence, *how, now)
            for reminder in coming[how]:
                if (occurrence.id, member_id, reminder.offset, occurrence.sequence) not in known:
                    added.append(_delivery(scope, occurrence, reminder, member_id, to.places[member_id]))
    await add_deliveries(scope, added)


async def fill(scope: Scope, now: datetime, only: Collection[str] | None = None) -> None:
    """Add what is missing of reminders, and of the coming times of each series; `only` for these members, where
    given."""
    to = await reached(scope)
    if only is not None:
        to = replace(to, places={one: place for one, place in to.places.items() if one in only})
    for record in await load_meetings(scope):
        meeting = meeting_of(record)
        known = await meeting_occurrences(scope, record.id)
        times = [occurrence_of(row, record.minutes) for row in known]
        if meeting.rule:
            ids = {row.id for row in known}
            added = [time for time in expand(meeting, now) if time.id not in ids]
            for time in added:
                await save_occurrence(scope, record_of(time))
            times += added
        ahead = [time for time in times if time.status == "planned" and time.start_utc > now]
        # What is just due still is as if on time.
        await add_reminders(scope, record, ahead, to, now - AS_IS)


def _wished(usual: tuple[str, ...], wish: Wish | None) -> tuple[tuple[str, ...], str | None]:
    """How long before a meeting a member is reminded, and their hours of rest."""
    if wish is None:
        return usual, None
    return usual if wish.reminders is None else wish.reminders, wish.rest


def _due(
    occurrence: Occurrence, offsets: Iterable[str], rest: str | None, now: datetime
) -> list[ReminderDue]:
    """The reminders of one time, outside the hours of rest; of two at one moment the later offset."""
    own = due(occurrence, offsets, after=now)
    moments = {awake(one.due_at, occurrence.start, rest, now): one.offset for one in own}
    return [ReminderDue(offset, at) for at, offset in moments.items()]


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

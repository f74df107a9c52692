"""'Herinner me over een uur': one more reminder of a meeting, for the one who asks."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, nexts, none_such
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.recurrence import to_local, to_utc
from scheduler.reminders import DeliveryKey
from scheduler.stored import REMINDER, recipients
from storage.records import Conversation, Delivery
from storage.store import Scope
from storage.store.deliveries import add_delivery


async def snooze(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """reminder.snooze: the moment said (or in so many minutes), if the meeting has not begun by then."""
    planned = await coming(turn, services)
    at = _moment(intent, turn)
    found = chosen(planned, intent.slots) or _about(planned, at, turn)
    if not found:
        return none_such(planned, "", turn)
    item = found[0]
    if at is None or at <= turn.local:
        return Outcome((Reply((Phrase("snooze-when"),), "ask"),))
    if at >= item.occurrence.start:
        values = {"meeting": item.words, "start": at}
        return Outcome((Reply((Phrase("snooze-too-late", values),), choices=_show()),))

    async def write(scope: Scope) -> None:
        own = (await recipients(scope)).get(turn.member.id)
        place = own if turn.room and own else turn.conversation
        await add_delivery(scope, _delivery(item, at, turn, place))

    return Outcome((Reply((Phrase("snooze-set", {"meeting": item.words, "start": at}),)),), None, (write,))


def _moment(intent: Intent, turn: Turn) -> datetime | None:
    """The naive local moment of the reminder."""
    if "minutes" in intent.slots:
        return to_local(turn.now + timedelta(minutes=int(intent.slots["minutes"]))).replace(
            second=0, microsecond=0
        )
    start = read_meeting(turn.text.text, turn.language, turn.local).start or ""
    if start and "T" not in start:  # 'Morgen opnieuw': at the hour that it is now.
        return datetime.combine(date.fromisoformat(start), turn.local.time()).replace(second=0, microsecond=0)
    return datetime.fromisoformat(start).replace(second=0) if start else None


def _about(planned: Sequence[Coming], at: datetime | None, turn: Turn) -> list[Coming]:
    """The next meeting that begins after the moment; of the kind that the words name."""
    later = [item for item in nexts(planned) if at is None or item.occurrence.start > at]
    return sorted(later, key=lambda item: item.occurrence.start) or list(meant("", planned, turn))


def _delivery(item: Coming, at: datetime, turn: Turn, place: Conversation) -> Delivery:
    occurrence = item.occurrence
    offset = f"S{at:%y%m%dT%H%M}"
    member = turn.member.id
    key = DeliveryKey(occurrence.id, member, place.channel, REMINDER, offset, occurrence.sequence)
    return Delivery(
        key=str(key),
        cell_id=turn.member.cell_id,
        conversation_id=place.id,
        kind=REMINDER,
        payload={"member": member},
        due_at=to_utc(at),
        occurrence_id=occurrence.id,
        offset=offset,
    )


def _show() -> tuple[Choice, ...]:
    return (Choice(Phrase("show-planned"), Intent("meeting.show")),)

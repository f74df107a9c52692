"""The first step: who speaks where, the text through the gate, one row an event, then the work."""

from dataclasses import dataclass, replace

from intents.model import Message
from storage.privacy import Gate, Screened, normalise
from storage.records import Conversation, Event, Member
from storage.store import Scope, Store
from storage.store.conversations import add_event, conversation, offered_to, there_again
from storage.store.people import find_member, set_zone
from storage.store.places.rooms import thread

LONGEST = 20_000
"""Characters: twice what a box may hold; more is cut before anything looks at it."""
LONGEST_ZONE = 64
"""Characters: the longest name of a time zone has 32."""


@dataclass(frozen=True, slots=True)
class Received:
    """An event taken in. `text` passed the gate; `raw` is as typed, only while a sheet is filled in here."""

    message: Message
    conversation: Conversation
    member: Member
    text: Screened
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Takes messages in. What is stored of one is its key and, outside a sheet, its masked text."""

    store: Store
    gate: Gate
    owner: str
    """The process that works on what is taken in here."""

    async def receive(self, message: Message) -> Received | None:
        """The event to work on; None for a stranger, a repeated event, or talk that is not for Spil.

        Raises `StoreUnavailable`, and `Conflict` where the place is somebody else's: then nothing was taken in
        and the person must be told so.
        """
        if message.room and not message.addressed:
            return None
        async with self.store.looking() as everywhere:
            member = await find_member(everywhere, message.channel, message.sender)
        if member is None:
            return None
        typed = normalise(message.text[:LONGEST])
        text = self.gate.mask(typed)
        async with self.store.writing(member.cell_id, member.id) as scope:
            place = await _place(scope, message, member)
            if place.address == message.conversation:
                place = await there_again(scope, place, message.reach)
            if message.zone and message.zone[:LONGEST_ZONE] != member.zone:
                member = await set_zone(scope, member, message.zone[:LONGEST_ZONE])
            message = replace(message, room=place.member_id is None, text="")
            event = self._event(message, place, member, text)
            if not await add_event(scope, event, self.owner):
                return None
        raw = typed if place.private and not message.quick else None
        return Received(message, place, member, text, raw)

    def _event(self, message: Message, place: Conversation, member: Member, text: Screened) -> Event:
        kept = {
            "choice": message.choice,
            "room": message.room,
            "private_place": message.private_place,
            "quick": message.quick,
            "about": message.about,
        }
        if not place.private and message.step is None:
            kept["text"] = text.text
        return Event(message.event_key, member.cell_id, place.id, member.id, kept, message.received_at)


async def _place(scope: Scope, message: Message, member: Member) -> Conversation:
    """Where a message belongs. A button of a room that was shown to one person in their direct messages counts
    there: in the room."""
    if message.room:
        at = (message.channel, message.conversation, message.root or message.conversation)
        return await thread(scope, at, message.received_at)
    offered = await offered_to(scope, message.choice, member.id) if message.choice else None
    if offered:
        return offered
    return await conversation(scope, message.channel, message.conversation, member.id, message.received_at)


def again(event: Event, place: Conversation, member: Member, text: Screened) -> Received:
    """An event that was taken in before a crash, as it was received: its masked text is all there is."""
    message = Message(
        event_key=event.key,
        channel=place.channel,
        conversation=place.address,
        sender="",
        received_at=event.received_at,
        choice=event.message.get("choice"),
        room=bool(event.message.get("room")),
        private_place=bool(event.message.get("private_place", True)),
        quick=bool(event.message.get("quick")),
        about=str(event.message.get("about", "")),
    )
    return Received(message, place, member, text)

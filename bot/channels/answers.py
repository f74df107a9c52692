"""Where an answer goes on a platform with rooms: to all of it, to the asker's eyes only, or to their own talk."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.channels.desk import Desk
from bot.channels.pace import ByTarget, Pace, Recent
from bot.channels.sending import Notes, Parts, Unsent
from bot.payload import Rendered
from bot.port import Delivered
from intents.model import Message
from storage.records import Conversation

_FIRST_WORD = "wait"
"""Ends the key of a first word, where that of an answer ends in its number."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a platform shows a message: a chat of its, and the thread in it ('' for none)."""

    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and where it was said. `hidden`: what is answered there is for that person's eyes only. `goes_on`:
    in a room it may go on with a talk, for it is said in a thread and to nobody else by name."""

    message: Message
    spot: Spot
    hidden: bool = False
    goes_on: bool = False


Mark = Mapping[str, str | int]
"""What a platform keeps with a part of a message; nothing in it says about whom or what it is."""


def mark(key: str, number: int, of: int) -> Mark:
    """The mark of part `number` (from 1) `of` so many of the message `key`."""
    return {"key": _hash(key), "part": number, "of": of}


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class NotHere(Unsent):
    """Somebody cannot be shown something for their eyes only there."""


Seen = tuple[Iterable[tuple[str, Mark]], bool]
"""What a platform shows of a chat: handles and marks of its messages, and whether that is all there is."""


class Answering(ByTarget, ABC):
    """A way out that answers where something was asked. What is abstract is the platform's own side: each raises
    `Unsent`, and a part is whatever `parts_of` gives. `asides`: beginnings of the keys of what only its asker sees,
    which leaves no mark. `changed`: handles of messages that were edited. `desk`: set by the way in."""

    name: str
    asides: tuple[str, ...] = ()
    desk: Desk | None = None

    def __init__(self, pace: Pace) -> None:
        self.pace, self.changed = pace, Recent[None]()
        self._parts, self._notes, self._asked, self._own = Parts(), Notes(), Recent[Heard](), Recent[Spot]()

    @abstractmethod
    def room(self, address: str) -> Spot | None:
        """The room at an address; None where it is a person's."""

    @abstractmethod
    def parts_of(self, address: str, message: Rendered) -> Sequence[Any]:
        """A message as the platform shows it, inside its limits."""

    @abstractmethod
    async def own(self, person: str) -> Spot:
        """Somebody's own talk with Spil; asked once."""

    @abstractmethod
    async def seen(self, spot: Spot) -> Seen:
        """The latest messages there, as far as the platform lets Spil look."""

    @abstractmethod
    async def post(self, spot: Spot, part: Any) -> str:
        """Show a part to all; its handle."""

    @abstractmethod
    async def whisper(self, spot: Spot, person: str, part: Any) -> None:
        """Show a part to one person's eyes only. Raises `NotHere`."""

    @abstractmethod
    async def put(self, handle: str, part: Any) -> str:
        """Put a part in the place of the message with this handle; its handle now."""

    @abstractmethod
    async def sign(self, room: Spot, words: str) -> None:
        """Say in a room that Spil is working, by the platform's own sign."""

    def target(self, place: Conversation) -> str:
        """What is paced as one: a room with its threads, or somebody's own talk."""
        target = super().target(place)
        return self._own[target].chat if target in self._own else target

    def heard(self, heard: Heard) -> None:
        """Somebody said this: its answers go back to where it was said."""
        self._asked[heard.message.event_key] = heard

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as the platform is away or asks for patience."""
        return await self.show(place.address, message)

    async def show(self, address: str, message: Rendered) -> Delivered:
        """Show a message at an address; what arrived of it before is not shown again. An edit can be done twice, so
        that what is uncertain of it is done again."""
        parts = self.parts_of(address, message)
        if message.kind == "edit":
            done = await self._parts.send(message.key, parts[:1], partial(self._put, message.handle))
            return replace(done, state="later") if done.state == "uncertain" else done
        return await self._parts.send(message.key, parts, partial(self._post, address, message))

    async def working(self, heard: Heard, status: str, first: str) -> None:
        """The answer takes long: in a room the platform's own sign says so; elsewhere a first word, whose place the
        answer takes."""
        said = heard.message
        room = self.room(said.conversation)
        word = Rendered(f"{said.event_key}:{_FIRST_WORD}", "say", "direct", first)

        async def say() -> Delivered:
            if room is None:
                return await self.show(said.conversation, word)
            await self.sign(room, status)
            return Delivered("sent")

        await self._notes.place(said.event_key, say)

    async def arrived(self, place: Conversation, key: str) -> str | None:
        """The handle of the message with this key (see `Remembers`); where a part of it is missing, only that is
        shown when it is shown again."""
        try:
            seen, whole = await self.seen(self.room(place.address) or await self._talk(place.address))
        except Unsent as unsent:
            if unsent.outcome.state != "failed":  # Nobody can know yet: it is asked again.
                raise
            return None
        ours = {mark["part"]: (handle, mark["of"]) for handle, mark in seen if mark.get("key") == _hash(key)}
        if len(ours) == max((int(of) for _, of in ours.values()), default=1):
            return ours[1][0]
        self._parts.there(key, len(ours))
        return "" if ours or (whole and not key.startswith(self.asides)) else None

    async def _post(self, address: str, message: Rendered, part: Any) -> str:
        event, _, number = message.key.rpartition(":")
        asked, room = self._asked.get(event), self.room(address)
        alone = message.audience == "only_you" if room else bool(asked and asked.hidden)
        person = await self._asker(event) if alone else "" if room else address
        if alone and asked:
            with suppress(NotHere):
                await self.whisper(room or asked.spot, person, part)
                return ""
        spot = room if room and not alone else await self._talk(person)
        first = await self._notes.taken(event) if number != _FIRST_WORD else ""
        return await self._put(first, part) if first else await self.post(spot, part)

    async def _talk(self, person: str) -> Spot:
        if person not in self._own:
            self._own[person] = await self.own(person)
        return self._own[person]

    async def _put(self, handle: str, part: Any) -> str:
        done = await self.put(handle, part)
        self.changed[handle] = None
        return done

    async def _asker(self, event: str) -> str:
        """Who is answered, also after a restart. Raises `Unsent`."""
        if asked := self._asked.get(event):
            return asked.message.sender
        person = await self.desk.asker(self.name, event) if self.desk else None
        if not person:
            raise Unsent("failed", "asker unknown")
        return person

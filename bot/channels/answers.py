"""Where an answer goes on a platform with rooms: to all of it, to the asker's eyes only, or to their own talk."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from bot.channels.desk import Desk
from bot.channels.pace import Recent
from bot.channels.sending import Notes, Parts, Unsent
from bot.payload import Rendered
from bot.port import Delivered
from intents.model import Message

_FIRST_WORD = "wait"
"""Ends the key of a first word, where that of an answer ends in its number."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a platform shows a message: a chat of its, and the thread in it ('' for none)."""

    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and where it was said: `hidden` where what is answered there is for that person's eyes only."""

    message: Message
    spot: Spot
    hidden: bool = False


Mark = Mapping[str, str | int]
"""What a platform keeps with a part of a message; nothing in it says about whom or what it is."""


def mark(key: str, number: int, of: int) -> Mark:
    """The mark of part `number` (from 1) `of` so many of the message `key`."""
    return {"key": _hash(key), "part": number, "of": of}


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class NotHere(Unsent):
    """Somebody cannot be shown something for their eyes only there."""


class Posts(Protocol):
    """What the platform's own side does. Each raises `Unsent`; a part is whatever `parts_of` gives."""

    name: str

    def room(self, address: str) -> Spot | None:
        """The room at an address; None where it is a person's."""
        ...

    def parts_of(self, address: str, message: Rendered) -> Sequence[Any]:
        """A message as the platform shows it, inside its limits."""
        ...

    async def own(self, person: str) -> Spot:
        """Somebody's own talk with Spil."""
        ...

    async def post(self, spot: Spot, part: Any) -> str:
        """Show a part to all; its handle."""
        ...

    async def whisper(self, spot: Spot, person: str, part: Any) -> None:
        """Show a part to one person's eyes only. Raises `NotHere`."""
        ...

    async def put(self, handle: str, part: Any) -> str:
        """Put a part in the place of the message with this handle."""
        ...

    async def working(self, room: Spot, words: str) -> None:
        """Say in a room that Spil is working, by the platform's own sign."""
        ...


class Answers:
    """Shows answers. `desk`: where messages are handed in, once the platform is listened to. `changed`: handles of
    messages that were edited."""

    def __init__(self, posts: Posts) -> None:
        self._posts, self._parts, self._notes = posts, Parts(), Notes()
        self._asked, self.changed = Recent[Heard](), Recent[None]()
        self.desk: Desk | None = None

    def heard(self, heard: Heard) -> None:
        """Somebody said this: its answers go back to where it was said."""
        self._asked[heard.message.event_key] = heard

    async def show(self, address: str, message: Rendered) -> Delivered:
        """Show a message at an address; what arrived of it before is not shown again. An edit can be done twice, so
        that what is uncertain of it is done again."""
        parts = self._posts.parts_of(address, message)
        if message.kind == "edit":
            done = await self._parts.send(message.key, parts[:1], partial(self._put, message.handle))
            return replace(done, state="later") if done.state == "uncertain" else done
        return await self._parts.send(message.key, parts, partial(self._post, address, message))

    async def working(self, heard: Heard, status: str, first: str) -> None:
        """The answer takes long: in a room the platform's own sign says so; elsewhere a first word, whose place the
        answer takes."""
        said = heard.message
        room = self._posts.room(said.conversation)
        word = Rendered(f"{said.event_key}:{_FIRST_WORD}", "say", "direct", first)

        async def say() -> Delivered:
            if room is None:
                return await self.show(said.conversation, word)
            await self._posts.working(room, status)
            return Delivered("sent")

        await self._notes.place(said.event_key, say)

    def found(self, key: str, seen: Iterable[tuple[str, Mark]], whole: bool) -> str | None:
        """The handle of a message, from the handles and marks that the platform shows; '' where a part of it is
        missing, and then only that is shown when it is shown again. None where nothing of it was seen, and not the
        `whole` of what may be there."""
        ours = {mark["part"]: (handle, mark["of"]) for handle, mark in seen if mark.get("key") == _hash(key)}
        if len(ours) == max((int(of) for _, of in ours.values()), default=1):
            return ours[1][0]
        self._parts.there(key, len(ours))
        return "" if ours or whole else None

    async def _post(self, address: str, message: Rendered, part: Any) -> str:
        event, _, number = message.key.rpartition(":")
        asked, room = self._asked.get(event), self._posts.room(address)
        alone = message.audience == "only_you" if room else bool(asked and asked.hidden)
        person = await self._asker(event) if alone else "" if room else address
        if alone and asked:
            try:
                await self._posts.whisper(room or asked.spot, person, part)
                return ""
            except NotHere:
                room = None
        spot = room if room and not alone else await self._posts.own(person)
        first = await self._notes.taken(event) if number != _FIRST_WORD else ""
        return await self._put(first, part) if first else await self._posts.post(spot, part)

    async def _put(self, handle: str, part: Any) -> str:
        done = await self._posts.put(handle, part)
        self.changed[handle] = None
        return done

    async def _asker(self, event: str) -> str:
        """Who is answered, also after a restart. Raises `Unsent`."""
        if asked := self._asked.get(event):
            return asked.message.sender
        person = await self.desk.asker(self._posts.name, event) if self.desk else None
        if not person:
            raise Unsent("failed", "asker unknown")
        return person

"""The way out to Teams: to conversations, at the service that each was heard from.

What is for one person only goes from a room to their own chat with Spil: such messages in rooms are a preview of
Teams's (and are kept for compliance).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.channels.carried import to_own_chat
from bot.channels.desk import Desk
from bot.channels.pace import ByTarget, Pace, Recent
from bot.channels.sending import Parts, offered
from bot.channels.teams.inbound import NAME
from bot.channels.teams.sdk import Teams
from bot.payload import Rendered
from bot.port import Delivered
from bot.rendering.teams import CAPABILITIES, render
from bot.shaping import Capabilities
from intents.model import Message
from storage.records import Conversation

GAP = 0.5
"""Seconds between two messages to a room (learn.microsoft.com, rate limits of bots: 60 in 30 s per thread)."""


class TeamsChannel(ByTarget):
    """Delivers to Teams. `home`: Spil's own web address; `desk`: where messages are handed in, once it listens."""

    name, home = NAME, ""
    desk: Desk | None = None

    def __init__(self, teams: Teams, pace: Pace | None = None, can: Capabilities = CAPABILITIES) -> None:
        self.teams, self.can, self.pace, self._parts = teams, can, pace or Pace(GAP), Parts()
        self._shown = Recent[Rendered]()

    def target(self, place: Conversation) -> str:
        """A room with all of its threads."""
        return place.address.partition(";")[0]

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as Teams is away or asks for patience."""
        return await self.send(place.address, place.reach, message)

    async def send(self, address: str, reach: str, message: Rendered) -> Delivered:
        """Show `message` in a conversation at the service `reach`."""
        if address.startswith("19:"):
            message, room = to_own_chat(message, address, self.teams.secret), address
            if message.audience == "only_you":
                event = message.key.rpartition(":")[0]
                address = (self.desk and await self.desk.asker(NAME, event)) or ""
                if not address or address == room:
                    return Delivered("failed", "asker unknown")
        edited = message.handle if message.kind == "edit" else ""

        async def post(part: dict[str, Any]) -> str:
            call = partial(self.teams.send, reach, address, part, edited)
            return await offered(self.pace, address.partition(";")[0], call)

        shown = render(message, self.home, self.can)
        done = await self._parts.send(message.key, shown[:1] if edited else shown, post)
        self._shown.pop(edited, None)  # What is kept up to date says itself which buttons it has.
        if done.handle and message.choices and not edited:
            self._shown[done.handle] = message
        return done

    async def sign(self, said: Message) -> None:
        """Say that Spil is working. Raises `Unsent`, `Wait`."""
        await self.teams.send(said.reach, said.conversation, {"type": "typing"})

    async def used(self, said: Message, address: str, handle: str, _: Sequence[Rendered] = ()) -> None:
        """A button of the message `handle` at `address` was pressed: where it counts no more, all of them go."""
        message = self._shown.get(handle)
        if message and self.desk and await self.desk.spent(said.choice or ""):
            chosen = next((b.label for b in message.choices if b.id.partition("@")[0] == said.choice), "")
            after = replace(message, kind="edit", choices=(), handle=handle, key=f"{message.key}:used")
            await self.send(address, said.reach, replace(after, text=f"{message.text}\n\n→ {chosen}"))

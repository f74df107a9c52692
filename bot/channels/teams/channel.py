"""The way out to Teams: to conversations, at the service that each was heard from.

What is for one person only goes from a room to their own chat with Spil: such messages in rooms are a preview of
Teams's (and are kept for compliance).
"""

from dataclasses import replace
from typing import Any

from bot.channels.carried import carry
from bot.channels.pace import Pace, Recent
from bot.channels.teams.cards import CAPABILITIES, render
from bot.channels.teams.inbound import NAME, Heard
from bot.channels.teams.sdk import NotSent, Teams
from bot.payload import Rendered
from bot.port import AWAY, Delivered
from intents.model import Message
from storage.records import Conversation

_OFFERS = 3
"""Times that a message is offered while Teams says to wait a moment."""


class TeamsChannel:
    """Delivers to Teams. `asked`: who said something, by the key of its event."""

    name, can = NAME, CAPABILITIES

    def __init__(self, teams: Teams, pace: Pace | None = None) -> None:
        self.teams, self._pace = teams, pace or Pace(gap=0.2)
        self.asked: Recent[Heard] = Recent()
        self._reach, self._done = Recent[str](), Recent[int]()

    def heard(self, heard: Heard) -> None:
        """Somebody said this: what answers it goes back there."""
        self.asked[heard.message.event_key] = heard
        self._reach[heard.message.conversation] = heard.message.reach

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as Teams is away or asks for patience."""
        return await self.send(place.address, place.reach or self._reach.get(place.address, ""), message)

    async def show(self, said: Message, message: Rendered) -> Delivered:
        """Show a direct answer to what was said."""
        return await self.send(said.conversation, said.reach, message)

    async def sign(self, said: Message) -> None:
        """Say that Spil is working. Raises `NotSent`."""
        await self.teams.send(said.reach.partition(" ")[0], said.conversation, {"type": "typing"})

    async def send(self, address: str, reach: str, message: Rendered) -> Delivered:
        """Send `message`; after a failure it goes on with the part that was not sent."""
        url, _, tenant = reach.partition(" ")
        asked, room = self.asked.get(message.key.rpartition(":")[0]), address.startswith("19:")
        if room:
            secret = self.teams.account.secret
            choices = [replace(b, id=carry(b.id, address, secret)) for b in message.choices]
            message = replace(message, choices=tuple(choices))
        try:
            if room and message.audience == "only_you":
                if asked is None:
                    return Delivered("failed", "asker unknown")
                address = await self.teams.alone_with(url, asked.user, tenant)
            handle = message.handle
            for part in render(message)[0 if handle else self._done.get(message.key, 0) :]:
                handle = await self._offer(url, address, part, message.handle)
                self._done[message.key] = self._done.get(message.key, 0) + 1
        except NotSent as failed:
            return failed.outcome
        self._done.pop(message.key, None)
        return Delivered("sent", handle=handle)

    async def _offer(self, url: str, address: str, part: dict[str, Any], handle: str) -> str:
        """Send a part in its turn, as often as Teams says to wait a moment. Raises `NotSent`."""
        for _ in range(_OFFERS):
            if not await self._pace.turn(address):
                break
            try:
                return await self.teams.send(url, address, part, handle)
            except NotSent as failed:
                if failed.wait is None:
                    raise
                self._pace.told(address, failed.wait)
        raise NotSent(Delivered("later", AWAY))

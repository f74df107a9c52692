"""What a platform knows of its people: their language and time zone, asked once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot import log
from bot.channels.pace import Recent
from intents.model import Message

PATIENCE = 1.0
"""Seconds that a message waits for it: a platform wants to be answered in three."""

Look = Callable[[str], Awaitable[tuple[str | None, str | None]]]
"""Asks for somebody's language and zone by their id on the platform; None for what is not known."""


class People:
    """Remembers them since the start. Where the platform is slow or refuses, a message goes on without."""

    def __init__(self, look: Look) -> None:
        self._look, self._known = look, Recent[asyncio.Future[tuple[str | None, str | None]]]()

    async def known(self, message: Message) -> Message:
        """The message with its sender's language and zone."""
        if message.sender not in self._known:
            self._known[message.sender] = asyncio.ensure_future(self._asked(message.sender))
        asked = self._known[message.sender]
        done, _ = await asyncio.wait([asked], timeout=PATIENCE)
        language, zone = asked.result() if done else (None, None)
        return replace(message, language=language, zone=zone)

    async def _asked(self, person: str) -> tuple[str | None, str | None]:
        try:
            return await self._look(person)
        except Exception as error:  # Nice to have: no reason not to answer.
            log.fault("person not looked up", "people", error)
            return None, None

"""The way in beside an `Answering` way out: who speaks, talk that goes on in a thread, used buttons, windows."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.assistant import aside
from bot.channels.answers import Answering, Heard
from bot.channels.desk import Desk
from bot.channels.people import Look, People
from bot.pages.back import Back
from bot.payload import Rendered
from bot.phrases import phrases
from intents.model import Message, Phrase

SOON = 2.0
"""Seconds that a window waits for its next step: a platform wants to be answered in three."""

Shown = Callable[[Sequence[Rendered]], Awaitable[object]]
"""Shows the next step of a form, or the words with which it ended."""


class Front:
    """Takes in for one installation."""

    def __init__(self, back: Back, channel: Answering, look: Look) -> None:
        self.back, self._channel, self._people = back, channel, People(look)
        self.desk = Desk(back, lambda message, reply: channel.show(message.conversation, reply))
        channel.desk = self.desk

    async def hear(self, heard: Heard) -> None:
        """Take in what somebody said. In a room that is for Spil where it names Spil or goes on with a talk there."""
        said = heard.message
        follows = heard.goes_on and await self.desk.follows(said.channel, said.conversation)
        if said.addressed or follows:
            await self.take(replace(heard, message=replace(said, addressed=True)))

    async def take(self, heard: Heard, after: Callable[[], Awaitable[object]] | None = None) -> None:
        """Take in what is for Spil; `after` it was worked on, something may be done."""
        message = await self._people.known(heard.message)
        heard = replace(heard, message=message)
        self._channel.heard(heard)
        done = (lambda _: after()) if after else None
        await self.desk.take(message, lambda: self._sign(heard), done)

    async def _sign(self, heard: Heard) -> None:
        spoken = heard.message.language
        status, first = self.words(Phrase("working-status"), spoken), self.words(Phrase("working"), spoken)
        await self._channel.working(heard, status, first)

    async def press(self, heard: Heard, handle: str, used: Callable[[], Awaitable[object]]) -> None:
        """Take in a pressed button of the message `handle`. Once it counts no more, its message shows that it is
        `used`, unless the message changed by then."""
        self._channel.changed.pop(handle, None)

        async def after() -> None:
            if await self.desk.spent(str(heard.message.choice)) and handle not in self._channel.changed:
                await used()

        await self.take(heard, after)

    async def form(self, message: Message, shows: Shown) -> None:
        """Show the form as it is after this message."""
        await shows(await self.desk.fill(await self._people.known(message)))

    async def step(self, message: Message, late: Shown) -> Sequence[Rendered] | None:
        """The next step of a form, where it comes soon; else None, and it is shown by `late`."""
        step = asyncio.ensure_future(self.desk.fill(message))
        done, _ = await asyncio.wait([step], timeout=SOON)
        if done:
            return step.result()

        async def waiting() -> None:
            await late(await step)

        self.desk.beside(waiting())
        return None

    async def home(self, channel: str, person: str) -> Rendered:
        """What somebody sees before they say anything; a stranger, how to join."""
        stranger = aside(f"home:{person}", self.back.settings.language, Phrase("stranger"))
        return await self.back.home(channel, person) or stranger

    def words(self, phrase: Phrase, language: str | None = None) -> str:
        """What stands on the platform's own furniture; in the installation's language where none is given."""
        return phrases(language or self.back.settings.language).text(phrase)

"""Where an adapter hands in what people say: safe before the platform is answered, then worked on, in order."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from weakref import WeakValueDictionary

from bot import log
from bot.channels.pace import Recent
from bot.pages.back import Back, Taken
from bot.payload import Rendered
from bot.port import Happened
from intents.model import Message
from storage.store.conversations import asker, choice_spent
from storage.store.places.rooms import spoken_in

SLOW, AGAIN = 0.7, 4.0
"""Seconds: an answer is slow, so that a sign says that it is coming; the sign is given anew before it goes out."""
SIGNS = 2
"""Signs for one message. What takes longer waits for its turn at the platform, and signs wait in the same line:
with more of them, a busy room spent half of Spil's time on them (measured with benchmarks/channels)."""

Show = Callable[[Message, Rendered], Awaitable[object]]
"""Shows a direct answer to a message where it was said."""
Sign = Callable[[], Awaitable[object]]
"""Says that Spil is working. What it raises is logged and changes nothing."""
After = Callable[[Sequence[Rendered]], Awaitable[object]]
"""What the adapter does once a message was worked on; it gets the direct answers."""


class Desk:
    """One message at a time in each conversation; conversations beside each other."""

    def __init__(self, back: Back, show: Show) -> None:
        self.back, self._show = back, show
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._busy: set[asyncio.Task[None]] = set()
        self._seen = Recent[asyncio.Future[None]]()

    async def take(self, message: Message, sign: Sign | None = None, after: After | None = None) -> None:
        """Take a message in: once this returns it survives a kill, and the platform may be told so. The work goes
        on by itself, in the order of the calls. What comes again is passed over, also what a stranger said."""
        if first := self._seen.get(message.event_key):
            await asyncio.wait(
                [first]
            )  # Not before the event itself is safe: the platform is told so either way.
            if first.cancelled():
                raise RuntimeError("the same event was not taken in")
            return
        safe = self._seen[message.event_key] = asyncio.get_running_loop().create_future()
        try:
            taken = await self.back.take(message)
        except BaseException:
            self._seen.pop(message.event_key, None)  # Not taken in: it may come again.
            safe.cancel()
            raise
        safe.set_result(None)
        task = asyncio.create_task(self._work(message, taken, sign, after))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def ask(self, message: Message) -> Sequence[Rendered]:
        """Work on a message now and give its direct answers back instead of showing them: a step of a form."""
        taken = await self.back.take(message)
        async with self._lock(message):
            return await self.back.work(taken)

    async def fill(self, message: Message) -> Sequence[Rendered]:
        """A step of a form of the platform's own: the step to show next, or the words with which it ended. One that
        comes a second time changes nothing, and shows where the form is."""
        answers = await self.ask(message)
        if not answers and message.step != "stop":
            key = f"{message.event_key}:{secrets.token_hex(4)}"
            answers = await self.ask(replace(message, event_key=key, step="open", form=None))
        return [answer for answer in answers if answer.step][-1:] or answers

    def beside(self, work: Awaitable[object]) -> None:
        """Do something that the platform need not wait for, and that a kill may lose."""

        async def done() -> None:
            try:
                await work
            except Exception as error:
                log.fault("beside failed", "desk", error)

        task = asyncio.create_task(done())
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    def happened(self, what: Happened) -> None:
        """Found out while sending: told beside it, for the outbox waits for what is being sent."""
        self.beside(self.back.happened(what))

    async def spent(self, choice: str) -> bool:
        """Whether a button counts no more: then what was chosen may stand in the place of its message's buttons."""
        async with self.back.store.looking() as everywhere:
            return await choice_spent(everywhere, choice)

    async def follows(self, channel: str, address: str) -> bool:
        """Whether Spil was spoken to at this place of a room before: then talk there goes on without its name."""
        async with self.back.store.looking() as everywhere:
            return await spoken_in(everywhere, channel, address)

    async def asker(self, channel: str, event_key: str) -> str | None:
        """Whose event this was, also after a restart: the address of their own talk with Spil, or None."""
        async with self.back.store.looking() as everywhere:
            return await asker(everywhere, channel, event_key)

    async def finish(self) -> None:
        """Wait for what is being worked on."""
        await asyncio.gather(*self._busy)

    def _lock(self, message: Message) -> asyncio.Lock:
        return self._locks.setdefault(message.conversation, asyncio.Lock())

    async def _work(self, message: Message, taken: Taken, sign: Sign | None, after: After | None) -> None:
        signs = asyncio.create_task(_signs(sign)) if sign else None
        try:
            async with self._lock(message):
                direct = await self.back.work(taken)
            for reply in direct:
                await self._show(message, reply)
            if after:
                await after(direct)
        except Exception as error:  # One message that fails must not end the listening.
            log.fault("work failed", message.event_key, error)
        finally:
            if signs:
                signs.cancel()


async def _signs(sign: Sign) -> None:
    await asyncio.sleep(SLOW)
    for _ in range(SIGNS):
        try:
            await sign()
        except Exception as error:
            log.fault("sign failed", "desk", error)
            return
        await asyncio.sleep(AGAIN)

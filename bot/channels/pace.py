"""How fast a platform may be written to: so long between two messages to a chat, so many a minute, and as told."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from storage.records import Conversation

T = TypeVar("T")
MINUTE = 60.0
PATIENCE = 4.0
"""Seconds that a message waits its turn here; for longer it goes back to the outbox."""
OFFERS = 3
"""Times that something is offered while the platform says to wait a moment."""
REMEMBERED = 2_000


def retry_after(error: Exception) -> float | timedelta | None:
    """How long (seconds) an exception says to wait, by the name that many libraries give it."""
    wait: float | timedelta | None = getattr(error, "retry_after", None)
    return wait


class Early(Exception):
    """The platform asks for more patience than one delivery has."""


class Recent(dict[str, T]):
    """The latest entries; the oldest is forgotten for a new one."""

    def __setitem__(self, key: str, value: T) -> None:
        super().__setitem__(key, value)
        if len(self) > REMEMBERED:
            del self[next(iter(self))]


@dataclass(slots=True)
class Pace:
    """Gives each chat its turns, `gap` seconds apart. Times are seconds of `clock`, which never goes back."""

    gap: float = 1.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _sent: Recent[deque[float]] = field(default_factory=Recent)
    _told: Recent[float] = field(default_factory=Recent)

    async def turn(self, chat: str, per_minute: int | None = None) -> bool:
        """Wait for this chat's turn and take it; False, at once, where that takes longer than `PATIENCE`."""
        while 0 < (wait := self._wait(chat, per_minute)) <= PATIENCE:
            await self.sleep(wait)
        if wait <= 0:
            sent = self._sent.get(chat, deque[float](maxlen=per_minute or 1))
            sent.append(self.clock())
            self._sent[chat] = sent
        return wait <= 0

    async def in_turn(
        self,
        chat: str,
        call: Callable[[], Awaitable[T]],
        wait_of: Callable[[Exception], float | timedelta | None],
        per_minute: int | None = None,
    ) -> T:
        """Call when it is the chat's turn, and again where `wait_of` reads from what was raised that the platform
        only wants to wait so long (seconds). Raises `Early`, and all else that the call raises."""
        for _ in range(OFFERS):
            if not await self.turn(chat, per_minute):
                break
            try:
                return await call()
            except Exception as error:
                if (wait := wait_of(error)) is None:
                    raise
                self.told(chat, wait.total_seconds() if isinstance(wait, timedelta) else wait)
        raise Early

    def told(self, chat: str, seconds: float) -> None:
        """The platform said to wait so long before the next message to this chat."""
        self._told[chat] = self.clock() + seconds

    def wait(self, chat: str, per_minute: int | None = None) -> float:
        """Seconds until it is this chat's turn, 0 where it is now."""
        return max(0.0, self._wait(chat, per_minute))

    def _wait(self, chat: str, per_minute: int | None) -> float:
        now, sent = self.clock(), list[float](self._sent.get(chat, ()))
        after = [self._told.get(chat, now), *(last + self.gap for last in sent[-1:])]
        if per_minute and len(sent) == per_minute:
            after.append(sent[0] + MINUTE)
        return max(after) - now


class ByTarget:
    """What `bot.port.Paced` asks of a channel: its targets have their turns by `pace`."""

    pace: Pace

    def target(self, place: Conversation) -> str:
        """What is paced as one: an address up to its thread or topic."""
        return place.address.partition(":")[0]

    def per_minute(self, target: str) -> int | None:
        """Messages that a target takes a minute, where there is such a bound."""
        return None

    def wait(self, place: Conversation) -> float:
        """Seconds until something may be sent to `place`; 0 where it may be now."""
        target = self.target(place)
        return self.pace.wait(target, self.per_minute(target))

    async def rest(self, place: Conversation) -> None:
        """Come back when something may be sent to `place`."""
        while (wait := self.wait(place)) > 0:
            await self.pace.sleep(wait)

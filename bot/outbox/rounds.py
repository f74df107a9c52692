"""Round after round: settle what has come back, begin what is due, wait.

Conversations are served beside each other, the messages of one in their order. At most `AT_ONCE` messages are on their
way in this process; one that must wait for its target (a platform wants a second between two messages to a chat) takes
no part of that. A round is one transaction, so the more there is to send, the fewer writes a message takes.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import log
from bot.outbox.sending import Sending, Tried
from bot.outbox.settling import Settling, Unsure
from bot.port import Paced
from storage.records import Conversation, Delivery
from storage.store import Everywhere
from storage.store.deliveries import AT_ONCE, LEASE, Wanted, claim, due, put_off, take_back

PATIENCE = 4.0
"""Seconds that a message waits here for its target to be ready; for longer its row gets another due time."""
CLOSING = 5.0
"""Seconds that what is on its way has to arrive when Spil stops."""
_EVER = datetime(2000, 1, 1, tzinfo=UTC)

Item = tuple[Delivery, Conversation]
Words = Mapping[str, Mapping[str, Any] | str]
"""By key what was worded when it was claimed."""


@dataclass(slots=True)
class _Caller:
    """Somebody who waits until what is due was tried: of one conversation, or of all."""

    only: str | None
    over: asyncio.Future[None]
    left: set[str] | None = None
    """Conversations that have not come to rest since the call."""

    def at_rest(self, going: Collection[str], full: bool) -> bool:
        """Whether nothing is left for this caller. `full`: more may be due than is `going`."""
        if self.left is None:
            if full and self.only not in going:
                return False
            self.left = {self.only} if self.only else set(going)
        self.left &= set(going)
        return not self.left


@dataclass(slots=True)
class _Going:
    """By conversation its target: those with something on its way, and those held back until their target is free.

    `freed`: those that were let go since the round began; what they hold is looked at in the next.
    """

    busy: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    resting: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    freed: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        return {*self.busy, *self.held, *self.freed}

    def free(self, targets: Collection[str]) -> None:
        self.freed |= {one for one, target in self.held.items() if target in targets}
        self.held = {one: target for one, target in self.held.items() if target not in targets}


class Rounds:
    """The rounds of one process; they stop where there is nothing to do, and begin again with the next call."""

    def __init__(self, sending: Sending, unsure: Unsure) -> None:
        self._sending, self._store, self._channels = sending, sending.store, sending.channels
        self._paced = {
            name: channel for name, channel in self._channels.items() if isinstance(channel, Paced)
        }
        self.settling = Settling(self._channels, self._pause, unsure)
        self._now, self._looked = _EVER, _EVER
        self._going, self._back, self._sent = _Going(), list[Tried](), 0
        self._callers, self._tasks = list[_Caller](), set[asyncio.Task[None]]()
        self._running: asyncio.Task[None] | None = None
        self._wake, self._closed = asyncio.Event(), False

    async def until_tried(self, now: datetime, only: str | None) -> int:
        """Wait until what is due was tried; the number of messages that arrived meanwhile."""
        idle = not (self._callers or self._back or self._going.all)
        before, self._now = (
            self._sent,
            now if idle else max(now, self._now),
        )  # A clock may be set back meanwhile.
        caller = _Caller(only, asyncio.get_running_loop().create_future())
        self._callers.append(caller)
        self._kick()
        try:
            await caller.over
        finally:
            self._callers = [other for other in self._callers if other is not caller]
        return self._sent - before

    async def close(self) -> None:
        """Begin nothing more, wait a moment for what is on its way, and settle it."""
        self._closed = True
        for task in (*self._going.resting.values(), *([self._running] if self._running else [])):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=CLOSING)
            for task in late:
                task.cancel()
        async with self._store.everywhere() as everywhere:
            await self.settling.settle_all(everywhere, self._back, self._now)

    def _kick(self) -> None:
        self._wake.set()
        if not self._closed and (self._running is None or self._running.done()):
            self._running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            while self._callers or self._back or self._going.all:
                self._wake.clear()
                await self._round()
                if self._callers or self._going.all:
                    await self._wake.wait()
        except Exception as error:  # The store is away: what came back is settled with the next call.
            log.fault("nothing delivered", "outbox", error)
            for caller in self._callers:
                if not caller.over.done():
                    caller.over.set_exception(error)

    async def _round(self) -> None:
        now, back, callers = self._now, tuple(self._back), tuple(self._callers)
        finished = {tried.place.id for tried in back}
        busy = {one: target for one, target in self._going.busy.items() if one not in finished}
        self._going.free({self._going.busy[one] for one in finished})
        self._going.freed.clear()
        async with self._store.everywhere() as everywhere:
            await self.settling.settle_all(everywhere, back, now)
            taken, full = await self._take(everywhere, busy, now)
            words = await self._claim(everywhere, [delivery for delivery, _ in taken], now)
        del self._back[: len(back)]
        self._sent += sum(tried.outcome.state == "sent" for tried in back)
        self._going.busy = busy
        for delivery, place in taken:
            busy[place.id] = self._target(place)
            self._start(delivery, place, now, words)
        for caller in callers:
            if caller.at_rest(self._going.all, full) and not caller.over.done():
                caller.over.set_result(None)

    async def _take(
        self, everywhere: Everywhere, busy: dict[str, str], now: datetime
    ) -> tuple[list[Item], bool]:
        """What can go now, the first of each conversation; and whether more may be due than was looked at."""
        room = AT_ONCE - len(busy)
        if now >= self._looked + LEASE:
            await take_back(everywhere, now)
            self._looked = now
        if not room:
            return [], True
        wanted = Wanted(now, self._channels, {*busy, *self._going.held})
        found, taken = await due(everywhere, wanted), list[Item]()
        targets = set(busy.values())
        for delivery, place in _first_of_each(found):
            if len(taken) < room and await self._ready(everywhere, place, targets, now):
                targets.add(self._target(place))
                taken.append((delivery, place))
        full = len(found) == wanted.most
        if full and len(taken) < room:
            self._wake.set()  # What is behind these can be looked at now that they are out of the way.
        return taken, full or len(taken) == room

    async def _claim(self, everywhere: Everywhere, these: Collection[Delivery], now: datetime) -> Words:
        if not these:
            return {}
        words = await self._sending.worded(everywhere, these, now)
        begun = [key for key, payload in words.items() if not isinstance(payload, str)]
        await claim(everywhere, self._sending.owner, these, now, begun)
        return words

    async def _ready(
        self, everywhere: Everywhere, place: Conversation, targets: Collection[str], now: datetime
    ) -> bool:
        """Whether something can go to `place` now. Else it is held back, or put off where that takes long."""
        target, wait = self._target(place), self._wait(place)
        if target in targets:
            self._going.held[place.id] = target
        elif wait > PATIENCE:
            await put_off(everywhere, place.id, now, now + timedelta(seconds=wait))
        elif wait > 0:
            self._going.held[place.id] = target
            if target not in self._going.resting:
                self._going.resting[target] = asyncio.create_task(self._rest(place, target))
        else:
            return True
        return False

    def _target(self, place: Conversation) -> str:
        paced = self._paced.get(place.channel)
        return f"{place.channel}:{paced.target(place) if paced else place.id}"

    def _wait(self, place: Conversation) -> float:
        paced = self._paced.get(place.channel)
        return paced.wait(place) if paced else 0.0

    def _pause(self, tried: Tried) -> timedelta:
        return timedelta(seconds=self._wait(tried.place))

    async def _rest(self, place: Conversation, target: str) -> None:
        try:
            if paced := self._paced.get(place.channel):
                await paced.rest(place)
        finally:
            del self._going.resting[target]
            self._going.free({target})
            self._kick()

    def _start(self, delivery: Delivery, place: Conversation, now: datetime, words: Words) -> None:
        task = asyncio.create_task(self._work(delivery, place, now, words))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, delivery: Delivery, place: Conversation, now: datetime, words: Words) -> None:
        tried = await self._sending.send(delivery, place, now, words.get(delivery.key))
        self._back.append(tried)
        self._kick()


def _first_of_each(found: Collection[Item]) -> list[Item]:
    """The first due delivery of each conversation: the next one follows when it is settled."""
    first: dict[str, Item] = {}
    for item in found:
        first.setdefault(item[1].id, item)
    return list(first.values())

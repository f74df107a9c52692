"""Round after round: settle what has come back, begin what is due, wait.

Conversations are served beside each other, the messages of one in their order. At most `AT_ONCE` messages are on their
way in this process; one that must wait for its target (a platform wants a second between two messages to a chat) takes
no part of that. A round is one transaction, so the more there is to send, the fewer writes a message takes.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot import log
from bot.outbox.ahead import Ready, Step, begin_ahead
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
        self._ahead: Sequence[Ready] = ()
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
            step = await self._next(everywhere, busy, now)
        self._ahead = step.ahead
        del self._back[: len(back)]
        self._sent += sum(tried.outcome.state == "sent" for tried in back)
        self._going.busy = busy
        for ready in step.taken:
            busy[ready.place.id] = self._target(ready.place)
            self._start(ready, now)
        for caller in callers:
            if caller.at_rest(self._going.all, step.full) and not caller.over.done():
                caller.over.set_result(None)

    async def _next(self, everywhere: Everywhere, busy: dict[str, str], now: datetime) -> Step:
        """What goes now: of what was worded ahead, else of what is due."""
        room = AT_ONCE - len(busy)
        if not room:
            return Step(ahead=self._ahead)
        if self._ahead:
            step = await begin_ahead(everywhere, self._ahead, busy, self._sending.owner, room)
            if step.taken:
                return step
        return await self._take(everywhere, busy, now)

    async def _take(self, everywhere: Everywhere, busy: dict[str, str], now: datetime) -> Step:
        """What is due and can go now, the first of each conversation; where no room is left, what can wait ahead."""
        room = AT_ONCE - len(busy)
        if now >= self._looked + LEASE:
            await take_back(everywhere, now)
            self._looked = now
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
        step = await self._claim(
            everywhere, taken, [] if len(taken) < room else self._later(found, taken), now
        )
        return replace(step, full=full or len(taken) == room)

    def _later(self, found: Collection[Item], taken: Collection[Item]) -> list[Item]:
        """What of `found` may be worded ahead: reminders, and only where no platform sets the pace."""
        now = {delivery.key for delivery, _ in taken}
        return [
            (delivery, place)
            for delivery, place in found
            if delivery.key not in now and delivery.kind == "reminder" and place.channel not in self._paced
        ]

    async def _claim(
        self, everywhere: Everywhere, taken: Collection[Item], later: Collection[Item], now: datetime
    ) -> Step:
        if not taken:
            return Step()
        words = await self._sending.worded(everywhere, [delivery for delivery, _ in (*taken, *later)], now)
        going = [Ready(delivery, place, words.get(delivery.key)) for delivery, place in taken]
        ahead = [Ready(delivery, place, words.get(delivery.key)) for delivery, place in later]
        ahead = [ready for ready in ahead if isinstance(ready.words, Mapping)]
        begun = [ready.delivery.key for ready in going if isinstance(ready.words, Mapping)]
        claimed = [ready.delivery for ready in (*going, *ahead)]
        await claim(everywhere, self._sending.owner, claimed, now, begun)
        return Step(going, ahead)

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

    def _start(self, ready: Ready, now: datetime) -> None:
        task = asyncio.create_task(self._work(ready, now))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, ready: Ready, now: datetime) -> None:
        tried = await self._sending.send(ready.delivery, ready.place, now, ready.words)
        self._back.append(tried)
        self._kick()


def _first_of_each(found: Collection[Item]) -> list[Item]:
    """The first due delivery of each conversation: the next one follows when it is settled."""
    first: dict[str, Item] = {}
    for item in found:
        first.setdefault(item[1].id, item)
    return list(first.values())

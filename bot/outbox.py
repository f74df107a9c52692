"""The third step: claim what is due, hand it to its channel, settle what happened. The only way out for rows."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot import log
from bot.payload import render
from bot.port import AWAY, Channel, Delivered
from storage.records import Conversation, Delivery
from storage.store import Store
from storage.store.conversations import address_of
from storage.store.deliveries import (
    begin,
    bring_forward,
    claim,
    left_sending,
    next_due,
    put_back,
    release,
    settle,
)

Compose = Callable[[Delivery, datetime], Awaitable[Mapping[str, Any] | str]]
"""Words a reminder when it is sent: its payload, or a code for why it is not sent any more."""

_LATER = timedelta(seconds=30)
_TRIES = 8


class Outbox:
    """Delivers for the channels of this process. One at a time: a second call waits for the first."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], compose: Compose, owner: str) -> None:
        self._store, self._channels, self._compose = store, dict(channels), compose
        self._owner = owner

    async def recover(self, now: datetime, living: Callable[[], Collection[str]]) -> int:
        """After a start: what a process that is not `living` was sending is uncertain. A reply is shown again; a
        reminder is not, and counts as uncertain. The number of rows settled."""
        async with self._store.everywhere() as everywhere:
            names = (
                living()
            )  # Asked inside the transaction: who writes later has joined, or is not seen here.
            await release(everywhere, names)
            found = await left_sending(everywhere, names)
            for delivery in found:
                if delivery.kind == "reminder":
                    await settle(everywhere, delivery, "uncertain", now, "stopped while sending")
                else:
                    await put_back(everywhere, delivery, now, "stopped while sending")
        return len(found)

    async def welcome(self, address: str, now: datetime) -> None:
        """Somebody at `address` is there again: deliver at once what waited for them."""
        async with self._store.everywhere() as everywhere:
            await bring_forward(everywhere, everywhere.vault.keyring.fingerprint(address), now)
        await self.deliver_due(now)

    async def next_due(self) -> datetime | None:
        """When the next delivery falls due that this process can make, or None. Raises `StoreUnavailable`."""
        async with self._store.everywhere() as everywhere:
            return await next_due(everywhere, self._channels)

    async def deliver_due(self, now: datetime) -> int:
        """Deliver everything that is due at `now`; the number of messages that arrived."""
        sent = 0
        while True:
            async with self._store.everywhere() as everywhere:
                batch = await claim(everywhere, self._owner, now, self._channels)
            if not batch:
                return sent
            for delivery in batch:
                sent += await self._deliver(delivery, now)

    async def _deliver(self, delivery: Delivery, now: datetime) -> bool:
        async with self._store.everywhere() as everywhere:
            place = await address_of(everywhere, delivery.conversation_id)
        payload = await self._payload(delivery, now)
        if place is None or isinstance(payload, str):
            outcome = (
                Delivered("failed", "no such place") if place is None else Delivered("failed", str(payload))
            )
            await self._settle(delivery, outcome, now, skipped=isinstance(payload, str))
            return False
        async with self._store.everywhere() as everywhere:
            if not await begin(everywhere, delivery, self._owner):
                return False
        outcome = await self._hand_over(place, delivery, payload)
        await self._settle(delivery, outcome, now)
        return outcome.state == "sent"

    async def _payload(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
        return await self._compose(delivery, now) if delivery.kind == "reminder" else delivery.payload

    async def _hand_over(
        self, place: Conversation, delivery: Delivery, payload: Mapping[str, Any]
    ) -> Delivered:
        try:
            return await self._channels[place.channel].deliver(place, render(delivery.key, payload))
        except Exception as error:
            log.fault("delivery failed", delivery.key, error)
            return Delivered("later", type(error).__name__)

    async def _settle(
        self, delivery: Delivery, outcome: Delivered, now: datetime, skipped: bool = False
    ) -> None:
        async with self._store.everywhere() as everywhere:
            waiting = outcome.reason == AWAY or delivery.attempts < _TRIES
            if outcome.state == "later" and waiting:
                await put_back(everywhere, delivery, now + _LATER, outcome.reason)
            else:
                state = "skipped" if skipped else "sent" if outcome.state == "sent" else "failed"
                await settle(everywhere, delivery, state, now, outcome.reason)

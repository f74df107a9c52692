"""The third step: claim what is due, hand it to its channel, settle what happened. The only way out for rows."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.outbox import cards, polls
from bot.outbox.rounds import Rounds
from bot.outbox.sending import ComposeAll, Sending
from bot.outbox.settling import Unsure
from bot.payload import Rendered
from bot.port import Channel
from storage.records import Conversation
from storage.store import Store
from storage.store.deliveries import bring_forward, left_sending, next_due, release


@dataclass(frozen=True, slots=True)
class Reminders:
    """What words a reminder when it is sent, and what is told of one that nobody knows the fate of."""

    compose: ComposeAll
    unsure: Unsure


class Outbox:
    """Delivers for the channels of this process."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], reminders: Reminders, owner: str
    ) -> None:
        self._store, self._channels = store, dict(channels)
        worded = {"edit": cards.compose, "poll": polls.compose}
        self._sending = Sending(store, self._channels, worded, reminders.compose, owner)
        self._rounds = Rounds(self._sending, reminders.unsure)

    async def recover(self, now: datetime, living: Callable[[], Collection[str]]) -> int:
        """After a start: settle what processes that are not `living` were sending (`bot.outbox.settling`). The
        number of rows found."""
        async with self._store.everywhere() as everywhere:
            # Asked inside the transaction: who writes later has joined, or is not seen here.
            names = living()
            await release(everywhere, names)
            found = await left_sending(everywhere, names, self._channels)
            for delivery, channel in found:
                await self._rounds.settling.left(everywhere, delivery, channel, now)
        return len(found)

    async def tell(self, place: Conversation, message: Rendered) -> None:
        """Show what is no row to `place`, once, where its channel is one of this process."""
        if place.channel in self._channels:
            await self._sending.hand_over(place, message)

    async def welcome(self, address: str, now: datetime) -> None:
        """Somebody at `address` is there again: deliver at once what waited for them."""
        async with self._store.everywhere() as everywhere:
            await bring_forward(everywhere, everywhere.vault.keyring.fingerprint(address), now)
        await self.deliver_due(now)

    async def next_due(self) -> datetime | None:
        """When the next delivery falls due that this process can make, or None. Raises `StoreUnavailable`."""
        async with self._store.looking() as everywhere:
            return await next_due(everywhere, self._channels)

    async def deliver_due(self, now: datetime, conversation: str | None = None) -> int:
        """Deliver what is due at `now`: back when all that was due at the call was tried, or all of it in one
        `conversation`. Callers at the same time share the work. The number of messages that arrived meanwhile.
        Raises `StoreUnavailable`."""
        return await self._rounds.until_tried(now, conversation)

    async def close(self) -> None:
        """Begin nothing more; what is on its way has a moment to arrive."""
        with suppress(Exception):  # What could not be settled is found as uncertain by the next start.
            await self._rounds.close()

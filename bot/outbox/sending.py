"""One delivery on its way: worded, handed to its channel, and what came of it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import log
from bot.payload import Rendered, render
from bot.phrases import encode
from bot.port import AWAY, Channel, Delivered, Remembers
from intents.model import Phrase
from storage.records import Conversation, Delivery
from storage.store import Everywhere, Scope, Store
from storage.store.deliveries import WORDED_LATE, begin

Compose = Callable[[Scope, Delivery, datetime], Awaitable[Mapping[str, Any] | str]]
"""Words what is worded when it is sent, in a transaction of its cell: its payload, or a code for why it is not sent
any more."""

ComposeAll = Callable[[Scope, Sequence[Delivery], datetime], Awaitable[Mapping[str, Mapping[str, Any] | str]]]
"""The same for reminders of one cell, by their keys."""

UNSURE, MARKED = "unsure", "again, marked"
"""Why a delivery is there again: its channel is asked whether it arrived; it is shown again, and marked so."""
HANGS = 90.0
"""Seconds after which a channel is not waited for."""
_SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Tried:
    """A delivery and what came of it. `code`: why it is not sent any more. `asked`: its channel was asked whether
    it had arrived, and could not tell."""

    delivery: Delivery
    place: Conversation
    outcome: Delivered
    code: str = ""
    asked: bool = False
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Hands claimed deliveries to the channels of this process."""

    store: Store
    channels: Mapping[str, Channel]
    compose: Mapping[str, Compose]
    reminders: ComposeAll
    owner: str

    async def worded(
        self, everywhere: Everywhere, these: Iterable[Delivery], now: datetime
    ) -> dict[str, Mapping[str, Any] | str]:
        """The reminders among these, worded together in the transaction that claims them, by their keys: it is much
        less work than one by one. Where that fails, none: then each is worded by itself."""
        cells = defaultdict[str, list[Delivery]](list)
        for delivery in these:
            if delivery.kind == "reminder" and delivery.reason != UNSURE:
                cells[delivery.cell_id].append(delivery)
        found: dict[str, Mapping[str, Any] | str] = {}
        for cell_id, own in cells.items():
            try:
                async with everywhere.attempt():
                    scope = everywhere.within(cell_id)
                    found |= await self.reminders(scope, own, now)
            except Exception as error:
                log.fault("not worded together", "outbox", error)
        return found

    async def send(
        self,
        delivery: Delivery,
        place: Conversation,
        now: datetime,
        worded: Mapping[str, Any] | str | None = None,
    ) -> Tried:
        """Send one, `worded` already or not, unless it arrived before or is not to be sent any more. Raises nothing."""
        try:
            if delivery.reason == UNSURE:
                known = await self._known(delivery, place)
                if known is not None:
                    return known
            payload = worded if worded is not None else await self._payload(delivery, now)
            if isinstance(payload, str):
                return Tried(delivery, place, Delivered("failed"), payload)
            message = render(delivery.key, payload, place.zone)
        except Exception as error:  # Nothing was handed over yet.
            log.fault("not handed over", delivery.key, error)
            return Tried(delivery, place, Delivered("later", type(error).__name__))
        outcome = await self.hand_over(place, message)
        return Tried(delivery, place, outcome, card=message.card)

    async def _known(self, delivery: Delivery, place: Conversation) -> Tried | None:
        """What the channel knows of a delivery that may have arrived; None where it surely did not."""
        channel = self.channels[place.channel]
        unseen = delivery.payload.get("audience") == "only_you"  # No room keeps what it showed to one person.
        if unseen or not isinstance(channel, Remembers):
            return Tried(delivery, place, Delivered("uncertain", UNSURE), asked=True)
        try:
            async with asyncio.timeout(HANGS):
                handle = await channel.arrived(place, delivery.key)
        except Exception as error:
            log.fault("channel not asked", delivery.key, error)
            return Tried(delivery, place, Delivered("later", AWAY))
        if handle is None:
            return Tried(delivery, place, Delivered("uncertain", UNSURE), asked=True)
        card = delivery.payload.get("card")
        return Tried(delivery, place, Delivered("sent", handle=handle), card=card) if handle else None

    async def _payload(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
        if delivery.kind in WORDED_LATE:
            async with self.store.writing(delivery.cell_id) as scope:
                payload = await self._compose(scope, delivery, now)
                if isinstance(payload, str) or await begin(scope, [delivery], self.owner):
                    return payload
                raise LookupError("no longer ours to send")
        if delivery.reason != MARKED:
            return delivery.payload
        mark = encode(Phrase("maybe-twice"))
        return {**delivery.payload, "paragraphs": [mark, *delivery.payload["paragraphs"]]}

    async def _compose(self, scope: Scope, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
        if delivery.kind == "reminder":
            return (await self.reminders(scope, [delivery], now))[delivery.key]
        return await self.compose[delivery.kind](scope, delivery, now)

    async def hand_over(self, place: Conversation, message: Rendered) -> Delivered:
        """Give a message to the channel of `place`. Raises nothing."""
        if place.gone:
            return Delivered("failed", "gone")
        try:
            async with asyncio.timeout(HANGS):
                return await self.channels[place.channel].deliver(place, message)
        except Exception as error:  # It may have left before this.
            log.fault("delivery failed", message.key, error)
            return Delivered("uncertain", type(error).__name__)

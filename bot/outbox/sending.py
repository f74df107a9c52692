"""One delivery on its way: worded, handed to its channel, and what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import log
from bot.payload import Rendered, render
from bot.phrases import encode
from bot.port import AWAY, Channel, Delivered, Remembers
from intents.model import Phrase
from storage.records import Conversation, Delivery
from storage.store import Scope, Store
from storage.store.deliveries import WORDED_LATE, begin

Compose = Callable[[Scope, Delivery, datetime], Awaitable[Mapping[str, Any] | str]]
"""Words what is worded when it is sent, in a transaction of its cell: its payload, or a code for why it is not sent
any more."""

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
    owner: str

    async def send(self, delivery: Delivery, place: Conversation, now: datetime) -> Tried:
        """Send one, unless it arrived before or is not to be sent any more. Raises nothing."""
        try:
            if delivery.reason == UNSURE:
                known = await self._known(delivery, place)
                if known is not None:
                    return known
            payload = await self._payload(delivery, now)
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
                payload = await self.compose[delivery.kind](scope, delivery, now)
                if isinstance(payload, str) or await begin(scope, delivery, self.owner):
                    return payload
                raise LookupError("no longer ours to send")
        if delivery.reason != MARKED:
            return delivery.payload
        mark = encode(Phrase("maybe-twice"))
        return {**delivery.payload, "paragraphs": [mark, *delivery.payload["paragraphs"]]}

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

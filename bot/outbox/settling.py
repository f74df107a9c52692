"""What becomes of a delivery that was tried, and of one that nobody knows the fate of.

Exactly once is possible only where a platform keeps our key with a message (`bot.port.Remembers`). So what may have
arrived, because a process was killed while sending or a platform fell silent, is settled so:

- its channel can tell: it is asked, then sent, or counted as sent; of what one person saw in a room none can;
- showing it twice shows it once (`Capabilities.again`: the page of the web chat goes by the row's id; at a terminal
  the reader of a killed process is gone), or it is an edit: it is shown again;
- any other reminder is not sent again: the row stays 'uncertain', and the one who planned is told once for each
  meeting;
- an answer of which another part arrived is not sent again: the row stays 'uncertain';
- any other answer, and news of a meeting: without it the person would have nothing, so it is sent again, with a mark
  that it may be there already, and the row stays 'uncertain'. After a silence of the platform this is done once;
  after a kill each time. Nothing is repeated silently.

At most `AT_ONCE` rows are on their way in a process, so no more can be uncertain after a kill.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.cards import shown
from bot.outbox.sending import MARKED, UNSURE, Tried
from bot.port import AWAY, Channel, Remembers
from storage.records import Delivery
from storage.store import Everywhere
from storage.store.cards import forget_card
from storage.store.deliveries import put_back, put_off, settle, settle_all, something_arrived

Unsure = Callable[[Everywhere, Delivery, datetime], Awaitable[None]]
LATER, SOON = timedelta(seconds=30), timedelta(seconds=5)
"""Until the next try; until a channel is asked again whether something arrived."""
_TRIES = 8
_STOPPED = "stopped while sending"


@dataclass(frozen=True, slots=True)
class Settling:
    """Writes down what came of deliveries. `pause`: how long a place must be left alone by its platform's word.
    `unsure`: told of a reminder that nobody knows the fate of."""

    channels: Mapping[str, Channel]
    pause: Callable[[Tried], timedelta]
    unsure: Unsure

    async def settle_all(self, everywhere: Everywhere, these: Sequence[Tried], now: datetime) -> None:
        """Deliveries that were tried; what simply arrived in one statement."""
        arrived = [
            tried
            for tried in these
            if tried.outcome.state == "sent" and not tried.code and tried.delivery.reason != MARKED
        ]
        if arrived:
            await settle_all(everywhere, [tried.delivery for tried in arrived], "sent", now)
        keys = {tried.delivery.key for tried in arrived}
        for tried in these:
            await (self._carded if tried.delivery.key in keys else self._settle)(everywhere, tried, now)

    async def _settle(self, everywhere: Everywhere, tried: Tried, now: datetime) -> None:
        """One that did not simply arrive."""
        delivery, outcome = tried.delivery, tried.outcome
        if tried.code:
            await settle(everywhere, delivery, "skipped", now, tried.code)
        elif outcome.state == "sent":
            await self._marked(everywhere, tried, now)
        elif outcome.state == "uncertain":
            await self._unsure(everywhere, tried, now)
        elif outcome.state == "later" and (outcome.reason == AWAY or delivery.attempts < _TRIES):
            await self._later(everywhere, tried, now)
        else:
            if delivery.kind == "edit":  # Its message is gone: nothing to keep up to date, and nothing new.
                await forget_card(everywhere, str(delivery.payload.get("card")))
            await settle(everywhere, delivery, "failed", now, outcome.reason)

    async def left(self, everywhere: Everywhere, delivery: Delivery, channel: str, now: datetime) -> None:
        """One that a process which is gone was sending through `channel`."""
        if isinstance(self.channels[channel], Remembers) and delivery.kind != "edit":
            await put_back(everywhere, delivery, now, UNSURE)
        elif self._repeatable(delivery, channel):
            await put_back(everywhere, delivery, now, _STOPPED)
        elif await _worth_a_mark(everywhere, delivery):
            await put_back(everywhere, delivery, now, MARKED)
        else:
            await self._given_up(everywhere, delivery, now, _STOPPED)

    async def _marked(self, everywhere: Everywhere, tried: Tried, now: datetime) -> None:
        await settle(everywhere, tried.delivery, "uncertain", now, MARKED)
        await self._carded(everywhere, tried, now)

    async def _carded(self, everywhere: Everywhere, tried: Tried, now: datetime) -> None:
        """What arrived may show the state of something."""
        can = self.channels[tried.place.channel].can
        if tried.card and tried.outcome.handle and can.edit and tried.delivery.kind != "edit":
            await shown(everywhere, tried.place, tried.card, tried.outcome.handle, now)

    async def _later(self, everywhere: Everywhere, tried: Tried, now: datetime) -> None:
        delivery, outcome = tried.delivery, tried.outcome
        kept = delivery.reason in (UNSURE, MARKED)
        until = now + (self.pause(tried) or (SOON if delivery.reason == UNSURE else LATER))
        await put_back(everywhere, delivery, until, delivery.reason if kept else outcome.reason)
        if outcome.reason == AWAY:
            await put_off(everywhere, delivery.conversation_id, now, until)

    async def _unsure(self, everywhere: Everywhere, tried: Tried, now: datetime) -> None:
        """The platform fell silent, or failed after it was handed the message."""
        delivery, channel = tried.delivery, tried.place.channel
        remembers = isinstance(self.channels[channel], Remembers) and not tried.asked
        tries_left = delivery.attempts < _TRIES
        if remembers and delivery.kind != "edit" and tries_left:
            await put_back(everywhere, delivery, now + LATER, UNSURE)
        elif self._repeatable(delivery, channel) and tries_left:
            await put_back(everywhere, delivery, now + LATER, tried.outcome.reason)
        elif delivery.reason != MARKED and await _worth_a_mark(everywhere, delivery):
            await put_back(everywhere, delivery, now + LATER, MARKED)
        else:
            await self._given_up(everywhere, delivery, now, tried.outcome.reason)

    async def _given_up(self, everywhere: Everywhere, delivery: Delivery, now: datetime, why: str) -> None:
        await settle(everywhere, delivery, "uncertain", now, why)
        if delivery.kind == "reminder":
            await self.unsure(everywhere, delivery, now)

    def _repeatable(self, delivery: Delivery, channel: str) -> bool:
        can = self.channels[channel].can
        if delivery.kind == "reminder":
            return can.keyed
        return delivery.kind == "edit" or can.again


async def _worth_a_mark(everywhere: Everywhere, delivery: Delivery) -> bool:
    """Whether the person would have nothing without it."""
    if delivery.kind == "reply":
        return not await something_arrived(everywhere, delivery)
    return delivery.kind == "notice"

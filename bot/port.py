"""What every channel offers the outbox."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.payload import Rendered
from storage.records import Conversation


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a delivery: sent; 'later' when nobody is there now; failed for good, with a code."""

    state: Literal["sent", "later", "failed"]
    reason: str = ""


SENT = Delivered("sent")
AWAY = "away"
"""The reason for 'later' when nobody is there to receive: it waits for as long as it takes."""


class Channel(Protocol):
    """An adapter's way out. `deliver` is called once for each claimed delivery and never raises for people."""

    @property
    def name(self) -> str: ...

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`."""
        ...

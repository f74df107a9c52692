"""What every channel offers the outbox."""

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from bot.payload import Rendered
from bot.shaping import Capabilities
from storage.records import Conversation


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a delivery: sent; 'later' when nobody is there now; failed for good, with a code; uncertain
    where nobody knows whether it arrived. `handle`: the platform's name of the message, by which it can be edited."""

    state: Literal["sent", "later", "failed", "uncertain"]
    reason: str = ""
    handle: str = ""


SENT = Delivered("sent")
AWAY = "away"
"""The reason for 'later' when nobody is there to receive: it waits for as long as it takes."""


class Channel(Protocol):
    """An adapter's way out. `deliver` is called once for each claimed delivery and never raises for people."""

    @property
    def name(self) -> str: ...

    @property
    def can(self) -> Capabilities: ...

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; of kind 'edit', in the place of the message `message.handle`."""
        ...


@runtime_checkable
class Remembers(Protocol):
    """A channel that can look up whether it showed a message: the platform keeps its key with it."""

    async def arrived(self, place: Conversation, key: str) -> str | None:
        """The handle of the message with this key at `place`, '' where it is surely not there, None where nobody
        can know; raises where it must be asked again later."""
        ...


@runtime_checkable
class Paced(Protocol):
    """A channel whose platform wants time between two messages to the same target. What waits for its target is not
    on its way: it is uncertain after no kill, and holds up nobody else."""

    def target(self, place: Conversation) -> str:
        """What is paced as one: a chat, a room with all of its threads."""
        ...

    def wait(self, place: Conversation) -> float:
        """Seconds until something may be sent to `place`; 0 where it may be now."""
        ...

    async def rest(self, place: Conversation) -> None:
        """Come back when something may be sent to `place`."""
        ...


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that a platform did to a place: Spil was removed from a room, or blocked by a person ('gone'); it
    is there again ('back'); the place goes on under another address ('moved', to `address_now`); the whole
    platform sent Spil away ('uninstalled': no address); nothing arrives at a person's address ('unreachable')."""

    channel: str
    kind: Literal["gone", "back", "moved", "uninstalled", "unreachable"]
    address: str = ""
    address_now: str = ""

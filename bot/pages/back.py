"""What pages need of the application, as they see it from below; `bot.app.App` is one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.inbox import Received
from bot.payload import Rendered
from bot.port import Happened
from bot.settings import Settings
from intents.handover import Handover
from intents.model import Message
from intents.turn import Services
from storage.store import Store

Clock = Callable[[], datetime]
"""Now, as an aware moment."""
Join = Callable[[Store, str, str, datetime], Awaitable[str | None]]
"""Uses an invitation up (its token, the language to speak, now): the token of a session, or None."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was taken in; nothing for talk that is not for Spil, and for a repeated event. `said`: what
    must be said at once instead, to a stranger or when the store is away."""

    received: Received | None = None
    said: tuple[Rendered, ...] = ()


class Deliveries(Protocol):
    """The outbox."""

    async def welcome(self, address: str, now: datetime) -> None: ...


class Back(Protocol):
    """Behind the pages."""

    @property
    def store(self) -> Store: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def folder(self) -> Path:
        """The installation's own."""
        ...

    @property
    def clock(self) -> Clock: ...
    @property
    def outbox(self) -> Deliveries: ...
    @property
    def services(self) -> Services:
        """What handlers use: here for the screen that shows a running sheet."""
        ...

    @property
    def handover(self) -> Handover:
        """Finished documents on their way to their person, in memory."""
        ...

    @property
    def url(self) -> str:
        """Where people reach Spil's own pages, without a slash at the end."""
        ...

    async def take(self, message: Message) -> Taken:
        """Take a message in: from then on it survives a kill."""
        ...

    async def work(self, taken: Taken) -> list[Rendered]:
        """Work on what was taken in: the direct answers come back, the rest leaves through the outbox."""
        ...

    async def receive(self, message: Message) -> list[Rendered]:
        """Both."""
        ...

    async def happened(self, what: Happened) -> None:
        """A platform did something to a place."""
        ...

    async def home(self, channel: str, sender: str) -> Rendered | None:
        """What a member sees of their cell before they say anything: the next meetings, their open sheet; None for
        a stranger."""
        ...

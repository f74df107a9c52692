"""What pages need of the application, as they see it from below; `bot.app.App` is one."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from bot.payload import Rendered
from bot.settings import Settings
from intents.model import Message
from storage.store import Store

Clock = Callable[[], datetime]
"""Now, as an aware moment."""
Join = Callable[[Store, str, str, datetime], Awaitable[str | None]]
"""Uses an invitation up (its token, the language to speak, now): the token of a session, or None."""


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
    def clock(self) -> Clock: ...
    @property
    def outbox(self) -> Deliveries: ...
    async def receive(self, message: Message) -> list[Rendered]: ...

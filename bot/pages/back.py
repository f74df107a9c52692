"""What pages need of the application; `bot.app.App` is one."""

from typing import Protocol

from bot.assistant import Clock
from bot.outbox import Outbox
from bot.payload import Rendered
from bot.settings import Settings
from intents.model import Message
from storage.store import Store


class Back(Protocol):
    """Behind the pages."""

    @property
    def store(self) -> Store: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def outbox(self) -> Outbox: ...
    async def receive(self, message: Message) -> list[Rendered]: ...

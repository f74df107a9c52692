"""Spil behind two real mail servers: the whole application, the real lines, a clock that is set."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, open_app
from bot.assistant import Clock
from bot.channels.mail.box import Box
from bot.channels.mail.channel import MailChannel
from bot.channels.mail.listening import Listening
from bot.channels.mail.post import Post
from bot.channels.pace import Pace
from bot.settings import MailAccount, Server
from tests.contracts.mail.servers import ADDRESS, PASSWORD

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"


@dataclass
class Stage:
    """One run of Spil on mail. `way` looks into the mailbox when it is told to."""

    app: App
    way: Listening
    channel: MailChannel

    async def look(self) -> None:
        """Take in what arrived, and do what is to be done about it."""
        await self.way.take_unread()
        await self.way.desk.finish()
        await self.app.outbox.deliver_due(self.app.clock())


@asynccontextmanager
async def opened(
    folder: Path, ports: tuple[int, int], clock: Clock, pace: Pace | None = None
) -> AsyncIterator[Stage]:
    """Start Spil on `folder`; `ports` of the SMTP and the IMAP server."""
    smtp, imap = (Server.named(f"127.0.0.1:{port}") for port in ports)
    account = MailAccount(ADDRESS, ADDRESS, PASSWORD, smtp, imap)
    channel = MailChannel(Post(account), pace)
    async with open_app(folder, {"mail": channel}, clock, CACHE) as app:
        app = app.reached_at("https://spil.example")
        box = Box(account)
        way = Listening(channel, box, app)
        try:
            yield Stage(app, way, channel)
        finally:
            box.hang_up()

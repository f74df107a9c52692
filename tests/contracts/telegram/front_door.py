"""Spil behind a small Telegram: the whole application, the real transport, a clock that is set."""

import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.channels.pace import Pace
from bot.channels.platform import platform_of
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import Listening
from bot.cli.platforms import listening
from bot.joining import new_invitation
from tests.contracts.telegram.server import TOKEN, FakeTelegram, read_html, said_by_bot
from tests.contracts.telegram.updates import ANNA, GROUP, pressed, said

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"


@dataclass
class Door:
    """One run of Spil on Telegram."""

    telegram: FakeTelegram
    app: App
    clock: "Clock"
    way: Listening

    async def take(self, *updates: dict[str, Any]) -> list[str]:
        """Give a batch of updates; the texts, as people see them, that were sent before the bot asked for more."""
        before = len(self.telegram.sent)
        self.telegram.give(*updates)
        await self.telegram.settled()
        await self.way.desk.finish()
        await self.app.outbox.deliver_due(self.clock())  # To others too: the answer does not wait for these.
        return self.texts()[before:]

    async def join(self, who: dict[str, Any] = ANNA, role: str = "coordinator", number: int = 1) -> list[str]:
        """A person opens the bot by the link of an invitation."""
        code = await new_invitation(self.app.store, "demo", role, self.clock())
        return await self.take(said(number, f"/start {code}", who))

    async def bind(self, number: int = 90, chat: int = GROUP) -> list[str]:
        """Anna makes the group her cell's."""
        await self.take(said(number, "@SpilBot verbind dit kanaal", chat=chat))
        return await self.take(self.press(number + 1, "Ja"))

    def press(self, number: int, label: str, who: dict[str, Any] = ANNA) -> dict[str, Any]:
        """An update: `who` presses the button with this label under the last message that has it."""
        for (_, message), given in reversed(self.telegram.messages.items()):
            for row in given.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label:
                        return pressed(
                            number, button["callback_data"], who, under=said_by_bot(message, given)
                        )
        raise LookupError(label)

    def shown(self, chat: int = ANNA["id"]) -> list[str]:
        """The messages of the bot in a chat as they stand now."""
        here = [message for (place, _), message in self.telegram.messages.items() if place == chat]
        return [read_html(message["text"])[0] if "text" in message else "(file)" for message in here]

    def texts(self) -> list[str]:
        return [read_html(call["text"])[0] if "text" in call else "(file)" for call in self.telegram.sent]

    def buttons(self) -> dict[str, str]:
        """Labels and ids under the last message that had any."""
        rows = next(
            c["reply_markup"]["inline_keyboard"] for c in reversed(self.telegram.sent) if "reply_markup" in c
        )
        return {button["text"]: button["callback_data"] for row in rows for button in row}


@dataclass
class Clock:
    now: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@asynccontextmanager
async def opened(folder: Path, telegram: FakeTelegram, clock: Clock | None = None):
    """Start Spil on `folder`; it stops as a killed one does, in the middle of asking for updates."""
    clock, channel = clock or Clock(), TelegramChannel(TOKEN, telegram.url, Pace(gap=0))
    async with open_app(folder, {"telegram": channel}, clock, CACHE) as app:
        app = app.reached_at("https://spil.example")
        way = Listening(channel, app)
        async with listening([platform_of(channel, lambda back: way)], app):
            yield Door(telegram, app, clock, way)
        telegram.hung_up()

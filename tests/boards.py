"""Platforms of our own for what the core does with places and people: they keep what was shown where."""

import itertools
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.joining import new_invitation
from bot.payload import Rendered
from bot.port import SENT, Delivered
from bot.shaping import Capabilities
from intents.model import Message
from storage.records import Conversation

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday, 9.00 in Brussels."""
_NUMBERS = itertools.count()


class Board:
    """One platform, on which people talk to `app`. Direct messages are at a person's own name."""

    can = Capabilities(True, True, False, False, 4_000, 10)

    def __init__(self, name: str) -> None:
        self.name, self.app = name, None
        self.shown: list[tuple[Conversation, Rendered]] = []

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        self.shown.append((place, message))
        return SENT

    async def join(self, sender: str, role: str = "coordinator", cell: str = "demo") -> None:
        """Make `sender` a member, as the code of an invitation does."""
        code = await new_invitation(self.app.store, cell, role, NOW)
        assert (await self.say(sender, code))[0].text.startswith("Welkom")

    async def say(self, sender: str, text: str = "", **more: Any) -> list[Rendered]:
        """What `sender` says, presses (`choice`) or says in a `room`; everything that was shown for it."""
        room, before = more.pop("room", ""), len(self.shown)
        more |= {"room": True, "root": room.split(":")[0]} if room else {}
        key, at = f"{self.name}-{next(_NUMBERS)}", more.pop("at", "") or room or sender
        direct = await self.app.receive(
            Message(key, self.name, at, sender, self.app.clock(), text=text, **more)
        )
        return [*direct, *(message for _, message in self.shown[before:])]

    async def press(self, sender: str, under: Rendered, label: str, **more: Any) -> list[Rendered]:
        """Press the button with this label under a message."""
        (choice,) = [button.id for button in under.choices if button.label == label]
        return await self.say(sender, choice=choice, **more)


@asynccontextmanager
async def boards(folder: Path, *names: str, now: datetime = NOW) -> AsyncIterator[tuple[Any, ...]]:
    """An application with a platform by each of these names: the application, then its boards."""
    channels = {name: Board(name) for name in names}
    async with open_app(folder, channels, lambda: now, CACHE) as app:
        for board in channels.values():
            board.app = app
        yield app, *channels.values()


def said(shown: list[Rendered]) -> str:
    """All of it as one text."""
    return "\n".join(message.text for message in shown)


__all__ = ["NOW", "App", "Board", "boards", "said"]

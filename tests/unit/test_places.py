"""Places on platforms: what must be known to write there again, and what a platform does to them."""

import tempfile
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App, open_app
from bot.joining import new_invitation
from bot.payload import Rendered
from bot.port import SENT, Delivered
from bot.shaping import Capabilities
from intents.model import Message
from storage.records import Conversation
from storage.store import database_file

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Board:
    """A platform of our own: it remembers what was shown where."""

    can = Capabilities(True, True, False, False, 4_000, 10)

    def __init__(self, name: str) -> None:
        self.name = name
        self.shown: list[tuple[Conversation, Rendered]] = []

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        self.shown.append((place, message))
        return SENT


@asynccontextmanager
async def boards(folder: Path, *names: str):
    """An application with a platform by each of these names."""
    channels = {name: Board(name) for name in names}
    async with open_app(folder, channels, lambda: NOW, CACHE) as app:
        yield app, channels


async def join(app: App, channel: str, sender: str, **more: object) -> Message:
    code = await new_invitation(app.store, "demo", "coordinator", NOW)
    hello = Message(f"join-{channel}-{sender}", channel, sender, sender, NOW, text=code, **more)
    assert (await app.receive(hello))[0].text.startswith("Welkom")
    return hello


async def test_what_a_platform_must_be_told_is_kept_sealed_and_given_back(tmp_path: Path) -> None:
    async with boards(tmp_path, "teams") as (app, channels):
        await join(app, "teams", "anna", reach="https://one.example.org/secret")
        await app.receive(Message("e1", "teams", "anna", "anna", NOW, text="hallo"))
    async with boards(tmp_path, "teams") as (app, channels):
        await app.receive(Message("e2", "teams", "anna", "anna", NOW, text="hallo"))
        assert channels["teams"].shown[-1][0].reach == "https://one.example.org/secret"
        moved = Message("e3", "teams", "anna", "anna", NOW, text="hallo", reach="https://two.example.org")
        await app.receive(moved)
        assert channels["teams"].shown[-1][0].reach == "https://two.example.org"
    assert b"example.org" not in database_file(tmp_path).read_bytes()

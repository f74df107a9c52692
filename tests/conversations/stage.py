"""A stage for conversations: the whole application behind its terminal, in one process, with a clock that is set."""

import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import open_app
from bot.channels.terminal import Terminal
from bot.cli.chat import Chat, ChatClock

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
"""Where the trained recogniser is kept between tests, as an installation keeps it in its own folder."""


class Stage:
    """One installation in `folder`. Use as an async context; `say`, `press`, `fill`, `pass_time`, `kill`."""

    def __init__(
        self, folder: Path, now: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC), key: str = "a"
    ) -> None:
        self.folder, self.out, self.key = folder / "data", folder / "out", key
        self.clock = ChatClock(self.folder)
        self.clock.fixed = now
        self.shown: list[dict[str, Any]] = []
        self.buttons: list[dict[str, str]] = []
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Stage":
        self.out.mkdir(parents=True, exist_ok=True)
        terminal = Terminal(self.shown.append, self.out)
        self.app = await self._stack.enter_async_context(
            open_app(self.folder, {"terminal": terminal}, self.clock, CACHE)
        )
        self.chat = Chat(self.app, self.clock, terminal)
        return self

    async def __aexit__(self, *reason: object) -> None:
        await self._stack.aclose()

    async def kill(self) -> None:
        """Begin anew on the same folder: what was in memory only is gone, as after kill -9."""
        await self._stack.aclose()
        await self.__aenter__()

    async def say(self, text: str, **more: Any) -> list[dict[str, Any]]:
        """Type something; the rows that came back."""
        return await self.row({"text": text, **more})

    async def press(self, label: str, **more: Any) -> list[dict[str, Any]]:
        """Press the button with this label under the last message that had buttons."""
        ids = [button["id"] for button in self.buttons if button["label"] == label]
        assert ids, f"no button {label!r}; there are {[b['label'] for b in self.buttons]}"
        return await self.row({"choice": ids[0], **more})

    async def fill(self, fields: Mapping[str, str], **more: Any) -> list[dict[str, Any]]:
        """Send a form of the channel's own."""
        return await self.row({"form": dict(fields), **more})

    async def pass_time(self, to: str) -> list[dict[str, Any]]:
        """Move the clock to a local ISO time; what falls due on the way is delivered."""
        return await self.row({"now": to})

    async def row(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """One row of `spil chat --jsonl` in, its rows out (without 'done')."""
        self.shown.clear()
        await self.chat.row({"in": 1, "from": self.key, **row})
        rows = [shown for shown in self.shown if "text" in shown]
        self.buttons = next((r["choices"] for r in reversed(rows) if r["choices"]), self.buttons)
        return rows

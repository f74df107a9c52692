"""`spil chat`: talk in this terminal, or over JSON Lines (interfaces.md)."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.app import App, open_app, system_clock
from bot.channels.terminal import Terminal, as_json, as_lines
from bot.cli.rows import BadRow, parse
from bot.joining import ROLES, join_terminal
from bot.log import start_logging
from intents.model import Message
from scheduler.recurrence import to_utc
from storage.store.deliveries import next_due

CLOCK_FILE = "chat-clock"
"""Where a chat whose clock was set remembers it: a second run goes on where the first stopped."""


@dataclass(slots=True)
class ChatClock:
    """The system's clock until somebody sets it; then it stands still between rows, also over runs."""

    folder: Path
    fixed: datetime | None = None

    def __call__(self) -> datetime:
        return self.fixed or system_clock()

    def resume(self) -> None:
        """Take up where an earlier run on this folder stood."""
        file = self.folder / CLOCK_FILE
        if file.exists():
            self.fixed = datetime.fromisoformat(file.read_text("ascii"))

    def set(self, moment: datetime) -> None:
        self.fixed = moment
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.folder / CLOCK_FILE).write_text(moment.isoformat(), "ascii")


@dataclass(slots=True)
class Chat:
    """One run of the verb: rows in, rows out."""

    app: App
    clock: ChatClock
    terminal: Terminal

    async def row(self, row: dict[str, Any]) -> None:
        """Work on one row. Raises `BadRow`."""
        self.terminal.number = row.get("in", 0)
        if row.get("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        if "now" in row:
            await self.move_clock(_moment(row["now"]))
        else:
            await self._say(row)
        self.terminal.show({"done": self.terminal.number})

    async def move_clock(self, to: datetime) -> None:
        """Let time pass up to `to`, stopping wherever something falls due on the way."""
        await self.app.tick()
        while (due := await self._due(to)) is not None:
            self.clock.set(max(due, self.clock()))
            await self.app.tick()
        self.clock.set(to)
        await self.app.tick()

    async def _due(self, to: datetime) -> datetime | None:
        async with self.app.store.everywhere() as everywhere:
            due = await next_due(everywhere)
        return due if due is not None and self.clock() < due < to else None

    async def _say(self, row: dict[str, Any]) -> None:
        app, key = self.app, str(row.get("from") or "")
        role = row.get("role") or "coordinator"
        if not key or role not in ROLES:
            raise BadRow(f"'from' is missing, or 'role' is none of {', '.join(ROLES)}")
        slug = str(row.get("cell") or app.settings.cell)
        language = str(row.get("lang") or app.settings.language)
        await join_terminal(app.store, key, role, slug, language, app.clock())
        message = self._message(row, key)
        for direct in await app.receive(message):
            self.terminal.show(self.terminal.row(message.conversation, direct))

    def _message(self, row: dict[str, Any], key: str) -> Message:
        room = row.get("room")
        form = row.get("form")
        return Message(
            event_key=secrets.token_hex(12),
            channel="terminal",
            conversation=str(room) if room else key,
            sender=key,
            received_at=self.app.clock(),
            text=str(row.get("text") or ""),
            choice=str(row["choice"]) if row.get("choice") else None,
            form={str(k): str(v) for k, v in form.items()} if isinstance(form, dict) else None,
            room=bool(room),
            addressed=row.get("addressed", True) is not False,
        )


@click.command()
@click.option("--jsonl", is_flag=True, help="Rows of JSON in and out.")
@click.option("--now", help="Where the clock stands, as local ISO time (Europe/Brussels).")
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Your own folder for files, outside --data.")
def command(jsonl: bool, now: str | None, data: Path, out: Path | None) -> None:
    start_logging()
    clock = ChatClock(data)
    if out and data.resolve() in (out.resolve(), *out.resolve().parents):
        raise click.UsageError("--out must lie outside --data: documents are never kept with the data")
    if now:
        clock.set(_given(now))
    elif jsonl:
        clock.resume()
    if out:
        out.mkdir(parents=True, exist_ok=True)
    failed = asyncio.run(_run(clock, Terminal(as_json if jsonl else as_lines, out), jsonl))
    sys.exit(1 if failed else 0)


async def _run(clock: ChatClock, terminal: Terminal, jsonl: bool) -> bool:
    async with open_app(clock.folder, {"terminal": terminal}, clock) as app:
        chat = Chat(app, clock, terminal)
        await app.outbox.deliver_due(clock())
        return await (_rows(chat, sys.stdin) if jsonl else _talk(chat))


async def _rows(chat: Chat, lines: Iterable[str]) -> bool:
    failed = False
    for line in lines:
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = parse(line)
            await chat.row(row)
        except BadRow as bad:
            failed = True
            chat.terminal.show({"in": row.get("in"), "error": str(bad)})
            chat.terminal.show({"done": row.get("in")})
    return failed


async def _talk(chat: Chat) -> bool:
    """A conversation with a person: a number presses the button with that number."""
    offered: list[dict[str, str]] = []

    def show(row: dict[str, Any]) -> None:
        nonlocal offered
        if "text" in row:
            offered = row["choices"]
            as_lines(row)

    chat.terminal.show = show
    await chat.row({"from": "terminal", "text": "hallo"})
    while (line := await asyncio.to_thread(_line)) is not None:
        pressed = int(line) if line.isdigit() else 0
        said = {"choice": offered[pressed - 1]["id"]} if 0 < pressed <= len(offered) else {"text": line}
        await chat.row({"from": "terminal", **said})
    return False


def _line() -> str | None:
    try:
        return input("> ")
    except EOFError:
        return None


def _moment(text: object) -> datetime:
    """An ISO time, local where it has no offset. Raises `BadRow`."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise BadRow("'now' is no ISO time") from None
    return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment)


def _given(now: str) -> datetime:
    try:
        return _moment(now)
    except BadRow:
        raise click.UsageError("--now is an ISO time such as 2026-03-02T09:00") from None

"""`spil chat`: talk in this terminal, or over JSON Lines (interfaces.md)."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot import log
from bot.app import App
from bot.assistant import UNAVAILABLE, aside
from bot.channels.terminal import Terminal, as_json, as_lines, write_whole
from bot.cli.opening import opened
from bot.cli.rows import BadRow, language_of, parse
from bot.joining import ROLES, bind_room, join_terminal
from bot.log import start_logging
from intents.model import Message, Phrase
from scheduler.recurrence import to_utc
from storage.moments import system_clock
from storage.store import StoreUnavailable
from storage.store.conversations import Conflict

CLOCK_FILE = "chat-clock"
"""Where a chat whose clock was set remembers it: a second run goes on where the first stopped."""


FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Between these a clock may be set: years of reminders can be counted on both sides."""


@dataclass(slots=True)
class ChatClock:
    """The system's clock until somebody sets it; then it stands still between rows, also over runs."""

    folder: Path
    fixed: datetime | None = None

    def __call__(self) -> datetime:
        return self.fixed or system_clock()

    def resume(self) -> None:
        """Take up where an earlier run on this folder stood."""
        with suppress(OSError, ValueError):  # No such file; or no clock in it, and then the system's serves.
            self.fixed = datetime.fromisoformat((self.folder / CLOCK_FILE).read_text("ascii"))

    def set(self, moment: datetime) -> None:
        """Stand at `moment`; a disk that is full costs only the memory of it over runs."""
        self.fixed = moment
        try:
            write_whole(self.folder / CLOCK_FILE, moment.isoformat().encode("ascii"))
        except OSError as error:
            log.fault("clock not kept", CLOCK_FILE, error)


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
        _check_text(row)
        try:
            if "now" in row:
                await self.move_clock(_moment(row["now"]))
            else:
                await self._say(row)
        except StoreUnavailable:
            self._aside(row, UNAVAILABLE)
        except Conflict:
            self._aside(row, Phrase("place-of-others"))
        self.terminal.show({"done": self.terminal.number})

    async def move_clock(self, to: datetime) -> None:
        """Let time pass up to `to`, stopping wherever something falls due on the way."""
        if to >= self.clock():  # Set back, what is due later than `to` must not leave now.
            await self.app.tick()
        while (due := await self._due(to)) is not None:
            self.clock.set(max(due, self.clock()))
            await self.app.tick()
        self.clock.set(to)
        await self.app.tick()

    async def _due(self, to: datetime) -> datetime | None:
        due = await self.app.outbox.next_due()
        return due if due is not None and self.clock() < due < to else None

    async def _say(self, row: dict[str, Any]) -> None:
        app, key = self.app, str(row.get("from") or "")
        role = row.get("role") or "coordinator"
        if not key or role not in ROLES:
            raise BadRow(f"'from' is missing, or 'role' is none of {', '.join(ROLES)}")
        slug = str(row.get("cell") or app.settings.cell)
        language = language_of({"lang": row.get("lang") or app.settings.language})
        member = await join_terminal(app.store, key, role, slug, language, app.clock())
        message = self._message(row, key)
        if message.room and message.addressed:
            await bind_room(app.store, member, "terminal", message.conversation, app.clock())
        for direct in await app.receive(message):
            self.terminal.show(self.terminal.row(message.conversation, direct))

    def _aside(self, row: dict[str, Any], phrase: Phrase) -> None:
        """Say to whoever sent the row why nothing came of it."""
        told = aside(secrets.token_hex(12), self.app.settings.language, phrase)
        self.terminal.show(self.terminal.row(str(row.get("from") or ""), told))

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
        clock.fixed = _given(now)
    elif jsonl:
        clock.resume()
    if out:
        _make(out)
    failed = asyncio.run(_run(clock, Terminal(as_json if jsonl else as_lines, out), jsonl))
    sys.exit(1 if failed else 0)


async def _run(clock: ChatClock, terminal: Terminal, jsonl: bool) -> bool:
    async with opened(clock.folder, {"terminal": terminal}, clock) as app:
        if clock.fixed:
            clock.set(clock.fixed)
        terminal.language = app.settings.language
        chat = Chat(app, clock, terminal)
        with suppress(StoreUnavailable):  # What is due stays due: the next row delivers it.
            await app.outbox.deliver_due(clock())
        return await (_rows(chat, sys.stdin) if jsonl else _talk(chat))


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise click.ClickException(
            f"--out cannot be made ({refused.strerror}); choose another folder"
        ) from None


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
            _refuse(chat, row, str(bad))
        except Exception as error:
            failed = True
            error_id = secrets.token_hex(4)
            log.fault("row failed", error_id, error)
            _refuse(chat, row, f"this row failed; the log has it as {error_id}")
    return failed


def _refuse(chat: Chat, row: dict[str, Any], why: str) -> None:
    chat.terminal.show({"in": row.get("in"), "error": why})
    chat.terminal.show({"done": row.get("in")})


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
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadRow(f"'now' lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment)


def _check_text(row: dict[str, Any]) -> None:
    """Raises `BadRow` where a name holds half a character, which no file or database can write down."""
    for key in ("from", "room", "cell"):
        try:
            str(row.get(key)).encode()
        except UnicodeEncodeError:
            raise BadRow(f"'{key}' is no text") from None


def _given(now: str) -> datetime:
    try:
        return _moment(now)
    except BadRow:
        raise click.UsageError("--now is an ISO time such as 2026-03-02T09:00") from None

"""Telegram: updates go in as batches of getUpdates, what people see are the calls of the Bot API that were taken."""

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.app import App
from tests.channels.driver import Driver, Shown
from tests.channels.pages import filled_in
from tests.contracts.telegram.front_door import Door, opened
from tests.contracts.telegram.server import LIMITS, FakeTelegram, fake_telegram, read_html, said_by_bot
from tests.contracts.telegram.updates import pressed, said

FIRST, GROUP = 7001, -4001


class OnTelegram(Driver):
    """People are users with a chat of their own; rooms are groups."""

    name = "telegram"
    edits = True
    longest = LIMITS["text"]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server, self._run = AsyncExitStack(), AsyncExitStack()
        self._rooms: list[str] = []
        self._number = 0
        self._last: dict[str, Any] = {}
        self._telegram: FakeTelegram | None = None
        self._door: Door | None = None

    @property
    def telegram(self) -> FakeTelegram:
        assert self._telegram
        return self._telegram

    @property
    def door(self) -> Door:
        assert self._door
        return self._door

    @property
    def app(self) -> App:
        return self.door.app

    async def open(self) -> None:
        if self._telegram is None:
            self._telegram = await self._server.enter_async_context(fake_telegram())
        self._door = await self._run.enter_async_context(
            opened(self.folder / "data", self._telegram, self.clock)  # type: ignore[arg-type]
        )

    async def close(self) -> None:
        await self._run.aclose()

    async def __aexit__(self, *reason: object) -> None:
        await self.close()
        await self._server.aclose()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        self._number += 1
        await self.door.join(self._user(person), role, self._number)

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        typed = f"@SpilBot {text}" if room and addressed else text
        self._number += 1
        await self._give(said(self._number, typed, self._user(person), self._chat(person, room)))

    async def push(self, person: str, shown: Shown, label: str) -> None:
        data, chat, number = shown.buttons[label]
        self._number += 1
        under = said_by_bot(number, self.telegram.messages[chat, number])
        await self._give(pressed(self._number, data, self._user(person), under=under))

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        await self.say(person, "start een terugkoppelingsfiche")
        (link,) = (await self.screen(person))[-1].links
        return await filled_in(self.app, link, answers)

    async def again(self) -> None:
        await self._give(self._last)

    async def _give(self, update: dict[str, Any]) -> None:
        self._last = update
        self.telegram.give(update)
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        mine = self._user(person)["id"]
        messages = self.telegram.messages.items()
        return [self._shown(chat, n, given) for (chat, n), given in messages if chat == mine or chat < 0]

    def _shown(self, chat: int, number: int, given: dict[str, Any]) -> Shown:
        rows = given.get("reply_markup", {}).get("inline_keyboard", [])
        text, entities = read_html(given.get("text", ""))
        buttons = {button["text"]: (button["callback_data"], chat, number) for row in rows for button in row}
        file = ("uitnodiging.ics", given["document"]) if isinstance(given.get("document"), bytes) else None
        room = self._rooms[GROUP - chat] if chat < 0 else ""
        return Shown(as_seen(text), buttons, _sources(text, entities), room, file)

    async def worked(self) -> None:
        await self.telegram.settled()
        await self.door.way.desk.finish()

    def refused(self) -> list[str]:
        return self.telegram.refused

    def _user(self, person: str) -> dict[str, Any]:
        if person not in self.people:
            self.people.append(person)
        number = FIRST + self.people.index(person)
        language = self.locales.get(person, "nl")
        return {"id": number, "is_bot": False, "first_name": person[0].upper(), "language_code": language}

    def _chat(self, person: str, room: str) -> int | None:
        if not room:
            return None
        if room not in self._rooms:
            self._rooms.append(room)
        return GROUP - self._rooms.index(room)


def as_seen(text: str) -> str:
    """A text without the characters that have no width: they keep Telegram from making mentions and links."""
    return re.sub("[\u200b\u2060]", "", text)


def _sources(text: str, entities: list[tuple[str, str | None]]) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if line.startswith("[")]
    return tuple(lines) or tuple(link for _, link in entities if link)

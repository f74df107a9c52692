"""Telegram calls: Spil's own web server takes an update in before it says so, and takes nothing from anybody else."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import App, open_app
from bot.channels.pace import Pace
from bot.channels.platform import Unusable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import KINDS, Listening
from bot.channels.web import WebChannel, make_site
from bot.joining import join_web, new_invitation
from bot.pages.guard import LARGEST_BODY
from tests.contracts.telegram.front_door import CACHE, Clock
from tests.contracts.telegram.server import TOKEN, FakeTelegram, fake_telegram, read_html
from tests.contracts.telegram.updates import pressed, said

SECRET = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "mag een school iets zeggen over een leerling?"


class Called:
    """Spil as Telegram calls it, behind a reverse proxy."""

    def __init__(self, telegram: FakeTelegram, app: App, way: Listening, client: httpx.AsyncClient) -> None:
        self.telegram, self.app, self.way, self.client = telegram, app, way, client

    async def post(self, body: dict[str, Any] | bytes, secret: str | None = None) -> int:
        """Call with a body; with the secret that Telegram was given unless another is."""
        secret = self.telegram.webhook["secret_token"] if secret is None and self.telegram.webhook else secret
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {SECRET.encode(): secret.encode()} if secret else {}
        return (await self.client.post("/telegram", content=content, headers=headers)).status_code

    async def take(self, *updates: dict[str, Any]) -> list[str]:
        before = len(self.telegram.sent)
        for update in updates:
            assert await self.post(update) == 200
        await self.way.desk.finish()
        return [read_html(call["text"])[0] for call in self.telegram.sent[before:]]

    async def join(self) -> list[str]:
        code = await new_invitation(self.app.store, "demo", "coordinator", self.app.clock())
        return await self.take(said(1, f"/start {code}"))


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake
        assert fake.refused == []


@asynccontextmanager
async def called(folder: Path, telegram: FakeTelegram) -> AsyncIterator[Called]:
    channel, web = TelegramChannel(TOKEN, telegram.url, Pace(gap=0)), WebChannel()
    async with open_app(folder, {"telegram": channel, "web": web}, Clock(), CACHE) as app:
        app = app.reached_at("https://spil.example")
        way = Listening(channel, app, webhook=True)
        site = make_site(app, web, join_web, ["spil.example"], way.routes())
        listening = asyncio.create_task(way.listen())
        await telegram.called_anew("setMyCommands")
        there = httpx.ASGITransport(site, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=there, base_url="http://spil.example") as client:
            yield Called(telegram, app, way, client)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_message_is_taken_in_before_telegram_is_told_and_answered_once(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with called(tmp_path, telegram) as door:
        assert telegram.webhook
        assert telegram.webhook["url"] == "https://spil.example/telegram"
        assert telegram.webhook["allowed_updates"] == KINDS
        assert (await door.join())[0].startswith("Welkom")
        update = said(2, QUESTION)
        assert len(await door.take(update, update)) == 1
        assert await door.take(update) == []
    async with called(tmp_path, telegram) as door:
        assert await door.take(update) == []


async def test_a_press_is_answered_and_shows_what_was_chosen(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with called(tmp_path, telegram) as door:
        await door.join()
        await door.take(said(2, "nodig iemand uit"))
        row = telegram.sent[-1]["reply_markup"]["inline_keyboard"][0]
        assert "https://spil.example/join/" in (await door.take(pressed(3, row[0]["callback_data"])))[0]
        assert telegram.count("answerCallbackQuery") == 1


async def test_a_call_without_the_secret_does_nothing(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with called(tmp_path, telegram) as door:
        await door.join()
        assert telegram.webhook
        secret = telegram.webhook["secret_token"]
        before = len(telegram.calls)
        for wrong in (
            "",
            "x",
            "é",
            secret[:-1],
            f"{secret}0",
            f" {secret}x",
            secret.upper(),
            "0" * len(secret),
        ):
            assert await door.post(said(2, QUESTION), wrong) == 401
        await door.way.desk.finish()
        assert len(telegram.calls) == before
        assert len(await door.take(said(2, QUESTION))) == 1  # The same event, from Telegram itself.


NO_UPDATES = (b"", b"{", b"[]", b"null", b'{"update_id": 7, "message": 1}', b'{"message": {}}')


async def test_what_is_no_update_is_refused_and_too_large_a_one_read_no_further(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with called(tmp_path, telegram) as door:
        before = len(telegram.calls)
        for body in (*NO_UPDATES, b'{"update_id": 7, "message": {}}', b'{"update_id": 7, "x": "\\ud800"}'):
            assert await door.post(body) == 400
        assert await door.post(b"{" + b" " * LARGEST_BODY) == 413
        assert len(telegram.calls) == before


async def test_the_secret_is_another_in_each_installation_and_stored_nowhere(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    secrets = []
    for name in ("a", "b", "a"):
        async with called(tmp_path / name, telegram) as door:
            await door.join() if len(secrets) < 2 else None
            assert telegram.webhook
            secrets.append(telegram.webhook["secret_token"])
            kept = b"".join(file.read_bytes() for file in (tmp_path / name).rglob("*") if file.is_file())
            assert secrets[-1].encode() not in kept
    assert secrets[0] == secrets[2] != secrets[1]


async def test_an_address_that_telegram_cannot_call_is_said_with_the_next_step(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    channel = TelegramChannel(TOKEN, telegram.url, Pace(gap=0))
    async with open_app(tmp_path, {"telegram": channel}, Clock(), CACHE) as app:
        with pytest.raises(Unusable) as unusable:
            await Listening(channel, app, webhook=True).listen()
    assert "an https url must be provided" in str(unusable.value)
    assert "--url" in str(unusable.value)
    telegram.refused.clear()


async def test_who_polls_takes_a_webhook_away(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with called(tmp_path, telegram):
        assert telegram.webhook
    channel = TelegramChannel(TOKEN, telegram.url, Pace(gap=0))
    async with open_app(tmp_path, {"telegram": channel}, Clock(), CACHE) as app:
        listening = asyncio.create_task(Listening(channel, app).listen())
        await telegram.settled()
        assert telegram.webhook is None
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

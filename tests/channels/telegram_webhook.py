"""Telegram by webhook: it calls Spil with the secret that it was given, instead of being asked for updates."""

import asyncio
from typing import Any

import httpx

from bot.app import App, open_app
from bot.channels.pace import Pace
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import Listening
from tests.channels.driver import HOME
from tests.channels.pages import site_of
from tests.channels.telegram import OnTelegram
from tests.contracts.telegram.front_door import CACHE
from tests.contracts.telegram.server import TOKEN, fake_telegram
from tests.contracts.telegram.updates import said


class OnTelegramWebhook(OnTelegram):
    """Each update is a call to Spil's own web server."""

    _opened: App | None = None

    @property
    def app(self) -> App:
        assert self._opened
        return self._opened

    async def open(self) -> None:
        if self._telegram is None:
            self._telegram = await self._server.enter_async_context(fake_telegram())
        channel = TelegramChannel(TOKEN, self._telegram.url, Pace(gap=0))
        app = await self._run.enter_async_context(
            open_app(self.folder / "data", {"telegram": channel}, self.clock, CACHE)
        )
        self._opened = app.reached_at(HOME)
        self._way = Listening(channel, self._opened, webhook=True)
        self._listening = asyncio.create_task(self._way.listen())
        await self._telegram.called_anew("setMyCommands")
        transport = httpx.ASGITransport(site_of(self._opened, self._way.routes()))
        self._client = httpx.AsyncClient(transport=transport, base_url=HOME)

    async def close(self) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self._client.aclose()
        await self._run.aclose()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        self._number += 1
        await self._give(said(self._number, f"/start {await self.invitation(role)}", self._user(person)))

    async def _give(self, update: dict[str, Any]) -> None:
        self._last = update
        assert self.telegram.webhook
        secret = {"X-Telegram-Bot-Api-Secret-Token": self.telegram.webhook["secret_token"]}
        answer = await self._client.post("/telegram", json=update, headers=secret)
        assert answer.status_code == 200, answer.status_code
        await self.settle()

    async def worked(self) -> None:
        await self._way.desk.finish()

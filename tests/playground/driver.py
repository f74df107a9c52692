"""The Playground as a channel of the contract: Spil without Microsoft's keys, a client of Microsoft's for each person.

This is the only composition root in which nobody's token is checked, and it is no part of the program.
"""

import asyncio
import json
import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import jwt
import uvicorn
from microsoft_teams.api import TokenCredentials
from playwright.async_api import Browser, async_playwright
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import App, open_app
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.listening import Listening
from bot.channels.teams.sdk import Teams, World
from bot.channels.web import WebChannel
from bot.joining import new_invitation
from bot.rendering.teams import CAPABILITIES
from tests.channels.driver import Driver, Shown, until
from tests.channels.pages import site_of
from tests.conversations.stage import CACHE
from tests.playground.client import BOT, TENANT, Client
from tests.playground.form import filled_in
from tests.playground.page import Window

TOKEN = jwt.encode({"aud": "nobody"}, "made-up-and-long-enough-for-a-test", "HS256")
"""The library reads what it shows to the connector; the Playground asks for none."""
CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Counted:
    """Counts what people said and pressed, once Spil has taken it in; a client also tells of itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.answered = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()

        async def read() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        await self.app(scope, read, send)
        told = scope.get("path") == "/api/messages" and json.loads(body or b"{}")
        self.answered += bool(told) and told["type"] in ("message", "invoke")


class OnPlayground(Driver):
    """Each person has a client, a page in Chromium and a chat with Spil; the room is a channel of the first one's."""

    name = "playground"
    repeats = False
    files = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._run, self._browsing = AsyncExitStack(), AsyncExitStack()
        self._clients: dict[str, Client] = {}
        self.windows: dict[str, Window] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.home = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._browser: Browser | None = None
        self._app: App | None = None

    @property
    def app(self) -> App:
        assert self._app
        return self._app

    def _channel(self) -> TeamsChannel:
        """The Playground for Microsoft: only on this machine, no caller is checked, no token asked for, no dialogs."""
        nobody = TokenCredentials(client_id=BOT, tenant_id=TENANT, token=lambda scope, tenant: TOKEN)
        here = r"http://(127\.0\.0\.1|localhost):\d+/_connector/?"
        world = World(services=here, credentials=nobody, unchecked=True)
        return TeamsChannel(Teams(BOT, "made-up", TENANT, world), can=replace(CAPABILITIES, form=False))

    async def open(self) -> None:
        if self._browser is None:
            playwright = await self._browsing.enter_async_context(async_playwright())
            self._browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        web = WebChannel()
        channel = self._channel()
        channels = {"teams": channel, "web": web}
        app = await self._run.enter_async_context(open_app(self.folder / "data", channels, self.clock, CACHE))
        self._app = app.reached_at(self.home)
        self._listening = Listening(channel, self._app)
        site = site_of(self._app, self._listening.routes(), web)
        self._counted = Counted(site)
        config = uvicorn.Config(
            self._counted, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        self._server, self._serving = server, asyncio.create_task(server.serve([self._socket.dup()]))
        await until(lambda: server.started)

    async def close(self) -> None:
        self._server.should_exit = True
        await self._serving
        await self._listening.desk.finish()
        await self._run.aclose()

    async def __aexit__(self, *reason: object) -> None:
        await self._browsing.aclose()
        for client in self._clients.values():
            await client.stop()
        await self.close()
        self._socket.close()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        assert self._browser
        client = Client(self.folder / person, person, len(self.people))
        self._clients[person] = client
        await client.start(f"{self.home}/api/messages")
        look = {"width": 1400, "height": 1000}
        page = await self._browser.new_page(viewport=look, locale="nl-BE", timezone_id="Europe/Brussels")
        page.set_default_timeout(30_000)
        await page.goto(client.home)
        self.windows[person] = Window(page)
        await page.get_by_role("textbox").first.wait_for()
        code = await new_invitation(self.app.store, "demo", role, self.clock())
        await self.say(person, code)
        assert any("Welkom" in shown.text for shown in await self.screen(person))

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        before = self._counted.answered
        await self.windows[person].type(text, room, addressed)
        await self._worked(before)

    async def push(self, person: str, shown: Shown, label: str) -> None:
        before = self._counted.answered
        await self.windows[person].press(shown.buttons[label], label, shown.room)
        await self._worked(before)

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        """There are no dialogs here: by the link, in a page of the same browser."""
        await self.say(person, "start een terugkoppelingsfiche")
        (link,) = [link for shown in (await self.seen(person))[-1:] for link in shown.links]
        assert self._browser
        page = await self._browser.new_page(locale="nl-BE", accept_downloads=True)
        return await filled_in(page, f"{self.home}{link}", answers)

    async def again(self) -> None:
        raise AssertionError("the Playground repeats nothing")

    async def _worked(self, before: int) -> None:
        await until(lambda: self._counted.answered > before, 60)
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        window = self.windows[person]
        alone = await window.shown("")
        return alone + (await window.shown("zaal") if person == self.people[0] else [])

    async def worked(self) -> None:
        """What was sent is on the pages: their number of messages rests."""
        await self._listening.desk.finish()
        seen: list[str] = []
        while seen[-3:].count("".join(seen[-1:])) < 3:
            await asyncio.sleep(0.2)
            texts = [await window.page.locator("#root").inner_text() for window in self.windows.values()]
            seen.append("\0".join(texts))

    def refused(self) -> list[str]:
        return []

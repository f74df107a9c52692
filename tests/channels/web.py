"""The web chat: a browser for each person, over a real line; a row counts as seen once the page says so."""

import asyncio
import html
import json
import re
import secrets
import socket
from base64 import b64decode
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from bot.app import App, open_app
from bot.channels.web import WebChannel
from bot.channels.web import channel as web
from bot.joining import new_invitation
from bot.phrases import plain
from tests.channels.driver import Driver, Shown, until
from tests.channels.pages import site_of
from tests.conversations.stage import CACHE


class Browser:
    """One person's page: rows come as server-sent events, each is shown and acknowledged."""

    def __init__(self, home: str) -> None:
        self.client = httpx.AsyncClient(base_url=home, headers={"origin": home}, timeout=120)
        self.rows: dict[str, dict[str, Any]] = {}
        self.open = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def look(self, path: str) -> None:
        """Open a page without a script: its words."""
        page = (await self.client.get(path)).text.partition("<main")[2]
        words = html.unescape(re.sub(r"<[^>]*>", " ", page))
        self.rows[secrets.token_hex(4)] = {"text": words, "choices": [], "citations": []}

    async def join(self, token: str) -> None:
        """Open the link of an invitation and press its button."""
        await self.look(f"/join/{token}")
        assert (await self.client.post("/join", data={"token": token})).status_code == 303
        await self.load()

    async def load(self) -> None:
        """Open the page."""
        home = (await self.client.get("/")).text
        self.client.headers["x-spil-token"] = home.split('data-token="')[1].split('"')[0]
        self.open.clear()
        self._listening = asyncio.create_task(self._listen())
        await self.open.wait()

    async def leave(self) -> None:
        """The line is gone; cookies stay."""
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def send(self, said: dict[str, Any]) -> None:
        """What the page's script does with what is typed or pressed."""
        answer = await self.client.post("/messages", json=said)
        body = answer.json()
        if "text" in body:
            self.rows[secrets.token_hex(4)] = {"text": body["text"], "choices": [], "citations": []}
        for row in body.get("replies", ()):
            await self._show(row)

    async def _listen(self) -> None:
        with suppress(httpx.HTTPError):
            async with self.client.stream("GET", "/events") as stream:
                async for line in stream.aiter_lines():
                    self.open.set()
                    if line.startswith("data: "):
                        await self._show(json.loads(line.removeprefix("data: ")))

    async def _show(self, row: dict[str, Any]) -> None:
        self.rows.setdefault(row["id"], row)
        await self.client.post("/ack", json={"id": row["id"]})


class OnWeb(Driver):
    """People are browsers with a session. Nobody else is ever in a place, so there are no rooms."""

    name = "web"
    rooms = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._run = AsyncExitStack()
        self._browsers: dict[str, Browser] = {}
        self._last: tuple[str, dict[str, Any]] = ("", {})
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.home = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._app: App | None = None

    @property
    def app(self) -> App:
        assert self._app
        return self._app

    async def open(self) -> None:
        web.PATIENCE = 60.0  # On a slow machine a page that shows a row late is no page that is gone.
        channel = WebChannel()
        app = await self._run.enter_async_context(
            open_app(self.folder / "data", {"web": channel}, self.clock, CACHE)
        )
        self._app = app.reached_at(self.home)
        site = site_of(self._app, web=channel)
        config = uvicorn.Config(site, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        self._server, self._serving = server, asyncio.create_task(server.serve([self._socket.dup()]))
        await until(lambda: server.started)
        for known in self._browsers.values():
            await known.load()

    async def close(self) -> None:
        for known in self._browsers.values():
            await known.leave()
        self._server.should_exit = True
        await self._serving
        await self._run.aclose()

    async def __aexit__(self, *reason: object) -> None:
        await self.close()
        for known in self._browsers.values():
            await known.client.aclose()
        self._socket.close()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        token = await new_invitation(self.app.store, "demo", role, self.clock())
        self._browsers[person] = Browser(self.home)
        await self._browsers[person].join(token)

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        if person not in self.people:
            return await self._knock(person, text)
        await self._send(person, {"event": f"event-{secrets.token_hex(8)}", "text": text})

    async def _knock(self, person: str, text: str) -> None:
        """A stranger has no box to type in: they see what the page says, or open the link of an invitation."""
        stranger = self._browsers.setdefault(person, Browser(self.home))
        if re.fullmatch(r"[\w-]{32}", text):
            self.people.append(person)
            await stranger.join(text)
        else:
            await stranger.look("/")

    async def push(self, person: str, shown: Shown, label: str) -> None:
        await self._send(person, {"event": f"event-{secrets.token_hex(8)}", "choice": shown.buttons[label]})

    async def again(self) -> None:
        await self._send(*self._last)

    async def _send(self, person: str, said: dict[str, Any]) -> None:
        self._last = (person, said)
        await self._browsers[person].send(said)
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        return [_shown(row) for row in self._browsers[person].rows.values()]

    async def worked(self) -> None:
        """What was delivered was acknowledged by a page, so it is on its screen."""

    def refused(self) -> list[str]:
        return []


def _shown(row: dict[str, Any]) -> Shown:
    file = row.get("file")
    return Shown(
        text=plain(row["text"]),
        buttons={choice["label"]: choice["id"] for choice in row["choices"]},
        sources=tuple(citation["title"] for citation in row["citations"]),
        file=(file["name"], b64decode(file["content"])) if file else None,
    )

"""The running sheet on the screen of the table: by a link that opens once; it shows what passed the gate, keeps
nothing, and ends with the sheet."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import make_site
from bot.joining import join_web
from bot.pages.screen import screen_routes
from intents.boxes import IDLE, LONGEST
from intents.handover import OPENS
from tests.conversations.stage import Stage
from tests.leak_scanner import leaks

NOW = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
HOME = "http://127.0.0.1:8080"
FROM_US = {"origin": HOME}
BEGIN = (
    "start een terugkoppelingsfiche",
    "naar de LTF",
    "ja",
    "persoon",
    "zit mee aan tafel",
    "nieuwe referentie",
)
SECRET = "het kwebbeltraject sinds januari"


class Screen:
    """A browser that has the link."""

    def __init__(self, site: Starlette, link: str) -> None:
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=HOME)
        self.path = link.removeprefix(HOME)
        self.look = ""

    async def post(self, path: str, said: Any, headers: dict[str, str] = FROM_US) -> httpx.Response:
        return await self._client.post(path, json=said, headers=headers)

    async def open(self) -> int:
        answer = await self.post("/screen/open", {"token": self.path.rsplit("/", 1)[1]})
        self.look = answer.json().get("look", "")
        return answer.status_code

    async def page(self) -> str:
        return (await self._client.get(self.path)).text

    async def seen(self) -> dict[str, Any]:
        answer = await self.post("/screen/now", {"look": self.look})
        return {"status": answer.status_code, **answer.json()}

    async def text(self) -> str:
        seen = await self.seen()
        return "\n".join(" ".join(line) for part in ("asked", "filled") for line in seen[part])


@asynccontextmanager
async def watched(stage: Stage) -> AsyncIterator[Screen]:
    """A screen with the link that the dialogue gives; not opened yet."""
    site = make_site(stage.app, WebChannel(), join_web, ["127.0.0.1"], screen_routes(stage.app))
    rows = await stage.say("toon op groot scherm")
    link = re.search(rf"{HOME}/screen/[\w-]{{32}}", rows[0]["text"])
    assert link
    screen = Screen(site, link[0])
    yield screen
    await screen._client.aclose()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, NOW) as opened:
        for text in BEGIN:
            await opened.say(text)
        yield opened


async def test_what_is_asked_and_filled_in_is_shown_and_nothing_is_kept(stage: Stage) -> None:
    async with watched(stage) as screen:
        assert "LR-" not in await screen.page()
        assert await screen.open() == 200
        assert "Welke stad of gemeente?" in await screen.text()
        for text in ("Mechelen", "overslaan", "vandaag", "sociale context en vragen", SECRET):
            await stage.say(text)
        shown = await screen.text()
        assert "positiefs of neutraals" in shown
        assert f"Sociale context: {SECRET}" in shown
        assert "Mechelen" in shown
        await stage.say("Zijn broer Mohamed Benali helpt hem.")
        assert "Benali" not in await screen.text()
        assert leaks([SECRET], stage.folder) == []
        for text in ("nee", "opstart", "begeleiding en werk", "overslaan", "CLB en politie"):
            await stage.say(text)
        assert (await screen.seen())["whole"] is True
        assert "Leeg:" in await screen.text()
        await stage.say("stop")
        assert "staat stil" in await screen.text()
        assert SECRET not in await screen.text()


async def test_a_screen_ends_with_its_sheet(stage: Stage) -> None:
    async with watched(stage) as screen:
        await screen.open()
        await stage.say("we trekken de consensus in")
        await stage.say("ja")
        assert await screen.seen() == {"status": 200, "over": True}
        for text in BEGIN:
            await stage.say(text)
        assert (await screen.seen())["status"] == 410


async def test_a_link_opens_once_and_in_time(stage: Stage) -> None:
    async with watched(stage) as first, watched(stage) as second:
        assert [await first.open(), await first.open()] == [200, 410]
        stage.clock.fixed = NOW + OPENS
        assert await second.open() == 410


async def test_looking_keeps_no_text_alive(stage: Stage) -> None:
    async with watched(stage) as screen:
        await screen.open()
        for text in ("Mechelen", "overslaan", "vandaag", "reden", SECRET):
            await stage.say(text)
        stage.clock.fixed = NOW + IDLE + timedelta(seconds=1)
        await screen.seen()
        await stage.pass_time("2026-03-20T09:31")
        assert SECRET not in await screen.text()
        stage.clock.fixed = NOW + LONGEST
        assert (await screen.seen())["status"] == 410


async def test_what_is_forged_shows_nothing(stage: Stage) -> None:
    async with watched(stage) as screen:
        token = screen.path.rsplit("/", 1)[1]
        assert (
            await screen.post("/screen/open", {"token": token}, {"origin": "https://evil.example"})
        ).status_code == 403
        assert (await screen.post("/screen/open", {"token": token}, {})).status_code == 403
        for said in ({"token": token[::-1]}, {"token": f"look:{token}"}, {"token": ""}):
            assert (await screen.post("/screen/open", said)).status_code == 410
        for said in ({"token": [token]}, {}, {"look": token}):
            assert (await screen.post("/screen/open", said)).status_code == 400
        await screen.open()
        for look in (token, f"link:{token}", screen.look[::-1], ""):
            assert (await screen.post("/screen/now", {"look": look})).status_code == 410
        assert (await screen.post("/screen/now", {"look": screen.look}, {})).status_code == 403
        assert (await screen.seen())["status"] == 200

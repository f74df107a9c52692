"""The way in: a link works once and not by looking at it, only our own page is listened to, an event counts once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest
import pytest_asyncio

from bot.app import App, open_app
from bot.channels.web import WebChannel, make_site
from bot.channels.web.turns import LONGEST_TEXT
from bot.joining import join_web, new_invitation
from bot.pages.guard import LARGEST_BODY, Buckets, Refused
from storage.store import StoreUnavailable
from tests.conversations.stage import CACHE

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOME = "http://127.0.0.1:8080"
FROM_US = {"origin": HOME}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[App]:
    folder = tmp_path_factory.mktemp("data")
    async with open_app(folder, {"web": WebChannel()}, lambda: NOW, CACHE) as opened:
        yield opened


def browser(app: App) -> httpx.AsyncClient:
    site = make_site(app, WebChannel(), join_web, ["127.0.0.1"])
    return httpx.AsyncClient(transport=httpx.ASGITransport(site, raise_app_exceptions=False), base_url=HOME)


@asynccontextmanager
async def joined(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with a session, whose requests carry what the page's would."""
    async with browser(app) as client:
        token = await new_invitation(app.store, "demo", "coordinator", NOW)
        assert (await client.post("/join", data={"token": token}, headers=FROM_US)).status_code == 303
        home = (await client.get("/")).text
        client.headers.update({**FROM_US, "x-spil-token": home.split('data-token="')[1].split('"')[0]})
        yield client


async def test_looking_at_a_link_uses_nothing_up_and_joining_uses_it_up(app: App) -> None:
    token = await new_invitation(app.store, "demo", "member", NOW)
    async with browser(app) as client:
        for _ in range(3):
            assert token in (await client.get(f"/join/{token}")).text
        answer = await client.post("/join", data={"token": token}, headers=FROM_US)
        cookie = answer.headers["set-cookie"]
        assert answer.headers["location"] == "/"
        assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
        assert "Secure" not in cookie
        again = await client.post("/join", data={"token": token}, headers={**FROM_US, "accept": "text/html"})
    assert again.status_code == 410
    assert "al gebruikt" in again.text


async def test_a_stranger_reads_how_to_get_a_link(app: App) -> None:
    async with browser(app) as client:
        assert "Vraag er een aan" in (await client.get("/")).text
        for path in ("/state", "/events"):
            answer = await client.get(path)
            assert (answer.status_code, "link" in answer.json()["text"]) == (401, True)


async def test_every_answer_carries_the_guarding_headers(app: App) -> None:
    async with browser(app) as client:
        for path in ("/", "/join/x", "/static/spil.js", "/static/page.html", "/nowhere", "/state"):
            headers = (await client.get(path)).headers
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["cache-control"] == "no-store"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-content-type-options"] == "nosniff"


async def test_another_name_for_this_machine_is_refused(app: App) -> None:
    async with browser(app) as client:
        assert (await client.get("/", headers={"host": "evil.example"})).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
        {"origin": HOME, "sec-fetch-site": "same-site"},
        {"origin": HOME, "x-spil-token": "guessed"},
        {"origin": HOME, "x-spil-token": ""},
    ],
)
async def test_a_post_that_another_site_sent_is_refused(app: App, headers: dict[str, str]) -> None:
    async with joined(app) as client:
        said = {"event": "event-forged", "text": "hallo"}
        assert (await client.post("/messages", json=said, headers=headers)).status_code == 403
        assert (await client.post("/ack", json={"id": "x"}, headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"text": "hallo"}, 400),
        ({"event": "kort", "text": "hallo"}, 400),
        ({"event": "event-0001"}, 400),
        ({"event": "event-0001", "text": 5}, 400),
        ({"event": "event-0001", "form": {"a": 1}}, 400),
        ({"event": "event-0001", "form": {}}, 400),
        ({"event": "event-0001", "text": "hallo", "form": "x"}, 400),
        ({"event": "event-0001", "text": 5, "form": {"a": "b"}}, 400),
        ({"event": "event-0001", "text": "x" * (LONGEST_TEXT + 1)}, 413),
        ({"event": "event-0001", "text": "x" * (LARGEST_BODY + 1)}, 413),
        ([], 400),
    ],
)
async def test_what_no_page_sends_is_refused_in_a_sentence(app: App, said: object, status: int) -> None:
    async with joined(app) as client:
        answer = await client.post("/messages", json=said)
        assert answer.status_code == status
        assert answer.json()["text"].endswith(".")


async def test_nonsense_for_a_body_is_refused(app: App) -> None:
    async with joined(app) as client:
        half = rb'{"event": "event-0001", "text": "\ud800"}'
        for body in (b"", half, b"{", b"\xff\xfe", b"[" * 100_000):
            assert (await client.post("/messages", content=body)).status_code == 400


async def test_an_answer_waits_in_the_outbox_for_a_page(app: App) -> None:
    async with joined(app) as client:
        said = {"event": "event-twice", "text": "hallo"}
        assert (await client.post("/messages", json=said)).json() == {"replies": []}
        assert (await client.post("/messages", json=said)).json() == {"replies": []}


async def test_where_nothing_can_be_stored_the_text_is_given_back(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreUnavailable("disk full")

    async with joined(app) as client:
        monkeypatch.setattr(type(app.inbox), "receive", full)
        answer = await client.post("/messages", json={"event": "event-full", "text": "hallo"})
        monkeypatch.undo()
    assert answer.status_code == 503
    assert "niets bewaren" in answer.json()["text"]


async def test_a_fault_of_ours_gets_a_number_and_quotes_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("geheim")

    async with joined(app) as client:
        monkeypatch.setattr(type(app.inbox), "receive", broken)
        answer = await client.post("/messages", json={"event": "event-fault", "text": "hallo"})
        monkeypatch.undo()
    assert answer.status_code == 500
    assert "nummer" in answer.json()["text"]
    assert "geheim" not in answer.text


async def test_the_state_says_what_is_planned(app: App) -> None:
    async with joined(app) as client:
        state = (await client.get("/state")).json()
    assert state == {"line": ["Geen overleg gepland"], "resume": None}


async def test_a_bucket_gives_each_its_own_number_a_minute() -> None:
    buckets = Buckets(30)
    for _ in range(30):
        buckets.take("a", 0.0)
    with pytest.raises(Refused):
        buckets.take("a", 1.0)
    buckets.take("b", 1.0)
    buckets.take("a", 3.1)

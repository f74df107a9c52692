"""The web form and the page where a document is fetched: single-use links, one POST, nothing kept of what is wrong."""

import asyncio
import io
import logging
import random
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import pytest_asyncio
from pdfminer.high_level import extract_text

from bot.app import App, open_app
from bot.channels.web import WebChannel, make_site
from bot.joining import join_terminal, join_web
from bot.pages.document import document_routes
from bot.pages.form import form_routes
from bot.pages.guard import LARGEST_BODY
from intents.handover import LASTS, MOST, Handover, new_token
from intents.model import Attachment
from storage.records import Member
from storage.store import StoreUnavailable
from storage.store.cases import load_cases, sheet_count
from storage.store.people import new_token as new_link
from storage.store.people import offer_form, take_invitation
from tests.leak_scanner import leaks

NOW = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
HOME = "http://127.0.0.1:8080"
FROM_US = {"origin": HOME}
SECRET = "het kwebbeltraject sinds januari"
NAMED = "Sinds januari filmpjes, zei Mohamed Benali."
GIVEN = {
    "direction": "to_ltf",
    "agreed": "yes",
    "subject": "person",
    "officer": "present",
    "reference": "new",
    "town": "Mechelen",
    "dates": "3 en 10 maart 2026",
    "ideology": SECRET,
    "confirmed": "no",
    "phase": "running",
    "categories": "guidance\nvdab",
    "participants": "Information Officer, CLB en jeugdwerk",
    "readback": "yes",
    "agreement.1": "yes",
    "agreement.2": "yes",
    "agreement.3": "yes",
}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Time:
    now: datetime = NOW


@dataclass
class Page:
    """The page in somebody's browser."""

    client: httpx.AsyncClient
    token: str
    permit: str = field(default="")

    async def open(self) -> int:
        shown = await self.client.get(f"/form/{self.token}")
        answer = await self.client.post("/form/open", json={"token": self.token}, headers=FROM_US)
        assert shown.status_code == answer.status_code
        self.permit = answer.json().get("permit", self.permit)
        return shown.status_code

    async def send(self, headers: dict[str, str] = FROM_US, **fields: str) -> httpx.Response:
        said = {"token": self.token, "permit": self.permit, "fields": {**GIVEN, **fields}}
        return await self.client.post("/form", json=said, headers=headers)


@pytest.fixture(scope="module")
def time() -> Time:
    return Time()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(tmp_path_factory: pytest.TempPathFactory, time: Time) -> AsyncIterator[App]:
    folder = tmp_path_factory.mktemp("data")
    async with open_app(folder, {"web": WebChannel()}, lambda: time.now, CACHE) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def client(app: App, time: Time) -> AsyncIterator[httpx.AsyncClient]:
    time.now = NOW
    routes = [*form_routes(app), *document_routes(app)]
    site = make_site(app, WebChannel(), join_web, ["127.0.0.1"], routes)
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as opened:
        yield opened


async def anna(app: App) -> Member:
    return await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)


@pytest_asyncio.fixture(loop_scope="module")
async def page(app: App, client: httpx.AsyncClient) -> Page:
    """A form that was just opened."""
    member, token = await anna(app), new_link()
    async with app.store.writing(member.cell_id) as scope:
        await offer_form(scope, member, token, NOW + timedelta(minutes=20))
    opened = Page(client, token)
    assert await opened.open() == 200
    return opened


async def kept(app: App) -> tuple[int, int]:
    """How many cases there are, and how many sheets."""
    async with app.store.reading((await anna(app)).cell_id) as scope:
        cases = await load_cases(scope)
        return len(cases), sum([await sheet_count(scope, case.id) for case in cases])


def text_of(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode("utf8")


def problems(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 422, answer.text
    return {one["key"]: one for one in answer.json()["fields"]}


async def test_everything_at_once_becomes_the_document_and_uses_the_link_up(app: App, page: Page) -> None:
    cases, sheets = await kept(app)
    for _ in range(2):
        assert await page.open() == 200
    answer = await page.send()
    assert answer.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="terugkoppelingsfiche-LR-[\w-]+-v1\.docx"',
        answer.headers["content-disposition"],
    )
    assert answer.headers["cache-control"] == "no-store"
    document = text_of(answer.content)
    assert SECRET in document
    assert "Mechelen" in document
    assert "Schrijf ze nu op jullie lijst" in unquote(answer.headers["x-spil-words"])
    assert "Toch geen consensus" in unquote(answer.headers["x-spil-words"])
    assert await kept(app) == (cases + 1, sheets + 1)
    assert await page.open() == 410
    assert leaks([SECRET], app.folder) == []


async def test_an_answer_that_got_lost_can_be_asked_for_again_and_counts_once(app: App, page: Page) -> None:
    _, sheets = await kept(app)
    first, second = await asyncio.gather(page.send(), page.send())
    assert first.status_code == second.status_code == 200
    assert text_of(first.content) == text_of(second.content)
    assert (await kept(app))[1] == sheets + 1


async def test_what_is_wrong_is_said_by_field_and_nothing_is_stored_or_used_up(
    app: App, page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = await kept(app)
    answer = await page.send(
        ideology=NAMED, dates="32 maart", subject="", town="Mechellen", **{"agreement.3": ""}
    )
    found = problems(answer)
    wrong = {key for key in found if not key.endswith(".sure")}
    assert wrong == {"ideology", "dates", "subject", "town", "agreement.3"}
    assert "Mohamed Benali" in found["ideology"]["problem"]
    assert [label for _, label in found["town.sure"]["options"]] == ["Mechelen", "Zo bewaren", "Herschrijf"]
    assert "jeugdwerk" in found["agreement.3"]["label"]
    assert await kept(app) == before
    assert app.services.boxes._held == {}
    assert leaks(["Mohamed Benali", SECRET, "filmpjes"], app.folder) == []
    assert "Benali" not in caplog.text
    assert page.token not in caplog.text
    keep = found["town.sure"]["options"][0][0]
    assert (await page.send(town="Mechellen", **{"town.sure": keep})).status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"agreed": "no"}, "zonder consensus"), ({"agreement.2": "no"}, "CLB is niet akkoord")],
)
async def test_without_consensus_there_is_no_document(
    app: App, page: Page, fields: dict[str, str], said: str
) -> None:
    before = await kept(app)
    answer = await page.send(**fields)
    assert answer.status_code == 422
    assert said in answer.json()["text"]
    assert await kept(app) == before
    assert app.services.boxes._held == {}
    assert await page.open() == 200


async def test_the_gate_of_the_psychological_box_holds_here_too(page: Page) -> None:
    answer = await page.send(psychological="Een bevestigde zonneklop.")
    assert answer.status_code == 422 or "zonneklop" not in text_of(answer.content)


async def test_a_known_reference_is_offered_and_taken(app: App, page: Page) -> None:
    before = await kept(app)
    async with app.store.reading((await anna(app)).cell_id) as scope:
        code = (await load_cases(scope))[0].code
    assert code not in (await page.client.get(f"/form/{page.token}")).text
    opened = await page.client.post("/form/open", json={"token": page.token}, headers=FROM_US)
    assert code in opened.json()["codes"]
    assert (await page.client.post("/form/open", json={"token": page.token})).status_code == 403
    answer = await page.send(reference=code)
    assert code in answer.headers["content-disposition"]
    assert await kept(app) == (before[0], before[1] + 1)


async def test_a_second_sheet_starts_from_what_was_kept_of_the_first(page: Page, app: App) -> None:
    """What changed is asked: the page gets the structure, to begin with; what is not picked is not taken."""
    done = await page.send(wanted="ideology\nfollowup", reason="Dit vak is niet gekozen.")
    (code,) = re.findall(r"LR(?:-\w{3}){3}", done.headers["content-disposition"])
    assert SECRET in text_of(done.content)
    assert "niet gekozen" not in text_of(done.content)
    paper = await page.client.post(
        "/form", json={"token": page.token, "form": "pdf", "fields": {}}, headers=FROM_US
    )
    assert paper.headers["content-disposition"].endswith('-v1.pdf"')
    assert SECRET in extract_text(io.BytesIO(paper.content))
    member, token = await anna(app), new_link()
    async with app.store.writing(member.cell_id) as scope:
        await offer_form(scope, member, token, NOW + timedelta(minutes=20))
    given = await page.client.post("/form/open", json={"token": token}, headers=FROM_US)
    earlier = given.json()["earlier"][code]
    assert earlier["values"] == {
        "wanted": ["ideology"],
        "phase": ["running"],
        "categories": ["guidance", "vdab"],
    }
    assert "al een fiche, van vrijdag 20 maart 2026" in earlier["lines"][0]
    assert "Overtuigingen en ideologie" in "\n".join(earlier["lines"])
    assert SECRET not in given.text


async def test_a_link_opens_for_twenty_minutes_and_who_opened_it_can_finish(page: Page, time: Time) -> None:
    late = Page(page.client, page.token)
    time.now = NOW + timedelta(minutes=21)
    assert await late.open() == 410
    assert (await late.send()).status_code == 410
    forged = Page(
        page.client, page.token, page.permit.replace(page.permit[:10], str(int(page.permit[:10]) + 60))
    )
    assert (await forged.send()).status_code == 410
    assert (await page.send()).status_code == 200


async def test_what_was_opened_too_long_ago_is_refused(page: Page, time: Time) -> None:
    time.now = NOW + timedelta(hours=4, minutes=1)
    answer = await page.send()
    assert answer.status_code == 410
    assert "nieuwe link" in answer.json()["text"]


async def test_a_link_to_the_form_lets_nobody_in_and_an_invitation_opens_no_form(
    app: App, page: Page
) -> None:
    answer = await page.client.post("/join", data={"token": page.token}, headers=FROM_US)
    assert answer.status_code == 410
    async with app.store.everywhere() as everywhere:
        assert await take_invitation(everywhere, page.token, NOW) is None
    assert await Page(page.client, new_link()).open() == 410


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://evil.example"}, {"origin": "null"}, {**FROM_US, "sec-fetch-site": "cross-site"}],
)
async def test_a_form_that_another_site_sent_is_refused(
    app: App, page: Page, headers: dict[str, str]
) -> None:
    before = await kept(app)
    assert (await page.send(headers)).status_code == 403
    assert await kept(app) == before


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], 400),
        ({}, 400),
        ({"token": 5, "fields": {}}, 400),
        ({"token": "x", "fields": {"a": 1}}, 400),
        ({"token": "x", "fields": []}, 400),
        ({"token": "x", "fields": {str(n): "" for n in range(500)}}, 400),
        ({"token": "x", "fields": {}}, 410),
        ({"token": "x", "permit": "1.2", "fields": {}}, 410),
        ({"token": "x", "permit": "9" * 40, "fields": {}}, 410),
        ({"token": "x", "fields": {"a": "x" * LARGEST_BODY}}, 413),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(
    client: httpx.AsyncClient, said: object, status: int
) -> None:
    answer = await client.post("/form", json=said, headers=FROM_US)
    assert (answer.status_code, bool(answer.json()["text"])) == (status, True)


async def test_too_many_at_once_are_refused(client: httpx.AsyncClient) -> None:
    answers = [await client.post("/form", json=[], headers=FROM_US) for _ in range(70)]
    assert answers[-1].status_code == 429


async def test_while_nothing_can_be_stored_nothing_is_lost(
    app: App, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr("bot.inbox.add_event", away)
        answer = await page.send()
    assert answer.status_code == 503
    assert answer.json()["text"]
    assert (await page.send()).status_code == 200


async def test_the_pages_hold_no_script_and_no_word_of_others(page: Page) -> None:
    answer = await page.client.get(f"/form/{page.token}")
    assert "<script src=" in answer.text
    assert not re.search(r"<script(?! src=)|\son\w+=|style=|https?://", answer.text)
    # Nor does the browser send what is typed to a service that checks or continues it, or remember it.
    assert 'autocomplete="off" spellcheck="false" writingsuggestions="false"' in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    for name, kind in (("form.css", "text/css"), ("form.js", "text/javascript")):
        assert (await page.client.get(f"/page/{name}")).headers["content-type"].startswith(kind)
    assert (await page.client.get("/page/form.html")).status_code == 404


async def test_every_control_has_its_label_and_its_place_for_what_is_wrong(page: Page) -> None:
    text = (await page.client.get(f"/form/{page.token}")).text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    boxes = re.findall(
        r'<(?:textarea|select|input type="text")[^>]*\sid="([^"]+)"[^>]*aria-describedby="([^"]+)"', text
    )
    assert len(boxes) > 15
    for name, described in boxes:
        assert f'<label for="{name}">' in text
        assert all(one in ids for one in described.split())
    for described in re.findall(r'<fieldset[^>]*aria-describedby="([^"]+)"', text):
        assert all(one in ids for one in described.split())


CONTENT = {
    "language": "nl",
    "reference": "LR-ZGW-H3B-MKX",
    "version": 1,
    "direction": "to_ltf",
    "subject": "person",
    "town": "",
    "police_zone": "",
    "dates": [],
    "boxes": {"ideology": SECRET},
    "phase": "",
    "categories": [],
    "participants": ["CLB"],
    "made_on": NOW.date(),
}


async def test_a_document_is_fetched_once_and_not_by_looking(app: App, client: httpx.AsyncClient) -> None:
    token = new_token()
    forms = [Attachment("sheet", CONTENT), Attachment("sheet_pdf", CONTENT)]
    app.handover.put(token, forms, NOW)
    for _ in range(3):
        shown = await client.get(f"/document/{token}")
        assert (shown.status_code, SECRET in shown.text) == (200, False)
    assert (await client.post("/document", data={"token": token})).status_code == 403
    answer = await client.post("/document", data={"token": token}, headers=FROM_US)
    assert answer.headers["content-disposition"].endswith('-v1.docx"')
    assert SECRET in text_of(answer.content)
    taken = {"token": token, "kind": "sheet"}
    assert (await client.post("/document", data=taken, headers=FROM_US)).status_code == 410
    assert "sheet_pdf" in (await client.get(f"/document/{token}")).text
    paper = await client.post("/document", data={**taken, "kind": "sheet_pdf"}, headers=FROM_US)
    assert paper.headers["content-disposition"].endswith('-v1.pdf"')
    again = await client.post("/document", data={"token": token}, headers={**FROM_US, "accept": "text/html"})
    assert again.status_code == 410
    assert "opgehaald" in again.text
    assert (await client.get(f"/document/{token}")).status_code == 410
    assert leaks([SECRET], app.folder) == []


async def test_a_document_that_cannot_be_made_stays_for_another_try(
    app: App, client: httpx.AsyncClient
) -> None:
    token = new_token()
    broken = Attachment("sheet", {"language": "nl"})
    app.handover.put(token, [broken], NOW)
    assert (await client.post("/document", data={"token": token}, headers=FROM_US)).status_code == 500
    assert app.handover.find(token, NOW) == (broken,)
    app.handover.drop(token, broken)
    assert app.handover.find(token, NOW) == ()


async def test_only_so_many_documents_wait_and_the_oldest_makes_room() -> None:
    waiting = Handover()
    tokens = [new_token() for _ in range(MOST + 1)]
    for token in tokens:
        waiting.put(token, [Attachment("sheet", {})], NOW)
    assert waiting.find(tokens[0], NOW) == ()
    assert all(waiting.find(token, NOW) for token in tokens[1:])
    assert "sheet" not in repr(waiting)


async def test_a_document_waits_twenty_minutes_at_most(
    app: App, client: httpx.AsyncClient, time: Time
) -> None:
    token = new_token()
    app.handover.put(token, [Attachment("sheet", CONTENT)], NOW)
    time.now = NOW + LASTS + timedelta(seconds=1)
    assert (await client.get(f"/document/{token}")).status_code == 410
    assert app.handover.find(token, NOW) == ()


def _mutated(page: Page, dice: random.Random) -> tuple[str, dict[str, Any], dict[str, str]]:
    """A request that resembles the real one and is not: where to, what, with which headers."""
    said: dict[str, Any] = {"token": page.token, "permit": page.permit, "fields": dict(GIVEN)}
    place = dice.randrange(len(page.token))
    other = dice.choice([char for char in "abcXYZ019-_" if char != page.token[place]])
    ways: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("/form", {**said, "token": page.token[:place] + other + page.token[place + 1 :]}, FROM_US),
        ("/form", {**said, "token": page.token[: dice.randrange(32)]}, FROM_US),
        ("/form", {**said, "token": page.token.swapcase()}, FROM_US),
        ("/form", {**said, "token": f"form:{page.token}"}, FROM_US),
        ("/form", {**said, "token": [page.token]}, FROM_US),
        (
            "/form",
            {**said, "fields": dice.choice([None, 1, "x", [["direction", "to_ltf"]], {"direction": 1}])},
            FROM_US,
        ),
        (
            "/form",
            said,
            {"origin": dice.choice(["null", "https://evil.example", HOME + "0", "http://127.0.0.1"])},
        ),
        ("/form", said, {"sec-fetch-site": dice.choice(["cross-site", "same-site", "none"]), **FROM_US}),
        ("/form", said, {}),
        ("/form/open", {**said, "token": page.token[::-1]}, FROM_US),
        ("/form/open", said, {"origin": "https://evil.example"}),
        ("/document", said, FROM_US),
        (f"/form/{page.token}", said, FROM_US),
        ("/join", said, FROM_US),
    ]
    return dice.choice(ways)


async def test_what_is_forged_or_mutated_does_nothing_and_the_real_one_still_works(
    app: App, client: httpx.AsyncClient, page: Page
) -> None:
    before, dice = await kept(app), random.Random(1205)  # noqa: S311 - it picks cases, not secrets
    site = client._transport.app  # type: ignore[attr-defined]
    for number in range(400):
        path, said, headers = _mutated(page, dice)
        transport = httpx.ASGITransport(site, client=(f"10.0.{number // 250}.{number % 250}", 1))
        async with httpx.AsyncClient(transport=transport, base_url=HOME) as somebody:
            answer = await somebody.post(path, json=said, headers=headers)
        assert answer.status_code in (400, 403, 405, 410), (path, said, headers)
    assert await kept(app) == before
    assert (await page.send()).status_code == 200

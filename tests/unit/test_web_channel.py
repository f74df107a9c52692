"""Rows reach the pages that are open, count once a page says it shows them, and wait where nobody is there."""

import asyncio
from base64 import b64decode

import pytest

from bot.channels.web import channel as web
from bot.channels.web.rows import as_row
from bot.payload import Button, Rendered
from bot.port import AWAY, SENT
from intents.model import Attachment, Citation
from storage.records import Conversation

PLACE = Conversation("c1", "cell", "web", "member", "member", False, 0, {})


def row(key: str = "k1", **more: object) -> Rendered:
    return Rendered(key, "say", "direct", "Dag.", **more)  # type: ignore[arg-type]


async def test_nobody_there_is_said_at_once() -> None:
    outcome = await web.WebChannel().deliver(PLACE, row())
    assert (outcome.state, outcome.reason) == ("later", AWAY)


async def test_a_row_is_sent_when_any_page_of_the_person_shows_it() -> None:
    channel = web.WebChannel()
    first, second = channel.open("member"), channel.open("member")
    channel.open("somebody else")
    delivering = asyncio.create_task(channel.deliver(PLACE, row()))
    assert (await first.get())["id"] == (await second.get())["id"] == "k1"
    channel.shown("somebody else", "k1")
    channel.shown("member", "another row")
    await asyncio.sleep(0)
    assert not delivering.done()
    channel.shown("member", "k1")
    assert await delivering == SENT


async def test_a_page_that_stays_silent_is_let_go_and_the_row_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.01)
    channel = web.WebChannel()
    page = channel.open("member")
    assert (await channel.deliver(PLACE, row())).reason == AWAY
    assert [await page.get(), await page.get()][1] is None
    assert (await channel.deliver(PLACE, row())).reason == AWAY


async def test_a_row_that_found_nobody_meets_who_comes_next_and_is_not_sent_twice() -> None:
    channel = web.WebChannel()
    await channel.deliver(PLACE, row("k1"))
    await channel.deliver(PLACE, row("k2"))
    somebody_else, page = channel.open("other"), channel.open("member")
    assert [page.get_nowait()["id"], page.get_nowait()["id"]] == ["k1", "k2"]
    channel.shown("member", "k1")
    assert await channel.deliver(PLACE, row("k1")) == SENT
    assert page.empty()
    assert somebody_else.empty()


async def test_a_row_is_not_held_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = web.WebChannel()
    await channel.deliver(PLACE, row())
    monkeypatch.setattr(web, "FRESH", 0.0)
    assert channel.open("member").empty()


async def test_one_person_holds_a_handful_of_pages() -> None:
    channel = web.WebChannel()
    pages = [channel.open("member") for _ in range(web.MOST_PAGES + 1)]
    assert await pages[0].get() is None
    assert pages[1].empty()


def test_a_row_has_plain_labels_safe_links_and_marks_for_emphasis() -> None:
    notes = (
        Citation("Wet", "art. 2", "https://example.org/x", "2018-07-30", "current"),
        Citation("Wet", None, "javascript:alert(1)", None, "verify"),
    )
    message = row(choices=(Button("b1", "\ue000Meer\ue001"),), citations=notes)
    made = as_row(message)
    assert made["choices"] == [{"id": "b1", "label": "Meer"}]
    assert [note["url"] for note in made["citations"]] == ["https://example.org/x", None]
    assert "file" not in made


def test_a_file_travels_in_its_row_and_a_file_that_cannot_be_made_is_said() -> None:
    values = {"language": "nl", "reference": "LR-ZGW-H3B-MKX", "version": 1, "direction": "to_ltf"}
    values |= {"subject": "person", "dates": [], "boxes": {"reason": "Feiten."}, "participants": ["politie"]}
    made = as_row(row(attachment=Attachment("sheet", values)))
    assert made["file"] is None or b64decode(made["file"]["content"])[:2] == b"PK"
    assert as_row(row(attachment=Attachment("nothing", {})))["file"] is None  # type: ignore[arg-type]

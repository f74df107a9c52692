"""Rows that cannot be worked on are answered and the talk goes on: no row ends `spil chat`."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli.chat import CLOCK_FILE, ChatClock, _rows
from bot.cli.rows import BadRow
from bot.joining import join_web, new_invitation
from storage.store import database_file
from tests.conversations.stage import Stage

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LOCKED = "Ik kan nu niets bewaren"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path) as here:
        yield here


@pytest.mark.parametrize(
    "row",
    [
        {"now": "0001-01-01T00:00"},
        {"now": "9999-12-31T23:59"},
        {"now": 7},
        {"from": "\ud800", "text": "hallo"},
        {"room": "\udfff", "text": "hallo"},
        {"cell": "\ud800", "text": "hallo"},
        {"from": "new", "lang": "xx", "text": "hallo"},
        {"from": "new", "role": "mayor", "text": "hallo"},
    ],
)
async def test_a_bad_row_is_named_and_leaves_nothing(stage: Stage, row: dict[str, Any]) -> None:
    with pytest.raises(BadRow):
        await stage.row(row)
    assert "Spil" in (await stage.say("hallo"))[0]["text"]
    assert (await stage.say("hallo", **{"from": "new"}))[0]["text"]


async def test_what_nobody_foresaw_ends_its_row_and_not_the_talk(stage: Stage) -> None:
    lines = ['{"in": 1, "from": "a", "choice": "\\ud800"}', '{"in": 2, "from": "a", "text": "hallo"}']
    assert await _rows(stage.chat, lines)
    assert next(row for row in stage.shown if "error" in row)["in"] == 1
    assert [row["in"] for row in stage.shown if "done" not in row and "text" in row] == [2]
    assert [row["done"] for row in stage.shown if "done" in row] == [1, 2]


async def test_a_place_of_others_is_refused_in_words(stage: Stage) -> None:
    assert await stage.say("help", room="zaal1")
    of_others = await stage.say("wat staat er gepland?", **{"from": "d", "cell": "andere"}, room="zaal1")
    assert [(r["text"][:35], r["audience"]) for r in of_others] == [
        ("Dit kanaal hoort bij een andere cel", "only_you")
    ]
    for row in (
        {"from": "d", "cell": "andere", "room": "a"},  # somebody's own conversation, in another cell
        {"from": "b", "room": "a"},  # and in one's own cell
        {"from": "zaal1", "cell": "andere"},  # a person called like a room
    ):
        rows = await stage.row({"text": "wat staat er gepland?", **row})
        assert [r["text"][:36] for r in rows] == ["Deze ruimte is al in gebruik door ie"]


async def test_a_locked_database_is_said_and_time_stands_still(stage: Stage) -> None:
    await stage.say("plan een overleg op 10 maart om 14u in het stadhuis")
    await stage.say("ja")
    other = sqlite3.connect(database_file(stage.folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert LOCKED in (await stage.say("wat staat er gepland?"))[0]["text"]
    assert LOCKED in (await stage.say("hallo", **{"from": "new"}))[0]["text"]
    assert LOCKED in (await stage.pass_time("2026-03-09T15:00"))[0]["text"]
    other.execute("ROLLBACK")
    other.close()
    kinds = [row["kind"] for row in await stage.pass_time("2026-03-09T15:00")]
    assert kinds == ["reminder"]


async def test_reminders_come_although_a_member_of_the_web_is_out_of_reach(stage: Stage) -> None:
    app = stage.app
    token = await new_invitation(app.store, app.settings.cell, "member", NOW)
    assert await join_web(app.store, token, "nl", NOW)
    await stage.say("plan een overleg op 10 maart om 14u, herinner iedereen een dag en een uur vooraf")
    await stage.say("ja")
    rows = await stage.pass_time("2026-03-10T18:00")
    assert [row["text"].split(": ")[0] for row in rows if row["kind"] == "reminder"] == [
        "Morgen, dinsdag 10 maart 2026, 14.00 u",
        "Vandaag om 14.00 u",
    ]


def test_a_clock_that_cannot_be_kept_or_read_is_no_end(tmp_path: Path) -> None:
    clock = ChatClock(tmp_path)
    clock.set(NOW)
    again = ChatClock(tmp_path)
    again.resume()
    assert again() == NOW
    for broken in (b"", b"\xff", b"soon"):
        (tmp_path / CLOCK_FILE).write_bytes(broken)
        fresh = ChatClock(tmp_path)
        fresh.resume()
        assert fresh.fixed is None
    nowhere = ChatClock(tmp_path / CLOCK_FILE)
    nowhere.set(NOW)
    assert nowhere() == NOW

"""The life of a meeting on each database: what was said is there after a new start, and leaves with its member."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.recurrence import to_utc
from storage.store.meetings.tables import agenda, attendance, closings, stand_ins, wishes
from storage.store.people import cell_members
from storage.store.people.linking import erase_member
from tests.conversations.stage import Stage

pytestmark = pytest.mark.usefixtures("database")
SAID = (
    ("a", "plan een casusoverleg op dinsdag 10 maart om 14u in het stadhuis, elke zes weken", "Zo plannen"),
    ("a", "ja", "Gepland"),
    ("a", "we zijn gesloten op 26 december", "zaterdag 26 december 2026"),
    ("a", "elk jaar", "Genoteerd"),
    ("bob", "ik ben van het CLB", "functie: CLB"),
    ("bob", "herinner mij liever twee uur vooraf", "twee uur vooraf"),
    ("bob", "iemand van het OCMW komt in mijn plaats", "iemand van het OCMW"),
    ("a", "zet de samenwerking met scholen op de agenda", "Op de agenda"),
    ("a", "verzet het overleg van 21 april en alle volgende naar donderdag 10u", "23 april 2026"),
    ("a", "ja", "deze en alle volgende"),
    ("a", "aanwezig waren politie en OCMW", "Aanwezig, per functie"),
)


async def test_it_is_there_after_a_new_start_and_leaves_with_its_member(tmp_path: Path) -> None:
    async with Stage(tmp_path, to_utc(datetime.fromisoformat("2026-03-04T09:00"))) as stage:
        await stage.say("hallo", **{"from": "bob"})
        for who, words, answer in SAID:
            rows = await stage.say(words, **{"from": who})
            told = " ".join(
                [row["text"] for row in rows] + [c["label"] for row in rows for c in row["choices"]]
            )
            assert answer in told, (words, told)
        await stage.kill()
        await _is(stage, "toon de sluitingsdagen", "zaterdag 26 december 2026, en elk jaar")
        await _is(stage, "hoe herinner je mij?", "twee uur vooraf", who="bob")
        await _is(stage, "wat zijn de agendapunten van dinsdag?", "1. de samenwerking met scholen")
        await _is(stage, "wat staat er in april gepland?", "donderdag 23 april 2026, 10.00 u")
        await _is(stage, "wie was er aanwezig?", "OCMW en lokale politie")
        await _bob_leaves(stage)


async def _is(stage: Stage, words: str, answer: str, who: str = "a") -> None:
    rows = await stage.say(words, **{"from": who})
    assert answer in " ".join(row["text"] for row in rows), rows


async def _bob_leaves(stage: Stage) -> None:
    async with stage.app.store.everywhere() as everywhere:
        before = await everywhere.rows(select(wishes))
        assert len(await everywhere.rows(select(stand_ins))) == 1
        for table in (agenda, attendance, closings):
            assert await everywhere.rows(select(table))
    async with stage.app.store.writing(before[0].cell_id) as scope:
        bob = next(m for m in await cell_members(scope) if m.id == before[0].member_id)
        await erase_member(scope, bob, stage.clock())
    async with stage.app.store.everywhere() as everywhere:
        assert await everywhere.rows(select(wishes)) == []
        assert await everywhere.rows(select(stand_ins)) == []

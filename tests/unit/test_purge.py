"""Retention: what was kept long enough goes, is found in no file afterwards, and only counts and a date prove it."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.app import open_store
from bot.checks import installation_problems
from bot.cli import main
from storage.moments import stamp
from storage.published import metadata
from storage.references import find_codes
from storage.store import Store, database_file
from storage.store.audit.verifying import first_fault, load_chain
from storage.store.upkeep.purging import due, last_purges, purge, tended
from storage.store.upkeep.retention import OWN_RULES, rules_of, shipped_rules
from storage.store.upkeep.sealed import place_of, sealed_columns
from tests.boards import boards, said
from tests.filled import CELLS, NOW, fill
from tests.leak_scanner import leaks

LATER = NOW + timedelta(days=400)
RULES = {rule.id: rule for rule in shipped_rules()}
KEPT = {
    "cells",
    "installation",
    "audit",
    "audit_ends",
    "members",
    "identities",
    "rooms",
    "closings",
}
KEPT |= {"wishes", "documents", "passages", "counters", "purges", "poll_people", "attendance"}
"""What still has rows when everything in a filled database is 400 days old."""


async def counted(store: Store) -> Counter[str]:
    async with store.looking() as everywhere:
        return Counter(
            {
                table.name: len(await everywhere.rows(select(table.primary_key.columns[0])))
                for table in metadata.sorted_tables
            }
        )


async def codes(store: Store) -> list[str]:
    async with store.looking() as everywhere:
        return [row.code for row in await everywhere.rows(select(metadata.tables["cases"].c.code))]


async def everything(store: Store) -> str:
    """All that is stored, opened."""
    found = []
    async with store.looking() as everywhere:
        for table in metadata.sorted_tables:
            for row in await everywhere.rows(select(table)):
                there = dict(row._mapping)
                for column in sealed_columns(table):
                    if there[column.name] is not None:
                        opened = store.vault.keyring.open(there[column.name], place_of(column, there))
                        there[column.name] = opened.decode()
                found.append(repr(there))
    return "\n".join(found)


async def test_a_purged_reference_is_in_no_file(tmp_path: Path, database: str) -> None:
    """Also while Spil runs, and in everything that is sealed."""
    folder = await fill(tmp_path / "data")
    store = open_store(folder, lambda: LATER)
    gone = await codes(store)
    assert len(gone) == len(CELLS)
    before = await everything(store)
    assert all(code in before for code in gone)
    if not database:
        assert {code for _, code in leaks(gone, folder)} == set(gone)
    taken = await purge(store, shipped_rules(), LATER)
    assert {one.rule.id for one in taken} >= {"cases", "meetings", "polls", "questions", "reminders"}
    assert leaks(gone, folder) == []
    after = await everything(store)
    assert [code for code in gone if code in after] == []
    left = await counted(store)
    assert {name for name, number in left.items() if number} <= KEPT
    assert (left["members"], left["conversations"]) == (
        len(CELLS),
        0,
    )  # Nothing could be written there for a year.
    await store.close()


async def test_a_purged_reference_goes_from_words_that_stay(tmp_path: Path) -> None:
    """Where the cell keeps references for a few days only, and what somebody typed for longer."""
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        ((_, _, code),) = find_codes(said(await slack.say("anna", "nieuwe referentie")))
        (plan, *_) = await slack.say("anna", f"plan een overleg over {code.text} op 3 juni om 10u")
        await slack.press("anna", plan, "Zo plannen")
        (shown, *_) = await slack.say("anna", f"toon {code.text}")
        await slack.press("anna", shown, "Afsluiten")
        assert await everything_but_the_case(app.store, code.text)
        (tmp_path / OWN_RULES).write_text("cases: 1\n")
    async with boards(tmp_path, "slack", now=NOW + timedelta(days=3)) as (app, slack):
        await app.tick()
        assert code.text not in await everything(app.store)
        assert "3 juni" in said(await slack.say("anna", "wat staat er gepland?"))


async def everything_but_the_case(store: Store, code: str) -> list[str]:
    """Where else the reference stands."""
    return [
        line
        for line in (await everything(store)).splitlines()
        if code in line and f"'code': '{code}'" not in line
    ]


async def test_counts_and_a_date_are_all_that_is_left_of_it(tmp_path: Path, database: str) -> None:
    store = open_store(await fill(tmp_path), lambda: LATER)
    gone = await codes(store)
    taken = await purge(store, shipped_rules(), LATER)
    async with store.reading("cells-demo") as scope:
        proof = {
            row["rule"]: row
            for row in await last_purges(scope, 100)
            if row["day"] == LATER.date().isoformat()
        }
    here = {one.rule.id: one.number for one in taken if one.cell_id == "cells-demo"}
    assert {name: row["number"] for name, row in proof.items()} == here
    assert proof["cases"]["before"] == (LATER.date() - timedelta(days=365)).isoformat()
    assert set(proof["cases"]) == {"id", "cell_id", "day", "rule", "before", "number"}
    assert [code for code in gone if code in repr(proof)] == []
    async with store.looking() as everywhere:
        chain = await load_chain(everywhere)
    assert first_fault(chain, store.vault.keyring) is None
    assert ("purge.done", "cases") in {(line["act"], line["object"]) for line in chain.lines}
    await store.close()


async def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path, database: str) -> None:
    folder = await fill(tmp_path)
    store = open_store(folder, lambda: LATER)
    before = await everything(store)
    would = {(one.rule.id, one.cell_id): one.number for one in await due(store, shipped_rules(), LATER)}
    assert await everything(store) == before
    did = {(one.rule.id, one.cell_id): one.number for one in await purge(store, shipped_rules(), LATER)}
    # What another row takes with it is not counted twice; with it go the rows that hang on it.
    assert set(did) <= set(would)
    assert did["cases", "cells-demo"] > would["cases", "cells-demo"] == 1
    assert await due(store, shipped_rules(), LATER) == []
    assert await purge(store, shipped_rules(), LATER) == []
    await store.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled installation, to be copied."""
    return asyncio.run(fill(tmp_path_factory.mktemp("filled") / "data"))


@pytest.mark.parametrize("name", sorted(RULES))
async def test_a_rule_takes_what_is_old_enough_and_not_a_day_earlier(
    tmp_path: Path, template: Path, name: str
) -> None:
    rule = RULES[name]
    store = open_store(shutil.copytree(template, tmp_path / "data"))
    if rule.where:  # Who left, and to whom nothing points any more.
        async with store.everywhere() as everywhere:
            table = metadata.tables[rule.table]
            await everywhere.run(table.insert().values(**await _left(everywhere)))
    await purge(store, [rule], NOW + timedelta(days=rule.days))
    there = await counted(store)
    await purge(store, [rule], NOW + timedelta(days=rule.days + 1))
    after = await counted(store)
    if rule.clear:
        async with store.looking() as everywhere:
            row = await everywhere.first(select(metadata.tables[rule.table]))
            assert all(getattr(row, column) is None for column in rule.clear)
        return
    assert after[rule.table] < there[rule.table] + (
        2 if rule.table == "purges" else 0
    )  # The proof of this purge.
    await store.close()


async def _left(everywhere: Any) -> dict[str, Any]:
    row = await everywhere.first(select(metadata.tables["members"]))
    return {**row._mapping, "id": "left", "role": "left", "name_sealed": None}


async def test_what_still_goes_on_is_kept(tmp_path: Path) -> None:
    """A case that is open, a meeting with a time to come, a question without an answer: however old."""
    store = open_store(await fill(tmp_path), lambda: LATER)
    tables = metadata.tables
    async with store.everywhere() as everywhere:
        await everywhere.run(tables["cases"].update().values(closed_at=None))
        await everywhere.run(tables["conversations"].update().values(gone_at=None))
        await everywhere.run(tables["tickets"].update().values(answered_at=None))
        await everywhere.run(tables["occurrences"].update().values(start_at="2027-05-01T08:00:00Z"))
    await purge(store, shipped_rules(), LATER)
    left = await counted(store)
    assert {left[name] for name in ("cases", "sheets", "tickets", "meetings", "responses", "agenda")} == {
        len(CELLS)
    }
    await store.close()


async def test_it_happens_by_itself_once_a_day(tmp_path: Path, database: str) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        await slack.say("anna", "nieuwe referentie")
        (gone,) = await codes(app.store)
        async with app.store.everywhere() as everywhere:
            await everywhere.run(metadata.tables["cases"].update().values(closed_at=stamp(NOW)))
        await app.tick()
        assert await codes(app.store) == [gone]
    async with boards(tmp_path, "slack", now=LATER) as (app, _):
        assert not await tended(app.store, LATER)
        await app.tick()
        assert await tended(app.store, LATER)
        assert gone not in await everything(app.store)
        assert leaks([gone], tmp_path) == []
    async with boards(tmp_path, "slack", now=LATER) as (app, _):
        assert await app.daily.see_to(app.store, tmp_path, LATER) == []


def test_an_installation_says_its_own_days(tmp_path: Path) -> None:
    (tmp_path / OWN_RULES).write_text("cases: 10\nreminders: 0\n")
    assert {rule.id: rule.days for rule in rules_of(tmp_path)} == {
        **{name: rule.days for name, rule in RULES.items()},
        "cases": 10,
        "reminders": 0,
    }


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("case: 10", "'case' is no rule; known: agendas"),
        ("cases: soon", "whole number of days"),
        ("cases: -1", "whole number of days"),
        ("cases: true", "whole number of days"),
        ("- cases", "a line a rule"),
        ("cases: [", "no readable YAML"),
    ],
)
def test_days_that_cannot_be_read_remove_nothing(tmp_path: Path, own: str, words: str) -> None:
    folder = asyncio.run(fill(tmp_path, NOW - timedelta(days=2_000)))
    before = database_file(folder).read_bytes()
    (folder / OWN_RULES).write_text(own)
    result = CliRunner().invoke(main, ["purge", "--data", str(folder)])
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert "nothing was removed" in result.output
    assert [line for line in installation_problems(folder) if line.startswith("retention:") and words in line]
    assert database_file(folder).read_bytes() == before


def test_the_verb_says_what_goes_and_what_went(tmp_path: Path) -> None:
    folder = asyncio.run(fill(tmp_path, NOW - timedelta(days=2_000)))
    dry = CliRunner().invoke(main, ["purge", "--dry-run", "--data", str(folder)])
    assert "cases: 2 (365 days)" in dry.output
    assert "nothing was changed" in dry.output
    done = CliRunner().invoke(main, ["purge", "--data", str(folder)])
    assert done.exit_code == 0
    with sqlite3.connect(database_file(folder)) as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (0,)
    connection.close()
    again = CliRunner().invoke(main, ["purge", "--data", str(folder)])
    assert "removed: 0 rows" in again.output


def test_every_rule_names_what_is_there() -> None:
    for rule in shipped_rules():
        columns = metadata.tables[rule.table].c
        assert {*rule.where, *rule.clear, *([rule.via] if rule.via else [rule.since])} <= set(columns.keys())

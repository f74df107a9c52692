"""The audit: each act is a line in the act's own transaction, and a line that was tampered with is named."""

import asyncio
import json
import os
import sqlite3
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from bot.app import open_store
from bot.cli import main
from storage.crypto import Keyring
from storage.published import metadata
from storage.references import find_codes
from storage.store import Store, StoreUnavailable, database_file
from storage.store.audit import Diary, end_seal, line_mac
from storage.store.audit.tables import AUDITED
from storage.store.audit.verifying import (
    Anchor,
    Chain,
    Fault,
    anchor_of,
    first_fault,
    forget_lines,
    load_chain,
)
from storage.store.cases import add_case, load_cases
from tests.boards import boards, said
from tests.filled import NOW, fill
from tests.leak_scanner import leaks_in

FULL = os.environ.get("SPIL_ATTACK") == "full"
LINES = 10_000 if FULL else 300
KEYRING = Keyring(bytes(32))
CODE = "LR-ZGW-H3B-MKX"


async def chain(store: Store) -> Chain:
    async with store.looking() as everywhere:
        return await load_chain(everywhere)


async def test_who_did_what_on_which_id_and_never_content(tmp_path: Path, database: str) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        (proposed, *_) = await slack.say("anna", "plan een overleg donderdag om 10u in de raadzaal")
        await slack.press("anna", proposed, "Zo plannen")
        ((_, _, case), *_) = find_codes(said(await slack.say("anna", "nieuwe referentie")))
        whole = await chain(app.store)
    lines = list(whole.lines)
    acts = [(line["act"], line["actor"]) for line in lines]
    (member,) = {line["object"] for line in lines if line["act"] == "members.added"}
    assert ("invitations.changed", "guest") in acts
    assert {("meetings.added", member), ("occurrences.added", member), ("cases.added", member)} <= set(acts)
    assert first_fault(whole, app.store.vault.keyring) is None
    assert leaks_in([case.text, "raadzaal"], json.dumps(lines).encode()) == []


async def test_what_cannot_be_written_down_does_not_happen(tmp_path: Path, database: str) -> None:
    store = open_store(await fill(tmp_path))
    async with store.everywhere() as everywhere:
        await everywhere.connection.execute(text("ALTER TABLE audit RENAME TO away"))
    with pytest.raises(StoreUnavailable):
        async with store.writing("cells-demo", "members-demo") as scope:
            assert await add_case(scope, CODE, NOW)
    async with store.looking() as everywhere:
        assert CODE not in {case.code for case in await load_cases(everywhere.within("cells-demo"))}
    await store.close()


async def test_an_attempt_that_failed_is_no_act(tmp_path: Path) -> None:
    store = open_store(await fill(tmp_path))
    before = anchor_of(await chain(store))
    async with store.writing("cells-demo") as scope:
        with suppress(LookupError):
            async with scope.attempt():
                await add_case(scope, CODE, NOW)
                raise LookupError
    assert anchor_of(await chain(store)) == before
    await store.close()


async def test_every_change_of_what_people_keep_is_written_down(tmp_path: Path, database: str) -> None:
    """Whatever table: a row added, changed and removed is three lines, by whom and on which row."""
    store = open_store(await fill(tmp_path))
    filled = {line["object"] for line in (await chain(store)).lines if line["act"].endswith(".added")}
    assert {f"{name}-{cell}" for name in AUDITED - {"documents"} for cell in ("demo", "elders")} <= filled
    for name in sorted(AUDITED):
        table = metadata.tables[name]
        async with store.everywhere("members-demo") as everywhere:
            this = table.c.id == f"{name}-demo"
            await everywhere.run(table.update().where(this).values(id=f"{name}-demo"))
        *_, line = (await chain(store)).lines
        assert (line["act"], line["object"], line["actor"]) == (
            f"{name}.changed",
            f"{name}-demo",
            "members-demo",
        )
    await store.close()


def made(number: int, keyring: Keyring = KEYRING) -> Chain:
    """A chain of so many lines."""
    lines, mac = [], ""
    for one in range(1, number + 1):
        line: dict[str, Any] = {"number": one, "at": "2026-03-02T08:00:00Z", "cell_id": "c", "actor": "spil"}
        line |= {"act": "cases.added", "object": f"{one:026}"}
        mac = line_mac(keyring, mac, line)
        lines.append({**line, "mac": mac})
    return Chain(
        lines, {"last": {"number": number, "mac": mac, "seal": end_seal(keyring, "last", number, mac)}}
    )


WHOLE = made(LINES)
assert first_fault(WHOLE, KEYRING) is None


WAYS = ["changed", "removed", "swapped", "copied", "cut", "renumbered", "forged"]


@pytest.mark.parametrize("way", WAYS)
def test_any_tampered_line_is_named(way: str) -> None:
    """Each line in turn. The chain is gone through from a little before, as when older lines were purged."""
    rng, lines = Random(way), list(WHOLE.lines)  # noqa: S311 - tries, not secrets
    for at in range(LINES):
        bent, named = tampered(way, lines, at, rng)
        start = max(0, named - 3)
        ends = {**WHOLE.ends, "first": end("first", lines[start - 1])} if start else WHOLE.ends
        assert first_fault(Chain(bent[start:], ends), KEYRING) in named_as(named), (way, at)


@pytest.mark.parametrize("way", WAYS)
def test_it_is_named_in_the_whole_chain_too(way: str) -> None:
    rng, lines = Random(way), list(WHOLE.lines)  # noqa: S311 - tries, not secrets
    for at in rng.sample(range(LINES), 10):
        bent, named = tampered(way, lines, at, rng)
        assert first_fault(Chain(bent, WHOLE.ends), KEYRING) in named_as(named), (way, at)


def end(name: str, line: Any) -> dict[str, Any]:
    seal = end_seal(KEYRING, name, line["number"], line["mac"])
    return {"number": line["number"], "mac": line["mac"], "seal": seal}


def named_as(number: int) -> list[Fault]:
    return [Fault(number, kind) for kind in ("changed", "missing", "cut")]


def tampered(way: str, lines: list[Any], at: int, rng: Random) -> tuple[list[Any], int]:
    """The lines after somebody tampered with the one at that place, and the number that must be named."""
    other = rng.choice([place for place in range(LINES) if place != at])
    bent, number = list(lines), at + 1
    if way == "changed":
        name = rng.choice(["at", "cell_id", "actor", "act", "object", "mac"])
        bent[at] = {**lines[at], name: lines[at][name][:-1] + "!"}
    elif way == "removed":
        del bent[at]
    elif way == "swapped":
        bent[at], bent[other] = (
            {**lines[a], "number": lines[b]["number"]} for a, b in ((other, at), (at, other))
        )
        number = min(at, other) + 1
    elif way == "copied":
        bent[at] = {**lines[other], "number": at + 1}
    elif way == "cut":
        del bent[at:]
    elif way == "renumbered":
        bent = [*lines[:at], *({**line, "number": line["number"] - 1} for line in lines[at + 1 :])]
        number = at + 1
    else:  # With a key of one's own, the rest of the chain worked out anew.
        mac = lines[at - 1]["mac"] if at else ""
        for place in range(at, min(at + 50, LINES)):
            mac = line_mac(Keyring(b"x" * 32), mac, {**lines[place], "actor": "nobody"})
            bent[place] = {**lines[place], "actor": "nobody", "mac": mac}
    return bent, number


def test_an_older_end_is_found_by_an_anchor_kept_elsewhere() -> None:
    """Who has an old copy of the database can put back all of it; what was noted outside tells."""
    older = made(LINES - 7)
    assert first_fault(older, KEYRING) is None
    assert first_fault(older, KEYRING, anchor_of(WHOLE)) == Fault(LINES - 6, "cut")
    assert first_fault(WHOLE, KEYRING, anchor_of(older)) is None
    assert first_fault(WHOLE, KEYRING, Anchor(5, "0" * 64)) == Fault(5, "changed")
    moved = {"last": {**older.ends["last"], "number": LINES - 9}}
    assert first_fault(Chain(older.lines, moved), KEYRING) == Fault(LINES - 9, "end")


async def test_old_lines_go_and_the_rest_is_still_whole(tmp_path: Path, database: str) -> None:
    folder = await fill(tmp_path, NOW - timedelta(days=2_000))
    store = open_store(folder, lambda: NOW)
    before = anchor_of(await chain(store)).number
    async with store.writing("cells-demo") as scope:
        await add_case(scope, CODE, NOW)
    async with store.everywhere() as everywhere:
        assert await forget_lines(everywhere, NOW - timedelta(days=1_000)) == before
    left = await chain(store)
    assert [line["number"] for line in left.lines] == [before + 1]
    assert first_fault(left, store.vault.keyring) is None
    await store.close()


async def test_a_diary_that_nothing_is_in_costs_nothing(tmp_path: Path) -> None:
    store = open_store(await fill(tmp_path))
    async with store.everywhere() as everywhere:
        diary = Diary()
        await everywhere.run(metadata.tables["deliveries"].update().values(attempts=2))
        await diary.write(everywhere.connection, everywhere.vault.keyring, NOW)
        assert (diary.acts, everywhere.diary.acts) == ([], [])
    await store.close()


def test_the_verb_says_which_line(tmp_path: Path) -> None:
    folder = asyncio.run(fill(tmp_path))
    verify = ["audit", "verify", "--data", str(folder)]
    anchor = CliRunner().invoke(main, ["audit", "anchor", "--data", str(folder)]).output.strip()
    sound = CliRunner().invoke(main, [*verify, "--anchor", anchor])
    assert (sound.exit_code, sound.output) == (0, f"the audit is whole: {anchor.partition(':')[0]} lines\n")
    with sqlite3.connect(database_file(folder)) as connection:
        connection.execute("UPDATE audit SET actor = 'nobody' WHERE number = 7")
    connection.close()
    bent = CliRunner().invoke(main, verify)
    assert (bent.exit_code, bent.output) == (1, "line 7 is not as it was written\n")

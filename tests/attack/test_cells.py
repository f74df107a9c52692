"""What one cell does with the ids, references and links of another: nothing, in the same words as for unknown ones.

`SPIL_ATTACK=full` makes 10,000 tries; else some of each kind.
"""

import os
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import open_store
from bot.documents import make_file
from storage.published import metadata
from storage.references import find_codes, new_code
from storage.store import Scope, Store, new_id
from storage.store.audit.tables import AUDITED
from storage.store.cards import load_card
from storage.store.conversations import find_choice, load_conversation, offered_to
from storage.store.meetings import answers, load_meetings, load_occurrence, meeting_occurrences
from storage.store.meetings.table import load_agenda, load_attendance, save_attendance
from storage.store.people import member_by_id
from storage.store.people.personal import personal_rows
from storage.store.polls import answer_slot, load_poll, set_status
from storage.tables import cells
from tests.boards import NOW, boards, said
from tests.filled import fill

FULL = os.environ.get("SPIL_ATTACK") == "full"
STORED, SPOKEN, PRESSED = (8_000, 1_000, 1_000) if FULL else (300, 12, 12)
HERE, THERE = "demo", "elders"
_OTHERS = ("audit", "purges", "counters")
"""Written by what is done here; or known by no id."""
TABLES = [table for table in metadata.sorted_tables if "cell_id" in table.c and table.name not in _OTHERS]
Try = Callable[[Scope, str], Awaitable[object]]


async def content(store: Store, cell: str) -> dict[str, list[Any]]:
    """All that a cell has."""
    async with store.looking() as everywhere:
        return {
            table.name: [
                tuple(row)
                for row in await everywhere.rows(select(table).where(table.c.cell_id == f"cells-{cell}"))
            ]
            for table in TABLES
        }


def read(table: Any) -> Try:
    async def do(scope: Scope, name: str) -> object:
        key = table.primary_key.columns[0]
        return [tuple(row) for row in await scope.rows(scope.select(table).where(key == name))]

    return do


def change(table: Any) -> Try:
    async def do(scope: Scope, name: str) -> object:
        key = table.primary_key.columns[0]
        return await scope.run(scope.update(table).where(key == name).values(cell_id=scope.cell_id))

    return do


def remove(table: Any) -> Try:
    async def do(scope: Scope, name: str) -> object:
        key = table.primary_key.columns[0]
        return await scope.run(scope.delete(table).where(key == name))

    return do


def link(table: Any, column: str) -> Try:
    """A row of one's own that is bound to somebody else's."""

    async def do(scope: Scope, name: str) -> object:
        row = await scope.first(scope.select(table))
        assert row is not None
        return await scope.add(table, **{**row._mapping, "id": new_id(), column: name, "cell_id": None})

    return do


ASKED = ("{}", "toon {}", "start een fiche over {}", "zet {} op de agenda", "wis {}", "sluit {}")
NAMED: dict[str, tuple[str, Try]] = {
    "conversation": ("conversations", load_conversation),
    "member": ("members", member_by_id),
    "occurrence": ("occurrences", load_occurrence),
    "times": ("meetings", meeting_occurrences),
    "meeting": ("meetings", lambda scope, name: load_meetings(scope, [name])),
    "answers": ("occurrences", answers),
    "agenda": ("occurrences", load_agenda),
    "attendance": ("occurrences", load_attendance),
    "was there": ("occurrences", lambda scope, name: save_attendance(scope, name, ["mayor"])),
    "poll": ("polls", load_poll),
    "close poll": ("polls", lambda scope, name: set_status(scope, name, "closed", ["planned", "open"])),
    "answer poll": (
        "poll_slots",
        lambda scope, name: answer_slot(scope, name, f"members-{HERE}", "yes", NOW),
    ),
    "card": ("cards", load_card),
    "button": ("choices", lambda scope, name: find_choice(scope, f"conversations-{THERE}", name)),
    "button of a room": ("choices", lambda scope, name: offered_to(scope, name, f"members-{THERE}")),
    "export": ("members", personal_rows),
}
"""What handlers call, by the table whose ids it takes."""


def tries() -> dict[str, tuple[str, Try]]:
    found = dict(NAMED)
    for table in TABLES:
        for kind, make in (("read", read), ("change", change), ("remove", remove)):
            found[f"{kind} {table.name}"] = (table.name, make(table))
        for foreign in table.foreign_keys if table.name in AUDITED else ():
            if "cell_id" in foreign.column.table.columns:
                column = foreign.parent.name
                found[f"link {table.name}.{column}"] = (foreign.column.table.name, link(table, column))
    return found


async def outcome(scope: Scope, attempt: Try, name: str) -> object:
    try:
        async with scope.attempt():
            return await attempt(scope, name)
    except LookupError as unknown:
        return repr(unknown)


@pytest.mark.filterwarnings("ignore:.*cartesian.*")
async def test_the_store_gives_and_changes_nothing_of_another_cell(tmp_path: Any, database: str) -> None:
    store = open_store(await fill(tmp_path), lambda: NOW)
    before, ways, chance = await content(store, THERE), tries(), random.Random(1)  # noqa: S311 - tries, no secrets
    names = sorted(ways)
    for number in range(max(STORED, len(names))):
        table, attempt = ways[names[number] if number < len(names) else chance.choice(names)]
        async with store.writing(f"cells-{HERE}", f"members-{HERE}") as scope:
            foreign = await outcome(scope, attempt, f"{table}-{THERE}")
            unknown = await outcome(scope, attempt, f"{table}-{new_id()}"[:48])
            assert str(foreign).replace(f"{table}-{THERE}", "") == _without(unknown, table), (names, number)
    assert await content(store, THERE) == before
    await store.close()


def _without(unknown: object, table: str) -> str:
    """What was said of an id that nobody has, without the id."""
    return re.sub(rf"{table}-[0-9a-f]{{20,26}}", "", str(unknown))


async def test_the_store_gives_its_own_cell_what_it_refuses_another(tmp_path: Any) -> None:
    """Else the test above would hold for a store that is empty."""
    store = open_store(await fill(tmp_path), lambda: NOW)
    async with store.writing(f"cells-{THERE}") as scope:
        for name, (table, attempt) in tries().items():
            if name.split()[0] in (
                "read",
                "change",
                "conversation",
                "member",
                "card",
                "export",
                "times",
                "agenda",
            ):
                assert await outcome(scope, attempt, f"{table}-{THERE}"), name
    await store.close()


async def test_what_is_said_of_a_foreign_reference_is_said_of_an_unknown_one(tmp_path: Any) -> None:
    chance = random.Random(2)  # noqa: S311 - tries, no secrets
    async with boards(tmp_path, "web") as (app, web):
        await web.join("anna", cell=HERE)
        await web.join("zoe", cell=THERE)
        foreign = []
        for _ in range(3):
            ((_, _, code),) = find_codes(said(await web.say("zoe", "nieuwe referentie")))
            foreign.append(code.text)
        before = await content_of(app.store)
        for _ in range(SPOKEN):
            code, other = chance.choice(foreign), new_code()
            ask = chance.choice(ASKED)
            one, two = [said(await web.say("anna", ask.format(which))) for which in (code, other)]
            await web.say("anna", "stop")
            assert one.replace(code, "") == two.replace(other, ""), ask
        assert await content_of(app.store) == before


async def test_buttons_of_another_cell_are_buttons_that_are_gone(tmp_path: Any) -> None:
    chance = random.Random(3)  # noqa: S311 - tries, no secrets
    async with boards(tmp_path, "web") as (app, web):
        await web.join("anna", cell=HERE)
        await web.join("zoe", cell=THERE)
        shown = []
        for text in (
            "plan een overleg donderdag om 10u",
            "nieuwe referentie",
            "wat bewaar je over mij?",
            "help",
        ):
            shown += [button.id for reply in await web.say("zoe", text) for button in reply.choices]
        before = await content_of(app.store)
        for _ in range(PRESSED):
            one = said(await web.say("anna", choice=chance.choice(shown)))
            two = said(await web.say("anna", choice=new_id()[:20]))
            assert one == two
        assert await content_of(app.store) == before
        (mine, *_) = await web.say("anna", "wat bewaar je over mij?")
        (file, *_) = await web.press("anna", mine, "Download alles over mij")
        assert b"zoe" not in make_file(file.attachment)[1]


async def content_of(store: Store) -> list[Any]:
    """All rows of the cell of `THERE`."""
    async with store.looking() as everywhere:
        (cell,) = await everywhere.rows(select(cells.c.id).where(cells.c.slug == THERE))
        return [
            [tuple(row) for row in await everywhere.rows(select(table).where(table.c.cell_id == cell.id))]
            for table in TABLES
        ]

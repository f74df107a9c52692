"""A saved file of knowledge answers at the next question, without a restart; a broken one takes nothing away."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.checks import installation_problems
from bot.cli.ask import command as ask
from knowledge.library import SHIPPED, Library
from knowledge.watching import Knowledge
from tests.conversations.stage import Stage

OWN = """
theme: own
entries:
  - id: {id}
    facts: []
    sources: [{{title: "Reglement van de cel", section: "art. 2", url: null, date: "2026-10-01"}}]
    valid_from: "2026"
    valid_until: null
    status: current
    region: belgium
    audience: [all]
    reviewed: "2026-11-22"
    nl:
      question: "Welke sleutel past op de vergaderzaal van het stadhuis?"
      variants: ["sleutel vergaderzaal", "waar ligt de sleutel?", "sleutel zaal", "welke sleutel is dat", "sleutelkast"]
      short: "{short}"
      more: ""
      next: []
"""
ASKED = "Welke sleutel past op de vergaderzaal van het stadhuis?"


def write(data: Path, short: str, name: str = "own.yaml", entry: str = "own-key") -> None:
    """Save an entry as an editor does, at a time of its own: tests may save twice within one tick of the clock."""
    folder = data / "knowledge"
    folder.mkdir(parents=True, exist_ok=True)
    before = (folder / name).stat().st_mtime_ns if (folder / name).exists() else 0
    (folder / name).write_text(OWN.format(id=entry, short=short), "utf-8")
    os.utime(folder / name, ns=(before + 10**9, before + 10**9))


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """What ships, but for the entries: so that a search over it is built at once."""
    folder = tmp_path / "shipped"
    (folder / "entries").mkdir(parents=True)
    (folder / "facts.yaml").write_text((SHIPPED / "facts.yaml").read_text("utf-8"), "utf-8")
    return folder


async def test_a_saved_entry_answers_at_the_next_question(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        write(stage.folder, "De sleutel ligt in de sleutelkast.")
        assert "sleutelkast" in (await stage.say(ASKED))[0]["text"]
        assert "Reglement van de cel" in (await stage.say("bron?"))[0]["text"]
        (stage.folder / "knowledge/own.yaml").unlink()
        assert "welk antwoord" in (await stage.say("bron?"))[0]["text"]


async def test_a_change_is_taken_over_once(tmp_path: Path, shipped: Path) -> None:
    knowledge = Knowledge.load(shipped, tmp_path / "knowledge")
    for short in ("De sleutel ligt in de sleutelkast.", "De sleutel ligt aan het onthaal."):
        write(tmp_path, short)
        assert await knowledge.refresh() == ()
        found = knowledge.search.find(ASKED)
        assert (found.decision, found.entry and found.entry.blocks["nl"].short) == ("answer", short)
        same = knowledge.search
        await knowledge.refresh()
        assert knowledge.search is same


async def test_a_broken_file_keeps_what_it_last_said_and_is_named(tmp_path: Path, shipped: Path) -> None:
    write(tmp_path, "De sleutel ligt in de sleutelkast.")
    knowledge = Knowledge.load(shipped, tmp_path / "knowledge")
    path = tmp_path / "knowledge/own.yaml"
    path.write_text(path.read_text("utf-8").replace('short: "De', "short: De: "), "utf-8")
    (fault,) = await knowledge.refresh()
    assert fault.startswith("own.yaml: line 16 ")
    assert "sleutelkast" in knowledge.library.entries["own-key"].blocks["nl"].short
    assert knowledge.search.find(ASKED).decision == "answer"
    assert await knowledge.refresh() == ()
    assert any("line 16" in problem for problem in installation_problems(tmp_path))


async def test_what_ships_is_watched_too(shipped: Path) -> None:
    knowledge = Knowledge.load(shipped)
    (shipped / "entries/new.yaml").write_text(OWN.format(id="own-key", short="Aan het onthaal."), "utf-8")
    await knowledge.refresh()
    assert list(knowledge.library.entries) == ["own-key"]
    facts = knowledge.library.facts
    (shipped / "facts.yaml").write_text("facts: [", "utf-8")
    await knowledge.refresh()
    assert knowledge.library.facts == facts
    assert knowledge.library.faults


def test_an_own_entry_replaces_the_shipped_one_with_its_id(tmp_path: Path) -> None:
    write(tmp_path, "Bij ons is dat **anders geregeld**.", entry="school-may-speak")
    library = Library.load(own=tmp_path / "knowledge")
    assert len(library.entries) == len(Library.load().entries)
    assert "anders geregeld" in library.entries["school-may-speak"].blocks["nl"].short
    write(tmp_path, "Nog anders.", "second.yaml", "school-may-speak")
    assert any(
        "already used in own.yaml" in fault for fault in Library.load(own=tmp_path / "knowledge").faults
    )


def test_spil_ask_reads_an_installations_own_entries(tmp_path: Path) -> None:
    write(tmp_path, "De sleutel ligt in de sleutelkast.")
    row = f'{{"id": 1, "question": "{ASKED}"}}\n'
    assert "sleutelkast" in CliRunner().invoke(ask, ["--jsonl", "--data", str(tmp_path)], input=row).output
    assert [problem for problem in installation_problems(tmp_path) if "knowledge" in problem] == []

"""The library: what is shipped is sound, and what is broken is named, never raised."""

from pathlib import Path

import pytest

from knowledge.library import SHIPPED, Library
from knowledge.problems import facts_without_entry, problems

SOURCES = 'sources: [{title: "Wet van 30 juli 2018", section: "art. 2", url: null, date: 2018-07-30}]'
GOOD = """
theme: probe
entries:
  - id: probe-one
    facts: [LEG-001]
    sources: [{title: "Wet van 30 juli 2018", section: "art. 2", url: null, date: 2018-07-30}]
    valid_from: 2018
    valid_until: null
    status: current
    region: belgium
    audience: [all]
    reviewed: "2026-11-22"
    nl:
      question: "Wat is het?"
      variants: ["een", "twee", "drie", "vier", "vijf"]
      short: "Het is dit."
      more: ""
      next: []
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entries").mkdir()
    (tmp_path / "facts.yaml").write_text((SHIPPED / "facts.yaml").read_text("utf-8"), "utf-8")
    return tmp_path


def _problems(folder: Path, text: str, name: str = "probe.yaml") -> list[str]:
    (folder / "entries" / name).write_text(text, "utf-8")
    return problems(Library.load(folder))


def test_all_facts_are_registered_without_their_sentences() -> None:
    library = Library.load()
    assert len(library.facts) == 377
    assert {fact.status for fact in library.facts.values()} == {"current", "changed", "history", "verify"}
    assert all(len(fact.dated) < 120 for fact in library.facts.values())


def test_a_good_file_has_no_problem_and_dates_stay_text(folder: Path) -> None:
    assert _problems(folder, GOOD) == []
    entry = Library.load(folder).entries["probe-one"]
    assert (entry.valid_from, entry.sources[0].date, entry.theme) == ("2018", "2018-07-30", "probe")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("LEG-001", "LEG-999", "names the fact LEG-999"),
        ("[LEG-001]", "[LEG-001, LEG-002, LEG-003, LEG-004, LEG-005, LEG-006]", "facts"),
        (SOURCES, "sources: []", "sources"),
        (', "vijf"]', "]", "variants"),
        ("Het is dit.", "woord " * 61, "61 words"),
        ("status: current", "status: maybe", "status"),
        ("region: belgium", "region: europe", "region"),
        ("next: []", "next: [nobody]", "names 'nobody'"),
        ('      short: "Het is dit."\n', "", "'short' is a required property"),
        ('question: "Wat is het?"', "question: Wat: is: het", "line 14 is no valid YAML"),
        ("entries:", "answers:", "has no list 'entries'"),
        ("- id: probe-one", "- name: probe-one", "has no id"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_file(folder: Path, old: str, new: str, named: str) -> None:
    assert old in GOOD
    found = _problems(folder, GOOD.replace(old, new))
    assert any(problem.startswith("probe.yaml") and named in problem for problem in found), found


def test_an_id_used_twice_is_named_with_both_files(folder: Path) -> None:
    (folder / "entries" / "first.yaml").write_text(GOOD, "utf-8")
    found = _problems(folder, GOOD, "second.yaml")
    assert any("second.yaml, probe-one: the id is already used in first.yaml" in problem for problem in found)


def test_one_broken_file_leaves_the_others(folder: Path) -> None:
    (folder / "entries" / "broken.yaml").write_bytes(b"theme: \xff\xfe")
    assert any(problem.startswith("broken.yaml: cannot be read") for problem in _problems(folder, GOOD))
    assert "probe-one" in Library.load(folder).entries


def test_a_missing_registry_is_named(tmp_path: Path) -> None:
    assert any("facts.yaml" in fault for fault in Library.load(tmp_path).faults)


def test_facts_without_entry_are_information(folder: Path) -> None:
    _problems(folder, GOOD)
    missing = facts_without_entry(Library.load(folder))
    assert len(missing) == 376
    assert "LEG-001" not in missing

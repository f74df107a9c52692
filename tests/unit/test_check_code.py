"""`spil check` names every fault that is planted in what ships."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks import ROOT, Shipped, code_problems
from bot.checks.forms import form_problems
from bot.checks.knowledge import data_problems, knowledge_problems
from bot.checks.phrases import needed_keys, phrase_problems, read_code, undeclared

FORM = """id: small
version: 1
fields:
  - {id: where, kind: choice, choices: [here, there]}
  - {id: why, kind: box, when: {where: [here]}}
"""


@pytest.fixture
def phrases(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "bot/phrases", tmp_path / "phrases"))


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8")


def test_what_ships_is_in_order() -> None:
    assert code_problems() == []


@pytest.mark.parametrize(
    "key",
    [
        "helpdesk-sent",
        "did-you-mean",
        "meant-figures",
        "example-plan",
        "role-member",
        "web-send",
        "web-too-long",
        "storage-unavailable",
        "sheet-problem-reference-check",
        "sheet-town",
        "sheet-direction-to_ltf",
    ],
)
def test_a_missing_phrase_is_named(phrases: Path, key: str) -> None:
    for file in (phrases / "nl").glob("*.ftl"):
        file.write_text(re.sub(rf"(?m)^{key} =", "otherwise =", file.read_text("utf-8")), "utf-8")
    found = list(phrase_problems(replace(Shipped(), phrases=phrases)))
    assert len(found) == 1
    assert f"'{key}' is missing" in found[0]


def test_every_phrase_that_ships_is_asked_for(phrases: Path) -> None:
    """So that a phrase which goes missing is named, whichever it is."""
    needed = needed_keys(Shipped(), read_code(ROOT)).keys()
    lines = "\n".join(file.read_text("utf-8") for file in (phrases / "nl").glob("*.ftl"))
    there = set(re.findall(r"(?m)^([a-z][\w-]*) =", lines))
    assert sorted(there - needed) == []


def test_every_pattern_of_keys_says_what_may_stand_in_it() -> None:
    assert undeclared(Shipped()) == set()


def test_a_second_language_has_to_be_whole(phrases: Path) -> None:
    (phrases / "fr").mkdir()
    (phrases / "fr/general.ftl").write_text("hello = Bonjour.\n", "utf-8")
    found = list(phrase_problems(replace(Shipped(), phrases=phrases)))
    assert any(line.startswith("fr: 'help' is missing") for line in found)
    assert not any("'hello'" in line for line in found)


def test_a_broken_line_of_phrases_is_named(phrases: Path) -> None:
    rewrite(phrases / "nl/general.ftl", lambda text: text.replace("empty = ", "empty ", 1))
    found = list(phrase_problems(replace(Shipped(), phrases=phrases)))
    assert any("general.ftl, line" in line and "not a phrase" in line for line in found)
    assert any("'empty' is missing" in line for line in found)


def test_an_unknown_fact_is_named(knowledge: Path) -> None:
    entry = knowledge / "entries/funding.yaml"
    rewrite(entry, lambda text: re.sub(r"facts: \[[^\]]*\]", "facts: [XXX-999]", text, count=1))
    found = list(knowledge_problems(knowledge))
    assert any("funding.yaml" in line and "XXX-999" in line for line in found)


def test_an_entry_without_source_is_named(knowledge: Path) -> None:
    entry = knowledge / "entries/funding.yaml"
    rewrite(entry, lambda text: re.sub(r"(?m)^    sources:\n(?:^     .*\n)+", "", text, count=1))
    found = list(knowledge_problems(knowledge))
    assert any("funding.yaml" in line and "sources" in line for line in found)


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "intents/data").mkdir(parents=True)
    (tmp_path / "intents/data/commands.yaml").write_text("nl: [ja, nee]\nfr: [oui\nde: x]: y\n", "utf-8")
    assert any("intents/data/commands.yaml, line" in line for line in data_problems(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: box", "kind: bax", "unknown kind 'bax'"),
        ("[here, there]", "[here, there", "no valid YAML"),
        (", choices: [here, there]", "", "has no 'choices'"),
        ("{where: [here]}", "{later: [here]}", "leans on 'later'"),
        ("{where: [here]}", "{where: [nowhere]}", "no choice of 'where'"),
        ("id: why", "id: where", "used twice"),
        ("kind: box", "kind: box, colour: red", "'colour' is no property"),
        ("version: 1\n", "", "no 'version'"),
        ("id: small", "id: large", "must be 'small'"),
        ("id: why, kind: box", "id: why", "no 'kind'"),
        ("[here, there]", "[yes, no]", "in quotes"),
        ("fields:", "rows:", "no list 'fields'"),
        ("[here, there]", '[here, there], ends: "maybe"', "'ends' names 'maybe', which is no choice"),
        ("[here, there]", "[here, there], notes: [maybe]", "'notes' names 'maybe', which is no choice"),
        ("[here, there]", "[here, there], notes: here", "'notes' must be a list"),
        ("kind: box", "kind: box, max: -1", "'max' must be a whole number"),
        ("kind: box", "kind: box, max: many", "'max' must be a whole number"),
    ],
)
def test_a_broken_form_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in FORM
    (tmp_path / "small.yaml").write_text(FORM.replace(old, new), "utf-8")
    found = list(form_problems(tmp_path))
    assert any(said in line and line.startswith("small.yaml") for line in found), found


def test_a_sound_form_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(FORM, "utf-8")
    assert list(form_problems(tmp_path)) == []


def test_a_field_that_leans_on_a_later_one_is_named(tmp_path: Path) -> None:
    head, first, second = FORM.split("  - ")
    (tmp_path / "small.yaml").write_text(f"{head}  - {second}  - {first}", "utf-8")
    assert any("leans on 'where'" in line for line in form_problems(tmp_path))


def test_a_choice_without_label_is_named(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(FORM, "utf-8")
    found = list(phrase_problems(replace(Shipped(), forms=tmp_path)))
    assert any("'small-where-there' is missing" in line and "no label" in line for line in found)


def test_a_check_that_stops_is_a_line_and_no_traceback(tmp_path: Path) -> None:
    found = code_problems(replace(Shipped(), phrases=tmp_path / "nowhere"))
    assert any(line.startswith("phrases: this check stopped") for line in found)

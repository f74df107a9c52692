"""The form engine: order, conditions, back, what is lost, and what no longer applies."""

import inspect
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.forms import form_problems
from bot.documents.sheet import BOXES, sheet_words
from bot.phrases import phrases
from intents import fields
from intents.form import (
    Form,
    Progress,
    applying,
    asked,
    back,
    begin,
    fill,
    filled,
    forget,
    load_form,
    lost,
    position,
    prune,
    read_form,
    skip,
    tokens,
)
from intents.handlers import sheet as sheet_handlers
from intents.model import Phrase

SHEET = load_form("sheet")


def walked(**answers: object) -> Progress:
    """A sheet with these answers, in this order."""
    progress = begin(SHEET)
    for key, value in answers.items():
        progress = skip(progress, key) if value is None else fill(progress, key, value)
    return progress


def key(progress: Progress) -> str:
    question = asked(SHEET, progress)
    assert question is not None
    return question.key


OPENED = {
    "direction": "to_ltf",
    "agreed": "yes",
    "subject": "person",
    "officer": "present",
    "reference": "LR-X",
}
STARTED = {**OPENED, "town": None, "zone": None, "dates": None, "wanted": None}
DOMAINS = {"reason": None, "ideology": None, "social": None, "intention": None, "acts": None}


def test_direction_and_agreement_come_first() -> None:
    assert [key(begin(SHEET)), key(walked(direction="to_ltf"))] == ["direction", "agreed"]


def test_every_filled_domain_gets_its_balance_prompt_and_a_skipped_one_none() -> None:
    at = walked(**STARTED, reason="t1", ideology="t2")
    assert key(at) == "ideology_balance"
    assert key(walked(**STARTED, reason="t1", ideology=None)) == "social"


@pytest.mark.parametrize(
    ("confirmed", "next_"), [("yes", "psychological"), ("no", "additional"), (None, "additional")]
)
def test_only_a_confirmed_yes_opens_the_psychological_box(confirmed: str | None, next_: str) -> None:
    assert key(walked(**STARTED, **DOMAINS, confirmed=confirmed)) == next_


def test_an_organisation_has_no_psychological_box() -> None:
    assert key(walked(**{**STARTED, "subject": "organisation"}, **DOMAINS)) == "additional"


def test_towards_the_livc_only_questions_are_boxes() -> None:
    at = walked(**{**STARTED, "direction": "to_livc"})
    assert [q.key for q in applying(SHEET, at) if q.field.volatile] == ["questions"]
    assert position(SHEET, at) == (1, 1)


def test_the_template_has_nine_boxes_and_parts_do_not_count() -> None:
    assert position(SHEET, walked(**STARTED)) == (1, 9)
    at = walked(**STARTED, **DOMAINS, confirmed="yes", psychological=None, additional=None, phase="ending")
    assert position(SHEET, fill(skip(at, "categories"), "followup", "t")) == (8, 9)
    assert position(SHEET, walked(**STARTED, **DOMAINS, confirmed="no")) == (6, 8)


def test_agreement_is_asked_of_each_participant() -> None:
    progress = walked(
        **{**STARTED, "direction": "to_livc"}, questions=None, participants=["IO", "CLB"], readback="yes"
    )
    question = asked(SHEET, progress)
    assert question
    assert (question.key, question.about) == ("agreement.1", "IO")
    assert key(fill(progress, "agreement.1", "yes")) == "agreement.2"
    assert asked(SHEET, fill(fill(progress, "agreement.1", "yes"), "agreement.2", "yes")) is None


def test_a_changed_answer_takes_what_hangs_on_it_along() -> None:
    at = walked(**STARTED, reason="t", confirmed="yes", psychological="t2", psychological_balance="t3")
    closed = prune(SHEET, fill(at, "confirmed", "no"))
    assert set(filled(SHEET, closed)) == {"reason"}
    turned = prune(SHEET, fill(at, "direction", "to_livc"))
    assert not filled(SHEET, turned)
    assert turned.answers["reference"] == "LR-X"


def test_lost_boxes_are_those_whose_token_nobody_holds() -> None:
    at = walked(**STARTED, reason="t1", ideology="t2")
    assert lost(SHEET, at, {"t1", "t2"}) == ()
    assert lost(SHEET, at, {"t2"}) == ("reason",)
    assert key(forget(at, ["reason"])) == "reason"


def test_back_takes_the_last_answer_or_skip_and_stops_at_the_start() -> None:
    at, which = back(SHEET, walked(direction="to_ltf", agreed="yes"))
    assert (which, key(at)) == ("agreed", "agreed")
    assert back(SHEET, begin(SHEET)) == (begin(SHEET), None)


def test_a_box_that_is_taken_back_keeps_its_text_until_it_is_answered_or_no_longer_applies() -> None:
    at = walked(**STARTED, reason="t1", ideology="t2")
    for _ in ("ideology", "reason"):
        at = prune(SHEET, back(SHEET, at)[0])
    assert (key(at), at.stood, tokens(SHEET, at)) == (
        "reason",
        {"reason": "t1", "ideology": "t2"},
        {"t1", "t2"},
    )
    anew = prune(SHEET, fill(at, "reason", "t3"))
    assert (tokens(SHEET, anew), Progress.from_json(anew.to_json())) == ({"t2", "t3"}, anew)
    assert tokens(SHEET, prune(SHEET, fill(at, "wanted", ["social"]))) == set()
    assert tokens(SHEET, prune(SHEET, fill(at, "direction", "to_livc"))) == set()


@given(
    st.lists(st.sampled_from(["fill", "skip", "back", "json"]), max_size=60),
    st.randoms(use_true_random=False),
)
def test_any_walk_keeps_its_trail_and_survives_storage(steps: list[str], rng) -> None:
    progress = begin(SHEET)
    for step in steps:
        question = asked(SHEET, progress)
        if step == "back":
            progress = prune(SHEET, back(SHEET, progress)[0])
        elif step == "json":
            assert Progress.from_json(progress.to_json()) == progress
        elif question is not None and step == "skip" and question.field.optional:
            progress = skip(progress, question.key)
        elif question is not None:
            value = (
                ["IO"] if question.field.kind == "functions" else rng.choice(question.field.choices or ("t",))
            )
            progress = prune(SHEET, fill(progress, question.key, value))
        assert set(progress.trail) == {*progress.answers, *progress.skipped}
        here, total = position(SHEET, progress)
        assert 0 < here <= total <= 9


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": "a", "kind": "box"}, {"id": "a", "kind": "box"}],
        [{"id": "a", "kind": "box", "when": {"b": ["x"]}}, {"id": "b", "kind": "box"}],
        [{"id": "a", "kind": "box", "extends": "nobody"}],
    ],
)
def test_a_broken_form_is_named(rows: list[dict]) -> None:
    with pytest.raises(ValueError, match="form x: field a"):
        read_form({"id": "x", "version": 1, "fields": rows})


def sheet_keys(form: Form) -> set[str]:
    """Every phrase that the form needs by convention."""
    asked_for = [field for field in form.fields if not field.extends]
    keys = {f"sheet-{field.id}{end}" for field in asked_for for end in ("", "-name")}
    keys |= {f"sheet-{field.id}-{choice}" for field in asked_for for choice in field.choices}
    return keys | {f"sheet-{field.id}-{note}-note" for field in asked_for for note in field.notes}


def test_every_question_button_and_note_has_its_words() -> None:
    assert sheet_keys(SHEET) <= phrases("nl").keys()


def test_the_document_has_a_place_for_every_box_and_every_code() -> None:
    words = sheet_words("nl")
    assert {f.id for f in SHEET.fields if f.volatile and not f.extends} == set(BOXES)
    assert all(f"phases.{code}" in words for code in SHEET.field("phase").choices)
    assert all(f"category.{code}" in words for code in SHEET.field("categories").choices)


def test_every_phrase_that_the_handlers_name_has_its_words() -> None:
    folder = Path(inspect.getfile(sheet_handlers)).parent
    named = {
        key
        for file in folder.rglob("*.py")
        for key in re.findall(r'"(sheet-[a-z-]+)"', file.read_text("utf8"))
    }
    sources = [file.read_text("utf8") for file in Path(inspect.getfile(fields)).parent.glob("*.py")]
    problems = {f"sheet-problem-{code}" for code in re.findall(r'Problem\("([a-z-]+)"', "\n".join(sources))}
    problems |= {f"sheet-problem-reference-{reason}" for reason in ("shape", "symbol", "check")}
    problems |= {
        f"sheet-problem-{code}" for code in ("names-someone", "identifies-someone", "function-not-name")
    }
    assert named | problems <= phrases("nl").keys()


def test_a_box_of_ten_thousand_characters_is_read_back_whole() -> None:
    text = "in januari, " * 830
    values = {"name": Phrase("sheet-reason-name"), "text": text}
    assert phrases("nl").text(Phrase("sheet-readback-box", values)).endswith(text)


FORM = """id: x
version: 1
fields: [{id: a, kind: choice, choices: ["yes", "no"]}]
"""


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("answers: {a: {maybe: [misschien]}}", "'maybe' is no choice"),
        ("answers: {b: {yes: [ja]}}", "is no choice"),
        ("answers: {a: {'yes': [12]}}", "is no text"),
        ("answer: {}", "'answer' is none of"),
        ("answers: [", "no valid YAML"),
    ],
)
def test_broken_words_of_a_form_are_named(tmp_path: Path, words: str, problem: str) -> None:
    (tmp_path / "x.yaml").write_text(FORM, "utf8")
    assert list(form_problems(tmp_path)) == []
    (tmp_path / "x.nl.yaml").write_text(words, "utf8")
    found = list(form_problems(tmp_path))
    assert len(found) == 1
    assert found[0].startswith("x.nl.yaml")
    assert problem in found[0]

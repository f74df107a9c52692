"""A form in steps: which comes now, what stands in it, the one before, and what a form of a channel's own is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.forms import form_problems
from bot.forms import LONGEST, form_step
from bot.forms.whole import sections
from intents.form import Progress, Stage, applying, asked, begin, fill, load_form, prune, skip
from intents.model import Phrase
from intents.steps import (
    CHANGE,
    SURE,
    Page,
    Wrong,
    asked_in,
    before,
    changeable,
    go_to,
    place,
    stage_now,
    stage_of,
)

SHEET = load_form("sheet")
STARTED = {
    "direction": "to_ltf",
    "agreed": "yes",
    "subject": "person",
    "officer": "present",
    "reference": "LR-ZGW-H3B-MKX",
}
ANSWERS = {
    "direction": ["to_ltf", "to_livc"],
    "subject": ["person", "organisation"],
    "confirmed": ["yes", "no", "unknown"],
    "phase": ["startup", "ending", "none"],
    "participants": [["CLB", "politie"]],
}


def walked(**answers: object) -> Progress:
    progress = begin(SHEET)
    for key, value in answers.items():
        progress = skip(progress, key) if value is None else fill(progress, key, value)
    return progress


def stage(name: str) -> Stage:
    return next(stage for stage in SHEET.stages if stage.id == name)


def keys(progress: Progress, name: str) -> list[str]:
    return [question.key for question in asked_in(SHEET, progress, stage(name))]


def now(progress: Progress) -> str:
    found = stage_now(SHEET, progress)
    assert found is not None
    return found.id


def test_every_field_stands_in_one_step_in_the_order_of_the_form() -> None:
    assert [name for stage in SHEET.stages for name in stage.fields] == [field.id for field in SHEET.fields]


def test_a_form_without_steps_asks_one_field_a_step() -> None:
    from intents.form import read_form

    form = read_form(
        {"id": "x", "version": 1, "fields": [{"id": "a", "kind": "box"}, {"id": "b", "kind": "box"}]}
    )
    assert form.stages == (Stage("a", ("a",)), Stage("b", ("b",)))


def test_the_first_step_with_an_open_question_comes_now() -> None:
    assert now(begin(SHEET)) == "start"
    assert now(walked(**{**STARTED, "officer": None})) == "discussion"
    started = walked(**STARTED, town=None, zone=None, dates=None, wanted=None, reason=None)
    assert now(started) == "ideology"
    assert now(go_to(started, "discussion")) == "discussion"
    assert now(go_to(started, "psychological")) == "ideology"


def test_a_balance_box_is_shown_beside_its_domain_and_what_needs_another_step_is_not() -> None:
    started = walked(**STARTED)
    assert keys(started, "ideology") == ["ideology", "ideology_balance"]
    assert keys(walked(**STARTED, ideology=None, ideology_balance=None), "ideology") == [
        "ideology",
        "ideology_balance",
    ]
    assert keys(walked(**STARTED, confirmed="no"), "psychological") == []
    assert keys(walked(**STARTED, confirmed="yes"), "psychological") == [
        "psychological",
        "psychological_balance",
    ]
    assert keys(walked(**STARTED, phase="none"), "followup") == ["followup", "history"]
    assert "closing" in keys(walked(**STARTED, phase="ending"), "followup")


def test_everybody_agrees_in_one_step() -> None:
    progress = walked(**STARTED, participants=["CLB", "politie"])
    asked_now = asked_in(SHEET, progress, stage("agreement"))
    assert [(q.key, q.about) for q in asked_now] == [("agreement.1", "CLB"), ("agreement.2", "politie")]


def test_the_other_direction_has_few_steps_and_an_organisation_no_gate() -> None:
    assert place(SHEET, walked(**STARTED), stage("start")) == (1, 16)
    back = walked(**{**STARTED, "direction": "to_livc"})
    assert place(SHEET, back, stage("discussion")) == (2, 6)
    organisation = walked(**{**STARTED, "subject": "organisation"})
    assert place(SHEET, organisation, stage("agreement")) == (14, 14)


def test_what_was_sent_belongs_to_its_own_step_unless_that_is_still_to_come() -> None:
    progress = walked(**STARTED, town=None, zone=None, dates=None, wanted=None, reason=None)
    assert stage_of(SHEET, progress, ["town"]) == stage("discussion")
    assert stage_of(SHEET, progress, ["ideology"]) == stage("ideology")
    assert stage_of(SHEET, progress, []) == stage("ideology")
    assert stage_of(SHEET, progress, ["agreement.1"]) == stage("ideology")


@given(st.data())
def test_the_steps_end_where_the_form_ends_whatever_is_answered(data: st.DataObject) -> None:
    """Every step shows at least one field, comes once, stands inside the count, and holds the dialogue's question."""
    progress, seen = begin(SHEET), []
    while (stage := stage_now(SHEET, progress)) is not None:
        assert stage.id not in seen
        seen.append(stage.id)
        here, total = place(SHEET, progress, stage)
        assert 0 < here <= total <= len(SHEET.stages)
        question = asked(SHEET, progress)
        assert question is not None
        assert question.field.id in stage.fields
        shown = asked_in(SHEET, progress, stage)
        assert shown
        for one in shown:
            if one.key not in [q.key for q in applying(SHEET, progress)]:
                continue
            answer = data.draw(st.sampled_from([*ANSWERS.get(one.field.id, ["yes"])]))
            left = one.field.optional and data.draw(st.booleans())
            progress = skip(progress, one.key) if left else fill(progress, one.key, answer)
            progress = prune(SHEET, progress)
    assert asked(SHEET, progress) is None


@given(st.sampled_from([stage.id for stage in SHEET.stages]))
def test_back_from_any_step_leads_to_the_beginning(name: str) -> None:
    progress = walked(**STARTED, confirmed="yes", participants=["CLB"])
    at: Stage | None = stage(name)
    seen = 0
    while at is not None:
        at, seen = before(SHEET, progress, at), seen + 1
    assert seen == place(SHEET, progress, stage(name))[0]
    assert len(changeable(SHEET, progress, stage(name))) == seen - 1


def page(name: str, progress: Progress, **more: object) -> Page:
    return Page(SHEET, progress, stage(name), asked_in(SHEET, progress, stage(name)), **more)  # type: ignore[arg-type]


def test_a_step_in_words_fits_every_platform() -> None:
    progress = walked(**STARTED, confirmed="yes", phase="ending", participants=["CLB", "politie"])
    for one in SHEET.stages:
        step = form_step(page(one.id, progress, codes=[f"LR-{n}" for n in range(300)]), "", "nl")
        assert 0 < len(step.title) <= 24
        assert 0 < len(step.submit) <= 24
        assert bool(step.back) == (one.id != "start")
        for field in step.inputs:
            assert 0 < len(field.label) <= 150
            assert 0 < field.longest <= LONGEST
            assert len(field.options) <= 100
            assert "\ue000" not in field.label + field.hint + "".join(label for _, label in field.options)


def test_values_come_back_as_they_would_be_typed() -> None:
    progress = walked(**STARTED)
    values = {"town": "Gent", "zone": "5415", "dates": ["2026-03-03", "2026-03-10"]}
    fields = form_step(page("discussion", progress, values=values), "", "nl").inputs
    assert [field.value for field in fields] == ["Gent", "5415", "3 maart 2026, 10 maart 2026", ""]
    shown = form_step(
        page("followup", walked(**STARTED, phase="running"), values={"categories": ["vdab", "other"]}),
        "",
        "nl",
    )
    assert shown.inputs[0].value == "vdab\nother"


def test_what_is_wrong_stands_at_its_field_and_what_only_the_person_knows_after_it() -> None:
    wrong = {
        "town": Wrong(
            Phrase("sheet-keep-so"),
            (("keep.1", Phrase("sheet-keep-so")), ("anew", Phrase("sheet-write-anew"))),
        )
    }
    shown = form_step(page("discussion", walked(**STARTED), wrong=wrong), "", "nl")
    town, town_sure, zone, *_ = shown.inputs
    assert (town.problem, zone.problem) == ("Zo bewaren", "")
    assert (town_sure.key, town_sure.kind, len(town_sure.options)) == (f"town{SURE}", "one", 2)


def test_the_read_back_offers_every_step_before_it() -> None:
    progress = walked(**STARTED, participants=["CLB"])
    change = changeable(SHEET, progress, stage("readback"))
    step = form_step(page("readback", progress, change=change), "", "nl")
    assert step.inputs[-1].key == CHANGE
    assert [value for value, _ in step.inputs[-1].options] == list(change)
    assert all(field.optional for field in step.inputs)


def test_the_page_shows_every_field_once_and_the_agreement_by_its_pattern() -> None:
    shown = sections(SHEET, "nl")
    listed = [one.field.id for section in shown for one in section.fields]
    assert [*listed, "agreement"] == [field.id for field in SHEET.fields]
    assert shown[-1].repeated is not None
    assert "{about}" in shown[-1].repeated.input.label
    offered = {one.field.id: one.input.options for section in shown for one in section.fields}
    assert [value for value, _ in offered["readback"]] == ["yes"]
    turned = {one.field.id for section in shown for one in section.fields if one.turned}
    assert turned == {"agreed", "questions"}


SMALL = """id: x
version: 1
fields:
  - {id: a, kind: choice, choices: ["yes", "no"]}
  - {id: b, kind: box, when: {a: ["yes"]}}
steps:
  - {id: one, fields: [a]}
  - {id: two, fields: [b]}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fields: [b]", "fields: []", "'b' stands in no step"),
        ("fields: [b]", "fields: [b, a]", "'a' stands in two steps"),
        ("fields: [b]", "fields: [b, c]", "names 'c', which is no field"),
        ("fields: [a]}\n  - {id: two, fields: [b]", "fields: [b]}\n  - {id: two, fields: [a]", "before 'a'"),
        ("  - {id: one, fields: [a]}", "  - one", "'steps' must be a list"),
        ("fields: [a]}", "fields: a}", "'steps' must be a list"),
    ],
)
def test_broken_steps_are_named(tmp_path, old: str, new: str, said: str) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.yaml"
    file.write_text(SMALL, "utf8")
    assert list(form_problems(tmp_path)) == []
    assert old in SMALL
    file.write_text(SMALL.replace(old, new), "utf8")
    assert any(said in line and line.startswith("x.yaml") for line in form_problems(tmp_path))


def test_a_step_that_is_gone_from_the_form_is_no_place_to_stand() -> None:
    old = replace(walked(**STARTED), at="a-step-of-an-older-version")
    assert now(Progress.from_json(old.to_json())) == "discussion"
    without = {key: value for key, value in old.to_json().items() if key != "at"}
    assert Progress.from_json(without).at is None

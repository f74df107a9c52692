"""The guided dialogue: pure functions over a declared form. Back, skip, resume and what is still missing.

A form is data (`intents/data/forms/<form>.yaml`). How far somebody is, is the answers by field id and the order
in which they were given, never a step number: a form that changes between versions keeps its answers. Of a
volatile field the progress knows only that it was filled in, as the token under which memory holds its text.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of_class
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PICKED = ".picked"
"""Ends the key under which the values picked so far of a several-of-these question are kept."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `when`: field id → answers under which it is asked ('filled': any; 'skipped': none).

    `each` repeats the field for every value of a list; `ends`: the answer that closes the form there; `notes`:
    answers that call for a word in return; `extends`: more about that box; `within`: a further part of it.
    `picked`: a list's field id → the value that has to be in it, where that list was answered at all.
    """

    id: str
    kind: str
    choices: tuple[str, ...] = ()
    when: Mapping[str, Collection[str]] | None = None
    picked: Mapping[str, str] | None = None
    optional: bool = True
    volatile: bool = False
    each: str | None = None
    ends: str | None = None
    extends: str | None = None
    within: str | None = None
    notes: tuple[str, ...] = ()
    max: int = 10_000
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """Fields that a form of a channel's own asks together, as one of its steps."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`stages`: the steps in which a channel's own form asks it; where none are declared, a step for each field."""

    id: str
    version: int
    fields: tuple[Field, ...]
    stages: tuple[Stage, ...] = ()

    def field(self, field_id: str) -> Field:
        """The field called `field_id`. Raises `KeyError`."""
        for candidate in self.fields:
            if candidate.id == field_id:
                return candidate
        raise KeyError(field_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is asked now: `key` is unique in the form; `about` the value it is repeated for."""

    key: str
    field: Field
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a form is: answers by key (of a box: a token), what was skipped, and the order of both. `at`: the
    stage that somebody went back to; `stood`: the tokens of boxes that were taken back, shown where they are asked."""

    form: str
    version: int
    answers: Mapping[str, Any]
    trail: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    paused: bool = False
    at: str | None = None
    stood: Mapping[str, str] = of_class(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "version": self.version,
            "answers": dict(self.answers),
            "trail": list(self.trail),
            "skipped": list(self.skipped),
            "paused": self.paused,
            "at": self.at,
            "stood": dict(self.stood),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Progress":
        return cls(**{**value, "trail": tuple(value["trail"]), "skipped": tuple(value["skipped"])})


@cache
def load_form(form_id: str) -> Form:
    """The shipped form called `form_id`."""
    text = files("intents").joinpath(f"data/forms/{form_id}.yaml").read_text("utf8")
    return read_form(yaml.safe_load(text))


def read_form(data: Mapping[str, Any]) -> Form:
    """A form from its YAML. Raises `ValueError` that names what is broken."""
    fields = tuple(_field(row) for row in data["fields"])
    seen: set[str] = set()
    for field in fields:
        leans = {*(field.when or {}), *(field.picked or {}), field.each, field.extends, field.within}
        unknown = leans - seen - {None}
        if unknown or field.id in seen:
            raise ValueError(f"form {data['id']}: field {field.id} is double or leans on a later field")
        seen.add(field.id)
    declared = tuple(Stage(row["id"], tuple(row["fields"])) for row in data.get("steps", ()))
    stages = declared or tuple(Stage(field.id, (field.id,)) for field in fields)
    return Form(data["id"], data["version"], fields, stages)


def begin(form: Form) -> Progress:
    """Nothing answered yet."""
    return Progress(form.id, form.version, {})


def asked(form: Form, progress: Progress) -> Asked | None:
    """The question to ask now: the first in order that applies and has no answer. None when complete."""
    for field in form.fields:
        for question in questions(field, progress):
            if question.key not in progress.answers and question.key not in progress.skipped:
                return question
    return None


def position(form: Form, progress: Progress) -> tuple[int, int]:
    """Where the current question stands among the boxes of the sheet that apply or still may: (this one, all)."""
    boxes = [field.id for field in form.fields if field.volatile and not (field.extends or field.within)]
    boxes = [box for box in boxes if may_apply(form, form.field(box), progress)]
    now = asked(form, progress)
    current = (now.field.extends or now.field.within or now.field.id) if now else None
    return boxes.index(current) + 1 if current in boxes else len(boxes), len(boxes)


def applying(form: Form, progress: Progress) -> list[Asked]:
    """Every question that applies, answered or not, in the order of the form."""
    return [question for field in form.fields for question in questions(field, progress)]


def prune(form: Form, progress: Progress) -> Progress:
    """The progress without what no longer applies after an earlier answer was changed."""
    for field in form.fields:
        valid = {question.key for question in questions(field, progress)}
        given = [key for key in (*progress.answers, *progress.skipped) if _field_id(key) == field.id]
        gone = [key for key in given if key.removesuffix(PICKED) not in valid]
        progress = forget(progress, gone) if gone else progress
    stood = {
        key: token for key, token in progress.stood.items() if may_apply(form, form.field(key), progress)
    }
    return replace(progress, stood=stood)


def fill(progress: Progress, key: str, value: object) -> Progress:
    """The answer to `key`; of a volatile field the token of its text."""
    trail = tuple(k for k in progress.trail if k != key)
    stood = {k: token for k, token in progress.stood.items() if k != key}
    return replace(progress, answers={**progress.answers, key: value}, trail=(*trail, key), stood=stood)


def skip(progress: Progress, key: str) -> Progress:
    """Leave `key` out."""
    return replace(progress, skipped=(*progress.skipped, key), trail=(*progress.trail, key))


def back(form: Form, progress: Progress) -> tuple[Progress, str | None]:
    """Take the last answer or skip back: the progress without it, and its key (None at the beginning)."""
    if not progress.trail:
        return progress, None
    last = progress.trail[-1]
    return take_back(form, progress, [last]), last


def take_back(form: Form, progress: Progress, keys: Collection[str]) -> Progress:
    """Forget these, but of a box not its token: what stood there can stay as it was."""
    boxes = {key: token for key, token in filled(form, progress).items() if key in keys}
    return replace(forget(progress, keys), stood={**progress.stood, **boxes})


def forget(progress: Progress, keys: Collection[str]) -> Progress:
    """The progress without these answers and skips: they will be asked again."""
    return replace(
        progress,
        answers={k: v for k, v in progress.answers.items() if k not in keys},
        trail=tuple(k for k in progress.trail if k not in keys),
        skipped=tuple(k for k in progress.skipped if k not in keys),
    )


def lost(form: Form, progress: Progress, held: Collection[str]) -> tuple[str, ...]:
    """The boxes that were filled in and whose text is no longer held (a restart, or too long idle)."""
    return tuple(box for box, token in filled(form, progress).items() if token not in held)


def filled(form: Form, progress: Progress) -> dict[str, str]:
    """The boxes that hold text, with the token of each."""
    boxes = [field.id for field in form.fields if field.volatile]
    return {box: str(progress.answers[box]) for box in boxes if box in progress.answers}


def tokens(form: Form, progress: Progress) -> frozenset[str]:
    """The tokens of every text that the form still needs, also of what was taken back."""
    return frozenset((*filled(form, progress).values(), *progress.stood.values()))


def may_apply(form: Form, field: Field, progress: Progress) -> bool:
    """Whether the field applies, or would after answers that are still to come."""
    if not in_picked(field, progress):
        return False
    for other, wanted in (field.when or {}).items():
        known = other in progress.answers or other in progress.skipped
        if not (_met(other, wanted, progress) if known else may_apply(form, form.field(other), progress)):
            return False
    return True


def questions(field: Field, progress: Progress) -> list[Asked]:
    """The field as it is asked: not at all where it does not apply, once, or for each value of another."""
    if not _applies(field, progress):
        return []
    if field.each is None:
        return [Asked(field.id, field)]
    values = progress.answers.get(field.each) or ()
    return [Asked(f"{field.id}.{number}", field, value) for number, value in enumerate(values, 1)]


def in_picked(field: Field, progress: Progress) -> bool:
    """Whether it is among what was picked; where nothing was, everything is."""
    lists = [(progress.answers.get(other), value) for other, value in (field.picked or {}).items()]
    return all(picked is None or value in picked for picked, value in lists)


def _applies(field: Field, progress: Progress) -> bool:
    met = all(_met(other, wanted, progress) for other, wanted in (field.when or {}).items())
    return met and in_picked(field, progress)


def _met(other: str, wanted: Collection[str], progress: Progress) -> bool:
    if other in progress.skipped:
        return "skipped" in wanted
    answer = progress.answers.get(other)
    return answer is not None and ("filled" in wanted or answer in wanted)


def _field_id(key: str) -> str:
    return key.split(".")[0]


def _field(row: Mapping[str, Any]) -> Field:
    when = {key: tuple(value) for key, value in row["when"].items()} if "when" in row else None
    lists = {name: tuple(row.get(name, ())) for name in ("choices", "notes")}
    return Field(**{**row, **lists, "when": when})

"""The guided dialogue: pure functions over a declared form. Back, skip, resume and what is still missing.

A form is data (`intents/data/forms/<form>.yaml`). How far somebody is, is the answers by field id and the order
in which they were given, never a step number: a form that changes between versions keeps its answers. Of a
volatile field the progress knows only that it was filled in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `when`: field id → answers under which it is asked ('filled': that box holds text).

    `each` repeats the field for every value of a list; `ends`: the answer that closes the form there.
    """

    id: str
    kind: str
    choices: tuple[str, ...] = ()
    when: Mapping[str, Collection[str]] | None = None
    optional: bool = True
    volatile: bool = False
    each: str | None = None
    ends: str | None = None
    extends: str | None = None
    max: int = 10_000


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    version: int
    fields: tuple[Field, ...]

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
    """How far a form is: answers by key (True for a filled box), what was skipped, and the order of both."""

    form: str
    version: int
    answers: Mapping[str, Any]
    trail: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    paused: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "version": self.version,
            "answers": dict(self.answers),
            "trail": list(self.trail),
            "skipped": list(self.skipped),
            "paused": self.paused,
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
        unknown = {*(field.when or {}), field.each, field.extends} - seen - {None}
        if unknown or field.id in seen:
            raise ValueError(f"form {data['id']}: field {field.id} is double or leans on a later field")
        seen.add(field.id)
    return Form(data["id"], data["version"], fields)


def begin(form: Form) -> Progress:
    """Nothing answered yet."""
    return Progress(form.id, form.version, {})


def asked(form: Form, progress: Progress) -> Asked | None:
    """The question to ask now: the first in order that applies and has no answer. None when complete."""
    for field in form.fields:
        for question in _questions(field, progress):
            if question.key not in progress.answers and question.key not in progress.skipped:
                return question
    return None


def position(form: Form, progress: Progress, volatile_only: bool = True) -> tuple[int, int]:
    """Where the current question stands among the boxes that apply: (this one, how many)."""
    keys = [
        question.key
        for field in form.fields
        if (field.volatile or not volatile_only) and not field.extends
        for question in _questions(field, progress)
    ]
    now = asked(form, progress)
    current = keys.index(now.key) + 1 if now and now.key in keys else len(keys)
    return current, len(keys)


def fill(progress: Progress, key: str, value: object) -> Progress:
    """The answer to `key`; of a volatile field the value is True."""
    trail = tuple(k for k in progress.trail if k != key)
    return replace(progress, answers={**progress.answers, key: value}, trail=(*trail, key))


def skip(progress: Progress, key: str) -> Progress:
    """Leave `key` out."""
    return replace(progress, skipped=(*progress.skipped, key), trail=(*progress.trail, key))


def back(progress: Progress) -> tuple[Progress, str | None]:
    """Take the last answer or skip back: the progress without it, and its key (None at the beginning)."""
    if not progress.trail:
        return progress, None
    last = progress.trail[-1]
    return forget(progress, [last]), last


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
    volatile = [field.id for field in form.fields if field.volatile]
    return tuple(box for box in volatile if progress.answers.get(box) is True and box not in held)


def _questions(field: Field, progress: Progress) -> list[Asked]:
    if not _applies(field, progress):
        return []
    if field.each is None:
        return [Asked(field.id, field)]
    values = progress.answers.get(field.each) or ()
    return [Asked(f"{field.id}.{number}", field, value) for number, value in enumerate(values, 1)]


def _applies(field: Field, progress: Progress) -> bool:
    for other, wanted in (field.when or {}).items():
        answer = progress.answers.get(other)
        if not ("filled" in wanted and answer is True) and answer not in wanted:
            return False
    return True


def _field(row: Mapping[str, Any]) -> Field:
    when = {key: tuple(value) for key, value in row["when"].items()} if "when" in row else None
    return Field(**{**row, "choices": tuple(row.get("choices", ())), "when": when})

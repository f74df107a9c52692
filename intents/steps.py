"""A form in steps, for channels with forms of their own: pure functions over the same form and progress.

Which step comes now is worked out from what was answered, never counted; only a step that somebody went back to
is kept (`Progress.at`), by its name.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from intents.form import Asked, Form, Progress, Stage, forget, may_apply, questions
from intents.model import Phrase

SURE = ".sure"
"""Ends the key of the extra question under an answer that only the person can settle."""
CHANGE = "form.change"
"""The key of the question which step to go back to, beside the read-back."""
ANEW = "form.anew"
"""The key of the question whether to begin anew, where a sheet was left."""


CONSENT = frozenset({"readback", "agreement"})
"""The fields whose answer counts for the text that was read back only."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why an answer cannot be taken as it is, and `ways` on: (value, label), to send under its key with SURE."""

    words: Phrase = field(repr=False)
    ways: tuple[tuple[str, Phrase], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One step to show. `values` by key: as typed, or as it was answered; `wrong` by key; `codes`: the references
    to choose from; `change`: the steps that can be gone back to by name; `left`: a sheet that was left before is
    gone on with, or begun anew. `seals`: consent is offered for this text only; not where all is sent at once."""

    form: Form
    progress: Progress = field(repr=False)
    stage: Stage
    asked: tuple[Asked, ...]
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    wrong: Mapping[str, Wrong] = field(default_factory=dict, repr=False)
    codes: Sequence[str] = ()
    change: tuple[str, ...] = ()
    left: bool = False
    seals: bool = True


def stage_now(form: Form, progress: Progress) -> Stage | None:
    """The step that is asked now: the one gone back to, else the first with a question open. None when complete."""
    for stage in form.stages:
        if stage.id == progress.at and _asked(form, progress, stage):
            return stage
    return next((stage for stage in form.stages if _open(form, progress, stage)), None)


def asked_in(form: Form, progress: Progress, stage: Stage) -> tuple[Asked, ...]:
    """The questions of a step as they are shown: those that apply, or may once the others in it are answered."""
    fresh = forget(progress, _keys(form, progress, stage))
    found: list[Asked] = []
    for name in stage.fields:
        one = form.field(name)
        if one.each is not None:
            found += questions(one, progress)
        elif may_apply(form, one, fresh):
            found.append(Asked(one.id, one))
    return tuple(found)


def stage_of(form: Form, progress: Progress, given: Collection[str]) -> Stage | None:
    """The step that was sent: the one that its keys belong to, where it is the present one or was done before."""
    now = stage_now(form, progress)
    for stage in form.stages:
        keys = {question.key for question in asked_in(form, progress, stage)}
        if keys & {*given} and not _open(form, progress, stage):
            return stage
        if stage == now:
            break
    return now


def before(form: Form, progress: Progress, stage: Stage) -> Stage | None:
    """The step before this one; None at the beginning."""
    shown = _shown(form, progress)
    return shown[shown.index(stage) - 1] if stage in shown[1:] else None


def place(form: Form, progress: Progress, stage: Stage) -> tuple[int, int]:
    """Where a step stands among those that apply or still may: (this one, all)."""
    shown = _shown(form, progress, stage)
    return shown.index(stage) + 1, len(shown)


def read_seal(progress: Progress) -> str:
    """Stands for everything that is read back: another text, another seal. Nothing of the text is in it."""
    said = {key: value for key, value in progress.answers.items() if key.split(".")[0] not in CONSENT}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def sealed(value: str, progress: Progress) -> str:
    """An answer of consent as it is offered: it counts for this text and no other."""
    return f"{value}.{read_seal(progress)}"


def unsealed(value: str, progress: Progress) -> str:
    """The answer behind what was sent; '' where it was given for another text."""
    bare, dot, seal = value.partition(".")
    return bare if not dot or seal == read_seal(progress) else ""


def go_to(progress: Progress, stage_id: str | None) -> Progress:
    """The same progress at this step; with None at the first that is open."""
    return replace(progress, at=stage_id)


def changeable(form: Form, progress: Progress, stage: Stage) -> tuple[str, ...]:
    """The steps before this one, by name: each can be gone back to."""
    shown = _shown(form, progress, stage)
    return tuple(earlier.id for earlier in shown[: shown.index(stage)])


def _shown(form: Form, progress: Progress, always: Stage | None = None) -> list[Stage]:
    return [stage for stage in form.stages if stage == always or _may_show(form, progress, stage)]


def _may_show(form: Form, progress: Progress, stage: Stage) -> bool:
    return any(may_apply(form, form.field(name), progress) for name in stage.fields)


def _open(form: Form, progress: Progress, stage: Stage) -> bool:
    """Whether a question of the step applies and has no answer."""
    asked = _asked(form, progress, stage)
    return any(q.key not in progress.answers and q.key not in progress.skipped for q in asked)


def _asked(form: Form, progress: Progress, stage: Stage) -> list[Asked]:
    return [question for name in stage.fields for question in questions(form.field(name), progress)]


def _keys(form: Form, progress: Progress, stage: Stage) -> list[str]:
    return [*(question.key for question in _asked(form, progress, stage)), *stage.fields]

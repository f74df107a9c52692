"""One question of the sheet as words and buttons. The words themselves are in the phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from intents.fields import NEW
from intents.form import PICKED, Asked, Field, Form, Progress, position
from intents.handlers.sheet.table.earlier import as_before
from intents.model import Choice, Intent, Phrase
from storage.records import Sheet

OFFERED_CASES = 4
"""Known references offered as buttons; any other can be typed."""

DOMAINS = frozenset({"ideology", "social", "intention", "acts", "psychological", "additional"})
"""The risk domains: before each of them stands what may be in it (R7-R9, R6)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the answers: the cell's open references, and the last sheet for the same one."""

    codes: Sequence[str] = ()
    last: Sheet | None = None


_MEANS: dict[str, Literal["yes", "no"]] = {"yes": "yes", "no": "no"}


def words(form: Form, progress: Progress, question: Asked) -> tuple[Phrase, ...]:
    """The paragraphs that ask a question."""
    field = question.field
    if field.extends:
        return (Phrase("sheet-balance", {"box": Phrase(f"sheet-{field.extends}-name")}),)
    if question.about is not None:
        return (_agreement(progress, question),)
    if field.kind == "box":
        return _box(form, progress, field)
    values = {
        "direction": progress.answers.get("direction", ""),
        "subject": progress.answers.get("subject", ""),
    }
    picked = progress.answers.get(f"{question.key}{PICKED}")
    if picked:
        chosen = [Phrase(f"sheet-{field.id}-{value}") for value in picked]
        return (Phrase("sheet-picked", {"chosen": chosen}),)
    return (Phrase(f"sheet-{field.id}", values),)


def _box(form: Form, progress: Progress, field: Field) -> tuple[Phrase, ...]:
    here, total = position(form, progress)
    values = {"name": Phrase(f"sheet-{field.id}-name"), "here": here, "total": total}
    head = Phrase("sheet-box-more" if field.within else "sheet-box", values)
    guide = Phrase(f"sheet-{field.id}", {"direction": progress.answers.get("direction", "")})
    return (head, guide, Phrase("sheet-domain")) if field.id in DOMAINS else (head, guide)


def _agreement(progress: Progress, question: Asked) -> Phrase:
    everybody = progress.answers["participants"]
    here = question.key.rsplit(".", 1)[1]
    values = {"about": question.about, "here": int(here), "total": len(everybody)}
    return Phrase(f"sheet-{question.field.id}", values)


def buttons(progress: Progress, question: Asked, known: Known, today: date) -> tuple[Choice, ...]:
    """What can be pressed under a question: its own answers first, then the ways around it."""
    own = _own(progress, question, known, today)
    past = [] if f"{question.key}{PICKED}" in progress.answers else _past(question)
    around = [Choice(Phrase("sheet-back"), Intent("form.back"))] if progress.trail else []
    return (*own, *past, *around, Choice(Phrase("sheet-stop"), Intent("form.stop")))


def _own(progress: Progress, question: Asked, known: Known, today: date) -> list[Choice]:
    field, key = question.field, question.key
    if field.kind == "reference":
        ours = [_answer(Phrase("own", {"text": code}), key, code) for code in known.codes[:OFFERED_CASES]]
        return [_answer(Phrase("sheet-reference-new"), key, NEW), *ours]
    if field.kind == "days":
        return [_answer(Phrase("sheet-today"), key, [today.isoformat()])]
    picked = progress.answers.get(f"{key}{PICKED}") or ()
    own = [_answer(Phrase(f"sheet-{field.id}-{v}"), key, v) for v in field.choices if v not in picked]
    before = as_before(known.last, field.id, field.choices)
    if picked:
        own.insert(0, _answer(Phrase("sheet-done"), key, "done"))
    elif before:
        own.insert(0, _answer(_as_before(field.id, before), key, before))
    if _first_of_several(progress, question):
        own.insert(
            0, Choice(Phrase("sheet-all-agree", {"total": _number(progress)}), Intent("form.all-agree"))
        )
    if key == "readback":
        own.append(Choice(Phrase("sheet-change"), Intent("form.edit"), "no"))
    return own


def _as_before(field_id: str, before: str | list[str]) -> Phrase:
    values = [before] if isinstance(before, str) else before
    return Phrase("sheet-as-before", {"was": [Phrase(f"sheet-{field_id}-{value}") for value in values]})


def _first_of_several(progress: Progress, question: Asked) -> bool:
    """Nobody was asked yet and there are several to ask: one answer can be that of all of them."""
    return question.key.endswith(".1") and question.field.each is not None and _number(progress) > 1


def _number(progress: Progress) -> int:
    return len(progress.answers["participants"])


def _past(question: Asked) -> list[Choice]:
    """The ways past a question that need no answer to it (R10)."""
    field, skip = question.field, Intent("form.skip", {"key": question.key})
    if field.extends:
        return [Choice(Phrase("sheet-nothing-more"), skip, "no")]
    if not field.optional:
        return []
    ways = [Choice(Phrase("sheet-skip"), skip)]
    if field.volatile and field.id != "questions":
        ways.append(Choice(Phrase("sheet-skip-rest"), Intent("form.skip-rest", {"key": question.key})))
    return ways


def _answer(label: Phrase, key: str, value: object) -> Choice:
    means = _MEANS.get(value) if isinstance(value, str) else None
    return Choice(label, Intent("form.answer", {"key": key, "value": value}), means)


def name_of(form: Form, box: str) -> str:
    """The field under whose name a box is known: what the balance prompt added belongs to its domain."""
    return form.field(box).extends or box

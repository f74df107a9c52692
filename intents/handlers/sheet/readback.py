"""Everything that was filled in, field by field, as it will stand in the document."""

from collections.abc import Mapping
from datetime import date

from intents.form import Asked, Form, Progress, applying, in_picked
from intents.handlers.sheet.table.earlier import WANTED
from intents.model import Phrase

NOT_SHOWN = frozenset({"agreed", WANTED, "readback", "agreement"})
NOT_IN_DOCUMENT = ("officer", "confirmed")
EVALUATION = ("followup", "history", "impact", "closing")
"""The boxes that hold the evaluation of the follow-up which the law asks for (R5)."""


def readback(form: Form, progress: Progress, boxes: Mapping[str, str]) -> tuple[Phrase, ...]:
    """The fields in the order of the form, then what stays empty, then what the law misses in it."""
    lines = [Phrase("sheet-readback-head"), *written(form, progress, boxes)]
    given = [q for q in _given(form, progress) if q.key in NOT_IN_DOCUMENT]
    aside = [_line(q, progress, boxes) for q in given]
    if aside:
        lines.append(Phrase("sheet-readback-aside", {"answers": aside}))
    left_out = {*progress.skipped, *(field.id for field in form.fields if not in_picked(field, progress))}
    apart = {*NOT_IN_DOCUMENT, *NOT_SHOWN}
    empty = [
        Phrase(f"sheet-{field.id}-name")
        for field in form.fields
        if field.id in left_out and field.id not in apart and not field.extends
    ]
    if empty:
        lines.append(Phrase("sheet-readback-empty", {"boxes": empty}))
    if _no_evaluation(progress):
        lines.append(Phrase("sheet-readback-no-evaluation"))
    return tuple(lines) if lines[1:] else (Phrase("sheet-readback-nothing"),)


def written(form: Form, progress: Progress, boxes: Mapping[str, str]) -> list[Phrase]:
    """What will stand in the document, line by line."""
    return [_line(q, progress, boxes) for q in _given(form, progress) if q.key not in NOT_IN_DOCUMENT]


def _given(form: Form, progress: Progress) -> list[Asked]:
    given = [question for question in applying(form, progress) if question.key in progress.answers]
    return [q for q in given if not q.field.extends and q.field.id not in NOT_SHOWN]


def _line(question: Asked, progress: Progress, boxes: Mapping[str, str]) -> Phrase:
    name = Phrase(f"sheet-{question.field.id}-name")
    if question.field.volatile:
        return Phrase("sheet-readback-box", {"name": name, "text": joined(boxes, question.key)})
    return Phrase("sheet-readback-line", {"name": name, "value": _shown(progress, question)})


def joined(boxes: Mapping[str, str], box: str) -> str:
    """A box with what the balance prompt added to it."""
    return "\n".join(text for text in (boxes.get(box), boxes.get(f"{box}_balance")) if text)


def _no_evaluation(progress: Progress) -> bool:
    """R5: by law the sheet holds an evaluation of the follow-up; nothing was said about any."""
    said = {*EVALUATION} & progress.answers.keys()
    return progress.answers.get("direction") == "to_ltf" and not said


def _shown(progress: Progress, question: Asked) -> object:
    value, field = progress.answers[question.key], question.field
    if field.kind == "choice":
        return Phrase(f"sheet-{field.id}-{value}")
    if field.kind == "choices":
        return [Phrase(f"sheet-{field.id}-{item}") for item in value]
    if field.kind == "days":
        return [Phrase("sheet-day", {"day": date.fromisoformat(day)}) for day in value]
    return value

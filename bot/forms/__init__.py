"""A step of a form in words: from the form and its progress to labels, hints, options and problems. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from babel.dates import format_date

from bot.payload import FormStep, Input, Rendered
from bot.phrases import STRONG_OFF, STRONG_ON, Phrases, phrases, plain
from intents.fields import NEW
from intents.form import Asked
from intents.handlers.sheet.question import words
from intents.model import Phrase, Reply
from intents.steps import ANEW, CHANGE, CONSENT, SURE, Page, Wrong, before, place, sealed

LONGEST = 3_000
"""Characters in a box of a channel's own form: what Slack takes."""
MOST_CODES = 90
"""References to choose from, the newest: what a menu of a platform takes, with 'new' and some room."""

_KINDS: Mapping[str, Literal["text", "lines", "one", "several"]] = {
    "box": "lines",
    "choice": "one",
    "choices": "several",
    "reference": "one",
}


def step_of(reply: Reply, rendered: Rendered, language: str) -> Rendered:
    """The same message with the step to show, where the reply holds one."""
    if reply.page is None:
        return rendered
    return replace(rendered, step=form_step(reply.page, rendered.text, language))


def form_step(page: Page, text: str, language: str, longest: int = LONGEST) -> FormStep:
    """One step in words; `text` stands before its fields."""
    say = phrases(language)
    here, total = place(page.form, page.progress, page.stage)
    last = page.stage == page.form.stages[-1]
    return FormStep(
        id=page.stage.id,
        title=say.text(Phrase(f"sheet-step-{page.stage.id}")),
        text=text,
        inputs=(*inputs(page, say, longest), *_beside(page, say)),
        here=here,
        total=total,
        submit=say.text(Phrase("sheet-form-make" if last else "sheet-form-next")),
        back=say.text(Phrase("sheet-back")) if before(page.form, page.progress, page.stage) else "",
    )


def inputs(page: Page, say: Phrases, longest: int) -> list[Input]:
    """The fields of a step, each followed by the question that only the person can answer about it."""
    found = []
    for question in page.asked:
        wrong = page.wrong.get(question.key)
        found.append(_input(question, page, say, longest))
        if wrong and wrong.ways:
            found.append(_sure(question.key, wrong, say))
    return found


def _input(question: Asked, page: Page, say: Phrases, longest: int) -> Input:
    field, wrong = question.field, page.wrong.get(question.key)
    label, hint = label_and_hint(question, page, say)
    return Input(
        key=question.key,
        kind=_KINDS.get(field.kind, "text"),
        label=label,
        hint=hint,
        options=_options(question, page, say),
        optional=field.optional or page.left or bool(page.change),  # One may go elsewhere from here instead.
        value=_shown(question, page, say.language),
        problem=plain(say.text(wrong.words)) if wrong else "",
        longest=min(field.max, longest),
    )


def label_and_hint(question: Asked, page: Page, say: Phrases) -> tuple[str, str]:
    """What is asked, and what helps to answer it. The emphasis of a question is its label; a box goes by its name."""
    field = question.field
    if field.extends or question.about is not None:
        return plain(" ".join(say.text(phrase) for phrase in words(page.form, page.progress, question))), ""
    known = {name: page.progress.answers.get(name, "") for name in ("direction", "subject")}
    text = say.text(Phrase(f"sheet-{field.id}", known))
    if text.startswith(STRONG_ON):
        strong, _, rest = text.removeprefix(STRONG_ON).partition(STRONG_OFF)
        return strong, plain(rest).strip()
    return plain(say.text(Phrase(f"sheet-{field.id}-name"))), plain(text)


def _options(question: Asked, page: Page, say: Phrases) -> tuple[tuple[str, str], ...]:
    field = question.field
    if field.kind == "reference":
        codes = tuple((code, code) for code in page.codes[:MOST_CODES])
        return ((NEW, say.text(Phrase("sheet-reference-new"))), *codes)
    labels = {value: plain(say.text(Phrase(f"sheet-{field.id}-{value}"))) for value in field.choices}
    if page.seals and field.id in CONSENT:
        return tuple((sealed(value, page.progress), label) for value, label in labels.items())
    return tuple(labels.items())


def _shown(question: Asked, page: Page, language: str) -> str:
    """An answer as it is typed or chosen: days in words, several on lines, functions with commas."""
    value: Any = page.values.get(question.key, "")
    if page.seals and question.field.id in CONSENT and value in question.field.choices:
        return sealed(value, page.progress)
    if isinstance(value, str):
        return value
    if question.field.kind == "days":
        days = [date.fromisoformat(day) for day in value]
        return ", ".join(format_date(day, "d MMMM y", locale=language) for day in days)
    return ("\n" if question.field.kind == "choices" else ", ").join(value)


def _sure(key: str, wrong: Wrong, say: Phrases) -> Input:
    options = tuple((value, plain(say.text(label))) for value, label in wrong.ways)
    return Input(f"{key}{SURE}", "one", plain(say.text(Phrase("sheet-form-sure"))), options=options)


def _beside(page: Page, say: Phrases) -> list[Input]:
    """What is no field of the form: to begin anew, and which step to go back to."""
    found = []
    if page.left:
        anew = ((ANEW, say.text(Phrase("sheet-form-anew-yes"))),)
        found.append(Input(ANEW, "one", say.text(Phrase("sheet-form-anew")), options=anew))
    if page.change:
        steps = tuple((name, say.text(Phrase(f"sheet-step-{name}"))) for name in page.change)
        found.append(Input(CHANGE, "one", say.text(Phrase("sheet-form-change")), options=steps))
    return found

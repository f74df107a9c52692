"""Asking: the current question of the sheet as a reply, with its guidance and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.form import Asked, Form, Progress, asked, forget, load_form, lost, position
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from storage.records import Case

FORM = "sheet"
OFFERED_CASES = 4


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a sheet is: its form, the progress, and the cases it may be about."""

    form: Form
    progress: Progress
    cases: Sequence[Case] = ()

    @property
    def question(self) -> Asked | None:
        return asked(self.form, self.progress)

    def at(self, progress: Progress) -> "Walk":
        """The same walk, further on."""
        return replace(self, progress=progress)


def walk_of(turn: Turn, cases: Sequence[Case]) -> Walk:
    """The running sheet of a conversation."""
    assert turn.state.form is not None  # noqa: S101 - only asked for while a form is there
    return Walk(load_form(FORM), Progress.from_json(turn.state.form), cases)


def ask(walk: Walk, turn: Turn, services: Services, *before: Phrase) -> Outcome:
    """Ask the current question; boxes whose text was lost meanwhile are named and asked again first."""
    texts = services.boxes.texts(turn.conversation.id, turn.now)
    missing = lost(walk.form, walk.progress, texts)
    if missing:
        walk = walk.at(forget(walk.progress, [*missing, "readback", *_agreements(walk)]))
        names = [Phrase(f"sheet-{name_of(walk.form, box)}-name") for box in missing]
        before = (*before, Phrase("sheet-lost", {"boxes": names}))
    question = walk.question
    assert question is not None  # noqa: S101 - the caller finishes a complete sheet
    reply = Reply(
        (*before, *_words(walk, question)),
        "ask",
        _buttons(walk, question),
        asks=(walk.form.id, question.key),
        volatile=True,
    )
    return Outcome((reply,), state_with(turn, walk))


def state_with(turn: Turn, walk: Walk) -> State:
    """The conversation's state with this progress."""
    return replace(turn.state, form=walk.progress.to_json(), draft=None)


def name_of(form: Form, box: str) -> str:
    """The field under whose name a box is known: a balance belongs to its domain."""
    return form.field(box).extends or box


def _agreements(walk: Walk) -> list[str]:
    return [key for key in walk.progress.answers if key.startswith("agreement.")]


def _words(walk: Walk, question: Asked) -> tuple[Phrase, ...]:
    field = question.field
    if field.extends:
        return (Phrase("sheet-balance", {"box": Phrase(f"sheet-{field.extends}-name")}),)
    if question.about is not None:
        return (Phrase(f"sheet-{field.id}", {"about": question.about}),)
    if field.kind != "box":
        return (Phrase(f"sheet-{field.id}"),)
    here, total = position(walk.form, walk.progress)
    place = Phrase("sheet-box", {"name": Phrase(f"sheet-{field.id}-name"), "here": here, "total": total})
    return (place, Phrase(f"sheet-{field.id}"), Phrase("sheet-memory"))


def _buttons(walk: Walk, question: Asked) -> tuple[Choice, ...]:
    field, key = question.field, question.key
    buttons = [_value(f"sheet-{field.id}-{value}", key, value) for value in _values(walk, question)]
    if field.kind == "reference":
        known = [case.code for case in walk.cases if not case.closed][:OFFERED_CASES]
        buttons = [_value("sheet-reference-new", key, "new")]
        buttons += [
            Choice(Phrase("own", {"text": code}), Intent("form.answer", {"key": key, "value": code}))
            for code in known
        ]
    if field.kind == "choices" and walk.progress.answers.get(f"{key}.picked"):
        buttons.append(_value("sheet-done", key, "done"))
    if field.extends:
        buttons.append(Choice(Phrase("sheet-nothing-more"), Intent("form.skip", {"key": key}), "no"))
    elif field.optional:
        buttons.append(Choice(Phrase("sheet-skip"), Intent("form.skip", {"key": key})))
    if walk.progress.trail:
        buttons.append(Choice(Phrase("sheet-back"), Intent("form.back")))
    return (*buttons, Choice(Phrase("sheet-stop"), Intent("form.stop")))


def _values(walk: Walk, question: Asked) -> Sequence[str]:
    picked = walk.progress.answers.get(f"{question.key}.picked") or ()
    return [value for value in question.field.choices if value not in picked]


def _value(label: str, key: str, value: str) -> Choice:
    answers = {"yes": "yes", "no": "no"}.get(value)
    return Choice(Phrase(label), Intent("form.answer", {"key": key, "value": value}), answers)  # type: ignore[arg-type]

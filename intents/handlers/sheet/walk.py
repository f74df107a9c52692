"""Where a sheet is, and asking its current question: first of all the boxes whose text was lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from intents.form import PICKED, Asked, Form, Progress, asked, filled, forget, load_form, lost, prune, tokens
from intents.handlers.sheet.question import Known, buttons, name_of, words
from intents.handlers.sheet.readback import readback
from intents.handlers.sheet.table.earlier import WANTED, told
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from storage.records import Case, Sheet
from storage.store.cases import last_sheets, load_cases

FORM = "sheet"


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a sheet is: its form, the progress, the cell's cases, the texts that memory holds, by token, and the
    structure of the last sheet of each case, by its id."""

    form: Form
    progress: Progress
    cases: Sequence[Case] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    @property
    def question(self) -> Asked | None:
        return asked(self.form, self.progress)

    @property
    def last(self) -> Sheet | None:
        """The last sheet for the same reference."""
        code = self.progress.answers.get("reference")
        return next((self.sheets.get(case.id) for case in self.cases if case.code == code), None)

    @property
    def known(self) -> Known:
        """What the buttons under a question can offer: the open references, and the last sheet's structure."""
        return Known([case.code for case in self.cases if not case.closed], self.last)

    def at(self, progress: Progress) -> "Walk":
        """The same walk at another point; what no longer applies there is left behind."""
        return replace(self, progress=prune(self.form, progress))

    def boxes(self) -> dict[str, str]:
        """The text of every filled box that is still held."""
        known = filled(self.form, self.progress).items()
        return {box: self.texts[token] for box, token in known if token in self.texts}

    @property
    def held(self) -> int:
        """How many texts memory holds for it, also of boxes that were taken back."""
        return len(tokens(self.form, self.progress) & self.texts.keys())

    def stood(self, key: str) -> str | None:
        """The text that was taken back from a box and is still held."""
        return self.texts.get(self.progress.stood.get(key, ""))


async def walk_of(turn: Turn, services: Services) -> Walk:
    """The running sheet of the turn's conversation."""
    if turn.state.form is None:
        raise LookupError("no sheet is running here")
    return await walk_at(Progress.from_json(turn.state.form), turn, services)


async def walk_at(progress: Progress, turn: Turn, services: Services) -> Walk:
    """A sheet at this point, with the cell's cases and what memory holds for the conversation."""
    async with services.store.reading(turn.member.cell_id) as scope:
        cases, sheets = await load_cases(scope), await last_sheets(scope)
    texts = services.boxes.texts(turn.conversation.id, turn.now)
    return Walk(load_form(FORM), progress, cases, texts, sheets)


def ask(walk: Walk, turn: Turn, *before: Phrase) -> Outcome:
    """Ask the current question of a sheet that is not complete. The question whether the read-back is right
    comes with the read-back."""
    walk, missing = found_again(walk)
    reply = question_reply(walk, turn, *before, *missing)
    question = walk.question
    if question and question.key == "readback":
        shown = Reply(readback(walk.form, walk.progress, walk.boxes()), volatile=True)
        return Outcome((shown, reply), state_with(turn, walk))
    return Outcome((reply,), state_with(turn, walk))


def question_reply(walk: Walk, turn: Turn, *before: Phrase) -> Reply:
    """The current question alone."""
    question = walk.question
    if question is None:
        raise LookupError("every question has its answer")
    begun = picked_key(question.key) in walk.progress.answers
    earlier = told(walk.last) if question.key == WANTED and not begun else ()
    stood, kept = _as_it_stood(walk, question)
    return Reply(
        (*before, *stood, *earlier, *words(walk.form, walk.progress, question)),
        "ask",
        (*kept, *buttons(walk.progress, question, walk.known, turn.local.date())),
        asks=(walk.form.id, question.key),
        volatile=True,
    )


def _as_it_stood(walk: Walk, question: Asked) -> tuple[tuple[Phrase, ...], tuple[Choice, ...]]:
    """What stood in a box that is asked again, and the button that leaves it so."""
    stood = walk.stood(question.key)
    if stood is None:
        return (), ()
    held = {"key": question.key, "held": walk.progress.stood[question.key]}
    keep = Choice(Phrase("sheet-keep-what-stood"), Intent("form.take", held), "yes")
    return (Phrase("sheet-stood-there", {"text": stood}),), (keep,)


def found_again(walk: Walk) -> tuple[Walk, tuple[Phrase, ...]]:
    """Boxes whose text was lost meanwhile are named and will be asked again, and agreed upon again."""
    missing = lost(walk.form, walk.progress, walk.texts)
    if not missing:
        return walk, ()
    names = list(dict.fromkeys(name_of(walk.form, box) for box in missing))
    again = walk.at(forget(walk.progress, [*missing, *end_keys(walk.progress)]))
    boxes = [Phrase(f"{FORM}-{name}-name") for name in names]
    return again, (Phrase("sheet-lost", {"boxes": boxes, "count": len(boxes)}),)


def end_keys(progress: Progress) -> list[str]:
    """The keys of the read-back and the agreements: they count for the text that was read back only."""
    return ["readback", *(key for key in progress.answers if key.startswith("agreement."))]


def state_with(turn: Turn, walk: Walk) -> State:
    """The conversation's state with this progress."""
    return replace(turn.state, form=walk.progress.to_json(), draft=None)


def picked_key(key: str) -> str:
    return f"{key}{PICKED}"

"""Taking answers in: one, or several at once as a form of a channel's own or the web form sends them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Literal

from intents.fields import NEW, Context, Problem, parse
from intents.fields.lay import lay_words
from intents.form import Asked, applying, fill, forget, skip
from intents.handlers.sheet.beside.refusal import FINDS, MEANT_SO
from intents.handlers.sheet.table.present import PARTICIPANTS, contradicted
from intents.handlers.sheet.walk import FORM, Walk, picked_key
from intents.model import Phrase, Write
from intents.steps import CONSENT, SURE, Wrong, unsealed
from intents.turn import Services, Turn
from storage.privacy import normalise
from storage.references import new_code
from storage.store import Scope
from storage.store.cases import add_case


@dataclass(frozen=True, slots=True)
class Taken:
    """A sheet after an answer was taken in: what to say about it, what to write, whether it ends the sheet."""

    walk: Walk
    notes: tuple[Phrase, ...] = ()
    writes: tuple[Write, ...] = ()
    ends: Literal["closed", "disagreed"] | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet after fields were taken in, and why others were not, by key."""

    taken: Taken
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


def context_of(walk: Walk, turn: Turn, services: Services) -> Context:
    """What the parsers may know in this turn."""
    return Context(
        gate=services.gate,
        open=turn.state.open,
        today=turn.local.date(),
        language=turn.language,
        codes=[case.code for case in walk.cases],
        lay=lay_words(FORM, turn.language),
    )


def take(walk: Walk, question: Asked, value: Any, turn: Turn, services: Services) -> Taken:
    """Take a good answer in."""
    field, key = question.field, question.key
    if field.volatile:
        token = services.boxes.put(turn.conversation.id, value, turn.now)
        held = replace(walk, texts={**walk.texts, token: value})
        return Taken(held.at(fill(walk.progress, key, token)))
    if field.kind == "reference" and value == NEW:
        return _new_reference(walk, key, turn)
    if field.kind == "choices" and isinstance(value, str):
        return picked(walk, key, value)
    if field.ends is not None and value == field.ends:
        return Taken(walk, ends="closed" if field.each is None else "disagreed", about=question.about or "")
    noted = isinstance(value, str) and value in field.notes
    notes: tuple[Phrase, ...] = (Phrase(f"sheet-{field.id}-{value}-note"),) if noted else ()
    if field.id == PARTICIPANTS:
        notes = contradicted(walk.progress, value, lay_words(FORM, turn.language))
    return Taken(walk.at(fill(walk.progress, key, value)), notes)


def picked(walk: Walk, key: str, value: str) -> Taken:
    """One of several was pressed: keep it and offer the rest, until 'done'."""
    picked = [*(walk.progress.answers.get(picked_key(key)) or ())]
    if value == "done":
        return Taken(walk.at(fill(walk.progress, key, picked)))
    picked = list(dict.fromkeys([*picked, value]))
    answers = {**walk.progress.answers, picked_key(key): picked}
    walk = walk.at(replace(walk.progress, answers=answers))
    if len(picked) < len(walk.form.field(key).choices):
        return Taken(walk)
    return Taken(walk.at(fill(walk.progress, key, picked)))


def _new_reference(walk: Walk, key: str, turn: Turn) -> Taken:
    code, now = new_code(), turn.now

    async def write(scope: Scope) -> None:
        await add_case(scope, code, now)

    note = Phrase("sheet-new-reference", {"code": code})
    return Taken(walk.at(fill(walk.progress, key, code)), (note,), (write,))


def given_in(turn: Turn) -> dict[str, str]:
    """What was sent with this turn, by key."""
    return {key: normalise(value).strip() for key, value in (turn.fields or {}).items()}


def fill_in(taken: Taken, asked: Sequence[Asked], turn: Turn, services: Services) -> Filled:
    """Take in what was given for these questions; what is empty is left out (R10), as far as it may be."""
    given, wrong = given_in(turn), dict[str, Wrong]()
    for question in asked:
        typed = given.get(question.key, "")
        if question.field.id in CONSENT:
            typed = unsealed(typed, taken.walk.progress)
        if not _applies(taken.walk, question):
            if typed and _leans_here(question, asked, wrong):
                wrong[question.key] = Wrong(Phrase("sheet-problem-not-alone"))
            continue
        if not typed:
            step = _left_out(taken.walk, question)
        else:
            way = given.get(f"{question.key}{SURE}", "")
            value = _value(question, typed, way, context_of(taken.walk, turn, services))
            anew = replace(taken.walk, progress=forget(taken.walk.progress, [question.key]))
            step = value if isinstance(value, Wrong) else take(anew, question, value, turn, services)
        if isinstance(step, Wrong):
            wrong[question.key] = step
            continue
        notes, writes = (*taken.notes, *step.notes), (*taken.writes, *step.writes)
        taken = replace(step, notes=notes, writes=writes)
        if taken.ends:
            return Filled(taken)
    return Filled(taken, wrong)


def _leans_here(question: Asked, asked: Sequence[Asked], wrong: Collection[str]) -> bool:
    """Whether it is more about a box beside it, which was left empty; else it is of no use any more."""
    beside = {*(question.field.when or {})} & {other.key for other in asked}
    return bool(beside) and not beside & {*wrong}


def _applies(walk: Walk, question: Asked) -> bool:
    return any(other.key == question.key for other in applying(walk.form, walk.progress))


def _left_out(walk: Walk, question: Asked) -> Taken | Wrong:
    if not question.field.optional:
        return Wrong(Phrase("sheet-problem-missing"))
    notes = (Phrase(f"sheet-{question.field.id}-skipped-note"),) if "skipped" in question.field.notes else ()
    return Taken(walk.at(skip(forget(walk.progress, [question.key]), question.key)), notes)


def _value(question: Asked, typed: str, way: str, context: Context) -> Any | Wrong:
    """The value of what was typed; `way`: what the person says of an answer that was asked back for."""
    value = parse(question.field, typed, context)
    if not isinstance(value, Problem):
        return value
    meant = way.removesuffix(_seal(typed)) if way.endswith(_seal(typed)) else ""
    settled = _settled(question, typed, value, meant, context)
    return _wrong(question, typed, settled, context) if isinstance(settled, Problem) else settled


def _settled(question: Asked, typed: str, problem: Problem, meant: str, context: Context) -> Any | Problem:
    """The value after all, by the way that the person chose."""
    if meant == "near" and problem.values.get("near"):
        return parse(question.field, str(problem.values["near"]), context)
    if meant == "without" and (masked := _without_finds(question, typed, problem, context)):
        return masked
    if meant != "keep" or not problem.doubt:
        return problem
    allowed: set[str] = set()
    value: Any = problem
    for _ in range(2):  # What is no town that Spil knows may look like a name as well.
        allowed |= {*value.values.get("words", ())}
        value = parse(question.field, typed, replace(context, sure=True, allowed=allowed))
        if not (isinstance(value, Problem) and value.doubt):
            break
    return value


def _wrong(question: Asked, typed: str, problem: Problem, context: Context) -> Wrong:
    seal = _seal(typed)
    words = Phrase(f"sheet-problem-{problem.code}", problem.values)
    if not problem.doubt:
        without = Phrase("sheet-leave-out")
        can = _without_finds(question, typed, problem, context)
        return Wrong(words, ((f"without{seal}", without),) if can else ())
    if problem.code not in MEANT_SO:
        words = Phrase("sheet-is-this-a-name", problem.values)
        no, yes = Phrase("sheet-is-no-name"), Phrase("sheet-is-a-name")
        return Wrong(words, ((f"keep{seal}", no), ("anew", yes)))
    near = problem.values.get("near")
    keep = Phrase("sheet-just-one" if problem.code == "one-participant" else "sheet-keep-so")
    anew = Phrase("sheet-more-of-them" if problem.code == "one-participant" else "sheet-write-anew")
    nearby = ((f"near{seal}", Phrase("own", {"text": near})),) if near else ()
    return Wrong(words, (*nearby, (f"keep{seal}", keep), ("anew", anew)))


def _without_finds(question: Asked, typed: str, problem: Problem, context: Context) -> str | None:
    """A box's text with placeholders for what was found in it."""
    if problem.code not in FINDS or problem.doubt or not question.field.volatile:
        return None
    masked = context.gate.mask(typed).text
    return masked if context.gate.screen(masked).decision == "pass" else None


def _seal(typed: str) -> str:
    """Ties what was said of a text to that text: another text is asked about anew."""
    return f".{sha256(' '.join(typed.split()).encode('utf8', 'replace')).hexdigest()[:16]}"

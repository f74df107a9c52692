"""An answer to the sheet's current question: typed, pressed, or several at once in a form of the channel's own."""

from dataclasses import replace

from intents.commands import command
from intents.fields import Problem, parse
from intents.fields.lay import lay_words
from intents.form import Asked, applying, forget
from intents.handlers.sheet.beside.aside import aside, meant_for_spil
from intents.handlers.sheet.beside.changing import change
from intents.handlers.sheet.beside.refusal import refused
from intents.handlers.sheet.filling import Taken, context_of, picked, take
from intents.handlers.sheet.finish import closed, disagreed, go_on
from intents.handlers.sheet.steps import COMMANDS, ONWARD
from intents.handlers.sheet.table.agreeing import all_agree
from intents.handlers.sheet.table.earlier import as_before
from intents.handlers.sheet.walk import FORM, Walk, ask, end_keys, picked_key, walk_of
from intents.model import Intent, Outcome, Phrase
from intents.turn import Services, Turn
from storage.privacy import normalise


async def text(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Something was typed while the sheet is asked: a command, or the answer to the current question."""
    walk = await walk_of(turn, services)
    if turn.fields:
        return await _several(walk, turn, services)
    typed = (turn.raw or "").strip()
    own = lay_words(FORM, turn.language).command(typed)
    said = command(typed, turn.language) or own
    if said in COMMANDS:
        return await COMMANDS[said](intent, turn, services)
    question = walk.question
    if question is None:
        return await go_on(walk, turn, services)
    if said == "all-agree" and question.field.each:
        return await all_agree(intent, turn, services)
    known = _known(walk, question, said, turn, services)
    if known:
        return await _onward(known, turn, services)
    if own in ONWARD:
        return await ONWARD[own](intent, turn, services)
    other = await _no_answer(walk, typed, turn, services)
    if other:
        return other
    value = parse(question.field, typed, context_of(walk, turn, services))
    if isinstance(value, Problem):
        return await _not_taken(walk, typed, value, turn, services)
    return await _onward(take(walk, question, value, turn, services), turn, services)


async def _no_answer(walk: Walk, typed: str, turn: Turn, services: Services) -> Outcome | None:
    """What changes an earlier answer, or is meant for Spil; None for an answer."""
    question, lay = walk.question, lay_words(FORM, turn.language)
    box = question is not None and question.field.kind == "box"
    changed = lay.to_change(typed, surely=box)
    if question and question.key == "readback":
        changed = changed or lay.named(typed) or None
    if question and box and changed == () and lay.empties(typed):
        changed = (question.key,)
    if changed is not None:
        return change(walk, changed, turn)
    if question and meant_for_spil(question, typed, lay):
        return await aside(walk, typed, turn, services)
    return None


def _known(walk: Walk, question: Asked, said: str | None, turn: Turn, services: Services) -> Taken | None:
    """A command that answers with what is known already: the last sheet's, what was picked, what stood there."""
    before = as_before(walk.last, question.field.id, question.field.choices)
    if said == "as-before" and before:
        return take(walk, question, before, turn, services)
    if said in ("done", "onward") and walk.progress.answers.get(picked_key(question.key)):
        return picked(walk, question.key, "done")
    stood = walk.stood(question.key)
    if said in ("done", "onward", "next") and stood is not None:
        return take(walk, question, stood, turn, services)
    return None


async def _not_taken(walk: Walk, typed: str, problem: Problem, turn: Turn, services: Services) -> Outcome:
    """Who asks something instead of answering gets that answered, and the field asked again."""
    if problem.code in ("pick-one", "no-such-date", "reference-shape"):
        answered = await aside(walk, typed, turn, services)
        if answered:
            return answered
    return refused(walk, typed, problem, turn, services)


async def press(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A button of a question was pressed."""
    walk = await walk_of(turn, services)
    question = walk.question
    if question is None or question.key != intent.slots["key"]:
        return ask(walk, turn, Phrase("sheet-other-question"))
    return await _onward(take(walk, question, intent.slots["value"], turn, services), turn, services)


async def take_held(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A text that was held while the person was asked about it: take it as the answer after all. `sure`: it is
    an odd answer that is meant so."""
    walk = await walk_of(turn, services)
    question, held = walk.question, walk.texts.get(str(intent.slots["held"]))
    if question is None or question.key != intent.slots["key"]:
        return ask(walk, turn, Phrase("sheet-other-question"))
    if held is None:
        return ask(walk, turn, Phrase("sheet-held-no-more"))
    if question.field.volatile:
        return await _onward(take(walk, question, held, turn, services), turn, services)
    context = replace(context_of(walk, turn, services), sure=bool(intent.slots.get("sure")))
    value = parse(question.field, held, context)
    if isinstance(value, Problem) and "words" in value.values and value.doubt:
        value = parse(question.field, held, replace(context, allowed=value.values["words"]))
    if isinstance(value, Problem):
        return refused(walk, held, value, turn, services)
    return await _onward(take(walk, question, value, turn, services), turn, services)


async def _onward(taken: Taken, turn: Turn, services: Services) -> Outcome:
    if taken.ends == "closed":
        return closed(taken.walk, turn, services)
    if taken.ends == "disagreed":
        return disagreed(taken.walk, taken.about, turn)
    outcome = await go_on(taken.walk, turn, services, *taken.notes)
    return replace(outcome, writes=(*taken.writes, *outcome.writes))


async def _several(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """A form of the channel's own: every field of it that can be taken is, the others are named and asked."""
    given = {key: normalise(value).strip() for key, value in (turn.fields or {}).items()}
    taken, asked = Taken(walk), walk.question.key if walk.question else ""
    wrong: list[Phrase] = []
    while (question := _next_given(taken.walk, given, asked)) is not None:
        typed = given.pop(question.key)
        value = parse(question.field, typed, context_of(walk, turn, services)) if typed else None
        if isinstance(value, Problem):
            wrong += [Phrase("sheet-of-field", {"name": Phrase(f"sheet-{question.field.id}-name")})]
            wrong += [Phrase(f"sheet-problem-{value.code}", value.values)]
        elif value is not None:
            step = take(_reopened(taken.walk, question), question, value, turn, services)
            taken = replace(step, notes=(*taken.notes, *step.notes), writes=(*taken.writes, *step.writes))
            if taken.ends:
                break
    return await _onward(replace(taken, notes=(*taken.notes, *wrong)), turn, services)


def _reopened(walk: Walk, question: Asked) -> Walk:
    """Where a field changes after the read-back, that and every agreement are asked anew."""
    if question.field.id in ("readback", "agreement"):
        return walk
    return walk.at(forget(walk.progress, end_keys(walk.progress)))


def _next_given(walk: Walk, given: dict[str, str], asked: str) -> Asked | None:
    """The first field that was sent and applies; what was read back can be agreed on only where it was asked."""
    for question in applying(walk.form, walk.progress):
        end = question.field.id in ("readback", "agreement")
        if question.key in given and (not end or question.key == asked):
            return question
    return None

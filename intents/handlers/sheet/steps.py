"""The steps of the walk: start, an answer typed or pressed, skip, back, stop, resume, show."""

from dataclasses import dataclass, replace
from typing import Any

from intents.commands import command
from intents.fields import Context, Problem, parse
from intents.form import Asked, Progress, begin, fill, forget, load_form
from intents.form import back as one_back
from intents.form import skip as leave_out
from intents.handlers.sheet.finish import closed, disagreed, finish, readback
from intents.handlers.sheet.walk import FORM, Walk, ask, state_with, walk_of
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from storage.references import new_code
from storage.store import Scope
from storage.store.cases import add_case, load_cases


async def start(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """sheet.start: what is kept where comes first; a sheet that was left is offered again."""
    if turn.room:
        return Outcome((Reply((Phrase("sheet-not-in-room"),), audience="only_you"),))
    if turn.state.form:
        choices = (
            Choice(Phrase("sheet-resume"), Intent("form.resume"), "yes"),
            Choice(Phrase("sheet-begin-anew"), Intent("sheet.new")),
        )
        return Outcome((Reply((Phrase("sheet-was-left"),), "ask", choices),))
    return await begin_sheet(intent, turn, services)


async def begin_sheet(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A new sheet, whatever was left of another."""
    services.boxes.drop(turn.conversation.id)
    form = load_form(FORM)
    walk = Walk(form, begin(form), await _cases(turn, services))
    return ask(walk, turn, services, Phrase("sheet-intro"))


async def text(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Something was typed while the sheet is asked: a command, or the answer to the current question."""
    walk = await _walk(turn, services)
    if turn.fields:
        return await _fields(walk, turn, services)
    typed = turn.raw or ""
    said = command(typed, turn.language)
    if said in _COMMANDS:
        return await _COMMANDS[said](intent, turn, services)
    return await _answer(walk, typed, turn, services)


async def press(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A button of a question was pressed."""
    if turn.state.form is None:
        return Outcome((Reply((Phrase("button-gone"),)),))
    walk = await _walk(turn, services)
    question = walk.question
    if question is None or question.key != intent.slots["key"]:
        return ask(walk, turn, services, Phrase("sheet-other-question"))
    return await _taken(walk, question, intent.slots["value"], turn, services)


async def name_answer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Whether what stood in a box is a person's name: only the one who typed it knows."""
    walk = await _walk(turn, services)
    question = walk.question
    doubtful = services.boxes.doubtful(turn.conversation.id, turn.now)
    if question is None or doubtful is None or doubtful[0] != question.key:
        return ask(walk, turn, services)
    if intent.slots["name"]:
        services.boxes.forget(turn.conversation.id, question.key)
        return ask(walk, turn, services, Phrase("sheet-rewrite"))
    value: Any = doubtful[1]
    if question.field.kind == "functions":
        value = [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    return await _taken(walk, question, value, turn, services)


async def skip_field(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave the current question out (R10); what the sheet cannot do without stays asked."""
    walk = await _walk(turn, services)
    question = walk.question
    if question is None or intent.slots.get("key", question.key) != question.key:
        return ask(walk, turn, services, Phrase("sheet-other-question"))
    if not question.field.optional:
        return ask(walk, turn, services, Phrase("sheet-cannot-skip"))
    return await _onward(walk.at(leave_out(walk.progress, question.key)), turn, services)


async def back(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """One question back; its answer is taken away and asked again."""
    walk = await _walk(turn, services)
    progress, key = one_back(walk.progress)
    if key is None:
        return ask(walk, turn, services, Phrase("sheet-at-the-start"))
    services.boxes.forget(turn.conversation.id, key)
    return ask(walk.at(forget(progress, [f"{key}.picked"])), turn, services)


async def stop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave the sheet: the structure is kept, the boxes are let go of."""
    walk = await _walk(turn, services)
    left = walk.at(replace(walk.progress, paused=True))
    choices = (Choice(Phrase("sheet-resume"), Intent("form.resume")),)
    conversation = turn.conversation.id
    return Outcome(
        (Reply((Phrase("sheet-stopped"),), choices=choices),),
        state_with(turn, left),
        after=(lambda: services.boxes.drop(conversation),),
    )


async def resume(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Go on with the sheet that was left."""
    if turn.state.form is None:
        return await start(intent, turn, services)
    walk = await _walk(turn, services)
    return ask(walk.at(replace(walk.progress, paused=False)), turn, services, Phrase("sheet-resumed"))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """What was said so far, then the current question again."""
    walk = await _walk(turn, services)
    outcome = ask(walk, turn, services)
    so_far = Reply(readback(walk, services.boxes.texts(turn.conversation.id, turn.now)), volatile=True)
    return replace(outcome, replies=(so_far, *outcome.replies))


_COMMANDS = {"skip": skip_field, "back": back, "stop": stop, "show": show}


async def _walk(turn: Turn, services: Services) -> Walk:
    return walk_of(turn, await _cases(turn, services))


async def _cases(turn: Turn, services: Services) -> Any:
    async with services.store.reading(turn.member.cell_id) as scope:
        return await load_cases(scope)


async def _answer(walk: Walk, typed: str, turn: Turn, services: Services) -> Outcome:
    question = walk.question
    if question is None:
        return await finish(walk, turn, services)
    value = parse(question.field, typed, _context(walk, turn, services))
    if isinstance(value, Problem):
        return _refused(walk, question, typed, value, _Asking(turn, services))
    return await _taken(walk, question, value, turn, services)


@dataclass(frozen=True, slots=True)
class _Asking:
    turn: Turn
    services: Services


def _refused(walk: Walk, question: Asked, typed: str, problem: Problem, asking: _Asking) -> Outcome:
    """Say what is wrong and ask again; a doubtful text waits in memory for the person's word."""
    turn, services = asking.turn, asking.services
    if problem.doubt:
        services.boxes.doubt(turn.conversation.id, question.key, typed, turn.now)
        choices = (
            Choice(Phrase("sheet-is-a-name"), Intent("form.name", {"name": True}), "yes"),
            Choice(Phrase("sheet-is-no-name"), Intent("form.name", {"name": False}), "no"),
        )
        words = Phrase("sheet-is-this-a-name", problem.values)
        reply = Reply((words,), "ask", choices, asks=(walk.form.id, question.key), volatile=True)
        return Outcome((reply,), state_with(turn, walk))
    outcome = ask(walk, turn, services)
    reply = outcome.replies[0]
    return replace(
        outcome,
        replies=(replace(reply, paragraphs=(Phrase(f"sheet-problem-{problem.code}", problem.values),)),),
    )


def _context(walk: Walk, turn: Turn, services: Services) -> Context:
    return Context(
        gate=services.gate,
        open=turn.state.open,
        today=turn.local.date(),
        language=turn.language,
        codes=[case.code for case in walk.cases],
    )


async def _taken(walk: Walk, question: Asked, value: Any, turn: Turn, services: Services) -> Outcome:
    """Take a good answer in and go on; some answers close the sheet."""
    field, key = question.field, question.key
    if field.volatile:
        services.boxes.put(turn.conversation.id, key, value, turn.now)
        return await _onward(walk.at(fill(walk.progress, key, True)), turn, services)
    if field.kind == "reference" and value == "new":
        return await _new_reference(walk, key, turn, services)
    if field.kind == "choices" and isinstance(value, str):
        return await _picked(walk, key, value, turn, services)
    if field.ends is not None and value == field.ends:
        return closed(turn, services) if field.each is None else disagreed(walk, turn, services)
    return await _onward(walk.at(fill(walk.progress, key, value)), turn, services)


async def _picked(walk: Walk, key: str, value: str, turn: Turn, services: Services) -> Outcome:
    """One of several was pressed: keep it and offer the rest, until 'done'."""
    picked = list(walk.progress.answers.get(f"{key}.picked") or ())
    if value != "done":
        answers = {**walk.progress.answers, f"{key}.picked": [*picked, value]}
        walk = walk.at(replace(walk.progress, answers=answers))
        if len(picked) + 1 < len(walk.form.field(key).choices):
            return ask(walk, turn, services)
        picked.append(value)
    return await _onward(walk.at(fill(walk.progress, key, picked)), turn, services)


async def _new_reference(walk: Walk, key: str, turn: Turn, services: Services) -> Outcome:
    code, now = new_code(), turn.now

    async def write(scope: Scope) -> None:
        await add_case(scope, code, now)

    words = Phrase("sheet-new-reference", {"code": code})
    outcome = ask(walk.at(fill(walk.progress, key, code)), turn, services, words)
    writes: tuple[Write, ...] = (write,)
    return replace(outcome, writes=writes)


async def _onward(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """The next question; before the read-back all that was filled in is shown; a complete sheet is made."""
    question = walk.question
    if question is None:
        return await finish(walk, turn, services)
    outcome = ask(walk, turn, services)
    if question.key != "readback":
        return outcome
    again = walk_from(outcome, walk)
    if again.question is None or again.question.key != "readback":
        return outcome
    texts = services.boxes.texts(turn.conversation.id, turn.now)
    return replace(outcome, replies=(Reply(readback(walk, texts), volatile=True), *outcome.replies))


def walk_from(outcome: Outcome, walk: Walk) -> Walk:
    """The walk as an outcome left it: lost boxes may have been put back to be asked."""
    form = outcome.state.form if outcome.state else None
    return walk.at(Progress.from_json(form)) if form else walk


async def _fields(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """A native form was sent: each of its fields in the order in which they are asked."""
    given = dict(turn.fields or {})
    outcome = ask(walk, turn, services)
    while (question := walk.question) is not None and question.key in given:
        typed = services_text(given.pop(question.key))
        step = replace(turn, raw=typed, state=outcome.state or turn.state)
        outcome = await _answer(walk, typed, step, services)
        if walk_from(outcome, walk).progress == walk.progress:
            break
        walk = walk_from(outcome, walk)
    return outcome


def services_text(value: str) -> str:
    """A form's value as text."""
    return value.strip()

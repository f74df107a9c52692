"""An answer that is not taken: what is wrong with it, and a way on. What is quoted is shown once, never stored."""

from dataclasses import replace

from intents.fields import Problem
from intents.fields.lay import lay_words
from intents.form import Asked
from intents.handlers.sheet.walk import FORM, Walk, ask, found_again, question_reply, state_with, walk_of
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn

FINDS = frozenset({"names-someone", "identifies-someone"})
MEANT_SO = frozenset({"bare", "remark", "one-participant", "town-unknown", "town-part", "long-ago"})
"""Odd answers that the person may well mean: asked once, by their own sentence."""


def refused(walk: Walk, typed: str, problem: Problem, turn: Turn, services: Services) -> Outcome:
    """Say what is wrong and leave the question open; memory holds a text that one press can put right."""
    question = walk.question
    if question is None:
        raise LookupError("every question has its answer")
    if problem.doubt:
        return _doubtful(walk, question, typed, problem, turn, services)
    reply = question_reply(walk, turn)
    extra = _without_finds(question, typed, problem, turn, services) or _near(question, problem)
    words = _words(question, typed, problem, turn)
    return _reply(walk, turn, replace(reply, paragraphs=(words,), choices=(*extra, *reply.choices)))


def _words(question: Asked, typed: str, problem: Problem, turn: Turn) -> Phrase:
    """What is wrong; of a choice that is unclear, what this question is about or what holds while somebody doubts."""
    if problem.code != "pick-one":
        return Phrase(f"sheet-problem-{problem.code}", problem.values)
    if "unclear" in question.field.notes:
        return Phrase(f"sheet-{question.field.id}-unclear-note")
    asks = lay_words(FORM, turn.language).is_question(typed)
    return Phrase("sheet-problem-a-question" if asks else "sheet-problem-pick-one")


def _doubtful(
    walk: Walk, question: Asked, typed: str, problem: Problem, turn: Turn, services: Services
) -> Outcome:
    """Whether an unknown word is a name, or an odd answer meant so, only the one who typed it knows: one question."""
    token = services.boxes.put(turn.conversation.id, typed, turn.now)
    if problem.code in MEANT_SO:
        choices = _as_it_is(question, token, problem)
        words = Phrase(f"sheet-problem-{problem.code}", problem.values)
    else:
        choices = (
            Choice(Phrase("sheet-is-no-name"), _take(question, token), "no"),
            Choice(Phrase("sheet-is-a-name"), Intent("form.rewrite", {"held": token}), "yes"),
        )
        words = Phrase("sheet-is-this-a-name", problem.values)
    reply = Reply((words,), "ask", choices, asks=(walk.form.id, question.key), volatile=True)
    return _reply(walk, turn, reply)


def _as_it_is(question: Asked, token: str, problem: Problem) -> tuple[Choice, ...]:
    """Keep it so, what it looks like, past the question, or write it anew."""
    again = Intent("form.rewrite", {"held": token, "odd": True})
    if problem.code == "one-participant":
        keep, anew = Phrase("sheet-just-one"), Phrase("sheet-more-of-them")
        return (Choice(keep, _take(question, token, sure=True), "yes"), Choice(anew, again, "no"))
    past = [Choice(Phrase("sheet-skip"), Intent("form.skip", {"key": question.key}))]
    if problem.code == "remark" and question.field.extends:
        past = [_other_box(question.field.extends), *past]
    near = [replace(choice, answers=None) for choice in _near(question, problem)]
    return (
        *near,
        Choice(Phrase("sheet-keep-so"), _take(question, token, sure=True), "yes"),
        *(past if question.field.optional else []),
        Choice(Phrase("sheet-write-anew"), again, "no"),
    )


def _other_box(box: str) -> Choice:
    """What was said may be about the box before, of which this question asks for more."""
    return Choice(
        Phrase("sheet-change-box", {"box": Phrase(f"sheet-{box}-name")}),
        Intent("form.edit-field", {"key": box}),
    )


def _take(question: Asked, token: str, *, sure: bool = False) -> Intent:
    slots = {"key": question.key, "held": token}
    return Intent("form.take", {**slots, "sure": True} if sure else slots)


def _without_finds(
    question: Asked, typed: str, problem: Problem, turn: Turn, services: Services
) -> tuple[Choice, ...]:
    """The button that takes a box's text with placeholders for what was found, so that nobody types it again."""
    if problem.code not in FINDS or not question.field.volatile:
        return ()
    masked = services.gate.mask(typed).text
    if services.gate.screen(masked).decision != "pass":
        return ()
    token = services.boxes.put(turn.conversation.id, masked, turn.now)
    return (Choice(Phrase("sheet-leave-out"), _take(question, token)),)


def _near(question: Asked, problem: Problem) -> tuple[Choice, ...]:
    near = problem.values.get("near")
    if not near:
        return ()
    answer = Intent("form.answer", {"key": question.key, "value": near})
    return (Choice(Phrase("own", {"text": near}), answer, "yes"),)


def _reply(walk: Walk, turn: Turn, reply: Reply) -> Outcome:
    """The reply, after the names of boxes whose text was lost meanwhile: they are asked once this is settled."""
    _, missing = found_again(walk)
    state = state_with(turn, walk)
    return Outcome((replace(reply, paragraphs=(*missing, *reply.paragraphs)),), state)


async def rewrite(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """It was a name, or not meant so: the text is let go of at once, the question stays."""
    services.boxes.forget(turn.conversation.id, [str(intent.slots["held"])])
    walk = await walk_of(turn, services)
    return ask(walk, turn, Phrase("sheet-rewrite-odd" if intent.slots.get("odd") else "sheet-rewrite"))

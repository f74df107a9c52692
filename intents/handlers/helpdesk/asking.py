"""Asking: the question that was not answered, or one that is typed now, shown masked and then sent."""

from dataclasses import replace
from functools import wraps

from intents.commands import command
from intents.forwarding import told_question
from intents.handlers.answers import answer
from intents.handlers.helpdesk.answering import answer_button, of_reference, queue, send_answer
from intents.handlers.helpdesk.masked import kinds
from intents.handlers.helpdesk.own import answer_place, asked_here, own
from intents.handlers.helpdesk.pending import (
    LONGEST,
    Pending,
    pending_of,
    preview,
    say,
    shown_before,
    wait_for,
)
from intents.handlers.meetings.saying.cues import agrees, is_all, says
from intents.model import Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn
from knowledge.heads.danger import is_now
from knowledge.helpdesk import desks, new_reference, open_ticket
from storage.records import Ticket
from storage.store import Scope, new_id

_SENTENCE = 3
"""Words from which something may be a question, rather than something to do."""
_FEW = 4
"""Words up to which 'verstuur het' or 'hallo' is said of the answer that is shown, and is not another answer."""


async def ask(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """helpdesk.ask: the question is in the message, or was not answered before, or is asked for now."""
    said = str(intent.slots.get("said") or turn.text.text)
    given = str(intent.slots.get("question") or "") or told_question(said, turn.language)
    if given is None and (about := await of_reference(turn, services)):
        return about
    if given is None and says("other_desk", said, turn.language) and says("reached", said, turn.language):
        return await answer(intent, turn, services)
    if given is None and _asks_after(said, turn.language):
        return await own(turn, services)
    known = None if says("asks_anew", said, turn.language) else turn.state.question
    if question := given or known:
        return _shown(Pending("question", text=question), turn, turn.text.masked)
    return wait_for(Pending("question"), turn, *await _still_waiting(turn, services), Phrase("helpdesk-what"))


async def text(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The question or answer that was asked for, or an answer that comes in the place of the one that is shown: shown
    as it would be sent."""
    pending, said = pending_of(turn), turn.text.text.strip()
    if pending is None:
        return say(turn, Phrase("button-gone"))
    if command(said, turn.language) in ("stop", "no"):
        return await drop(intent, turn, services)
    if pending.text and is_all("what_waits", said, turn.language):
        return await queue(intent, turn, services)
    if not said:
        return wait_for(pending, turn, Phrase("empty"))
    if is_now(said):
        return await answer(intent, turn, services)
    if pending.text and len(said.split()) <= _FEW:
        sent = agrees(said, turn.language) or says("sends_it", said, turn.language)
        if sent and not says("holds_back", said, turn.language):
            return await send(intent, turn, services)
        if sent or command(said, turn.language) or is_all("small", said, turn.language):
            return preview(pending, turn)
    return _anew(pending, turn)


def here_first(handler: Handler) -> Handler:
    """A message with a ticket's reference is about that one. Of what the knowledge does not answer, who asks what
    became of a question is told so, and another wording comes in the place of the question that is shown."""

    @wraps(handler)
    async def first(intent: Intent, turn: Turn, services: Services) -> Outcome:
        if about := await of_reference(turn, services):
            return about
        outcome, shown = await handler(intent, turn, services), shown_before(turn)
        if outcome.state is None or not outcome.state.missed:
            return outcome
        if _asks_after(turn.text.text, turn.language):
            return await own(turn, services)
        return _anew(shown, turn) if shown and len(turn.text.text.split()) >= _SENTENCE else outcome

    return first


async def rephrase(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Ask for the text again."""
    pending = pending_of(turn)
    if pending is None:
        return say(turn, Phrase("button-gone"))
    return wait_for(replace(pending, text=""), turn, Phrase(f"helpdesk-again-{pending.kind}"))


async def drop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Send nothing."""
    return say(turn, Phrase("helpdesk-dropped"), state=replace(turn.state, expects=None, open=()))


async def send(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Send what was shown: a question becomes a ticket, an answer goes to the one who asked."""
    pending = pending_of(turn)
    if pending is None or not pending.text:
        return say(turn, Phrase("button-gone"))
    if pending.kind == "answer":
        return await send_answer(pending, turn, services)
    return await _send_question(pending.text, turn, services)


def _asks_after(said: str, language: str) -> bool:
    """Whether it is asked what became of a question; an order to send one is none, whatever is said around it."""
    after = says("asks_after", said, language) and says("at_helpdesk", said, language)
    return after and not says("sends_it", said, language)


def _anew(pending: Pending, turn: Turn) -> Outcome:
    """What was typed now, in the place of what was shown."""
    before = (Phrase("helpdesk-replaced"),) if pending.text else ()
    said = turn.text.text.strip()
    told = told_question(said, turn.language) if pending.kind == "question" else None
    return _shown(replace(pending, text=told or said), turn, turn.text.masked, before)


def _shown(pending: Pending, turn: Turn, masked: bool, before: tuple[Phrase, ...] = ()) -> Outcome:
    """The preview, with what was masked in it; a text that is too long is asked again."""
    if len(pending.text) > LONGEST:
        values = {"length": len(pending.text), "max": LONGEST}
        return wait_for(replace(pending, text=""), turn, Phrase("helpdesk-too-long", values))
    if masked:
        before = (*before, Phrase(f"helpdesk-masked-{pending.kind}", {"what": kinds(pending.text)}))
    return preview(pending, turn, *before)


async def _send_question(text: str, turn: Turn, services: Services) -> Outcome:
    question = services.gate.mask(text)
    place = await answer_place(turn, services)
    reference = new_reference()
    ticket = Ticket(
        new_id(), turn.member.cell_id, reference, place, turn.language, question.text, None, turn.now
    )

    async def write(scope: Scope) -> None:
        await open_ticket(scope, ticket, question)

    told = [desk for desk in await desks(services.store) if desk.member.id != turn.member.id]
    notice = Reply(
        (Phrase("helpdesk-notice", {"reference": reference, "text": question.text}),),
        choices=(answer_button(reference),),
    )
    elsewhere = tuple(
        Elsewhere(desk.place.id, desk.member.language, notice, desk.member.cell_id) for desk in told
    )
    sent = Phrase("helpdesk-sent" if told else "helpdesk-sent-nobody", {"reference": reference})
    state = replace(turn.state, expects=None, question=None, open=())
    return replace(say(turn, sent, state=state), writes=(write,), elsewhere=elsewhere)


async def _still_waiting(turn: Turn, services: Services) -> tuple[Phrase, ...]:
    """What this conversation asked before and has no answer to yet."""
    mine = [ticket.reference for ticket in await asked_here(turn, services) if ticket.answer is None]
    return (Phrase("helpdesk-waiting", {"references": mine[::-1], "count": len(mine)}),) if mine else ()

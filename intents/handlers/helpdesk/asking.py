"""Asking: the question that was not answered, or one that is typed now, shown masked and then sent."""

from dataclasses import replace

from intents.commands import command
from intents.forwarding import told_question
from intents.handlers.helpdesk.answering import answer_button, send_answer
from intents.handlers.helpdesk.pending import LONGEST, Pending, pending_of, preview, say, wait_for
from intents.model import Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from knowledge.helpdesk import desks, new_reference, open_ticket, waiting
from storage.records import Ticket
from storage.store import Scope, new_id
from storage.store.conversations import direct_conversations


async def ask(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """helpdesk.ask: the question is in the message, or was not answered before, or is asked for now."""
    said = str(intent.slots.get("said") or turn.text.text)
    given = str(intent.slots.get("question") or "") or None
    question = given or told_question(said, turn.language) or turn.state.question
    if question:
        return _shown(Pending("question", text=question), turn, turn.text.masked)
    return wait_for(Pending("question"), turn, *await _still_waiting(turn, services), Phrase("helpdesk-what"))


async def text(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The question or answer that was asked for: shown as it would be sent."""
    pending = pending_of(turn)
    if pending is None:
        return say(turn, Phrase("button-gone"))
    if command(turn.text.text, turn.language) in ("stop", "no"):
        return await drop(intent, turn, services)
    if not turn.text.text.strip():
        return wait_for(pending, turn, Phrase("empty"))
    return _shown(replace(pending, text=turn.text.text.strip()), turn, turn.text.masked)


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


def _shown(pending: Pending, turn: Turn, masked: bool) -> Outcome:
    """The preview; a text that is too long, or an answer in which something was masked, is asked again."""
    if len(pending.text) > LONGEST:
        values = {"length": len(pending.text), "max": LONGEST}
        return wait_for(replace(pending, text=""), turn, Phrase("helpdesk-too-long", values))
    if masked and pending.kind == "answer":
        outcome = preview(pending, turn, Phrase("helpdesk-answer-masked"))
        waits = wait_for(pending, turn)
        return replace(outcome, state=waits.state)
    return preview(pending, turn, *((Phrase("helpdesk-masked"),) if masked else ()))


async def _send_question(text: str, turn: Turn, services: Services) -> Outcome:
    question = services.gate.mask(text)
    place = await _answer_place(turn, services)
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


async def _answer_place(turn: Turn, services: Services) -> str:
    """Where the answer goes: here, or from a room to the asker's direct conversation where there is one."""
    if not turn.room:
        return turn.conversation.id
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await direct_conversations(scope)
    return next((p.id for p in places if p.member_id == turn.member.id), turn.conversation.id)


async def _still_waiting(turn: Turn, services: Services) -> tuple[Phrase, ...]:
    """What this conversation asked before and has no answer to yet."""
    place = await _answer_place(turn, services)
    mine = [ticket.reference for ticket in await waiting(services.store) if ticket.conversation_id == place]
    return (Phrase("helpdesk-waiting", {"references": mine, "count": len(mine)}),) if mine else ()

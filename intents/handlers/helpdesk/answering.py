"""Answering, for who has the helpdesk role: the open questions, and an answer that goes to the asker."""

from dataclasses import replace

from intents.handlers.helpdesk.pending import Pending, say, wait_for
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from knowledge.helpdesk import ROLE, close_ticket, first_words, ticket_of, waiting
from scheduler.recurrence import to_local
from storage.records import Ticket
from storage.store import Scope

AT_ONCE = 5
"""So many open questions are shown at a time, the oldest first."""


async def queue(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """helpdesk.queue: what waits for an answer."""
    if turn.member.role != ROLE:
        return _not_yours(turn)
    tickets = await waiting(services.store)
    if not tickets:
        return say(turn, Phrase("helpdesk-queue-empty"))
    shown = tickets[:AT_ONCE]
    head = Phrase("helpdesk-queue", {"count": len(tickets)})
    lines = [_line(ticket) for ticket in shown]
    if len(tickets) > len(shown):
        lines.append(Phrase("helpdesk-queue-more", {"shown": len(shown)}))
    return say(turn, head, *lines, choices=tuple(answer_button(t.reference) for t in shown))


async def answer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """[Beantwoord] was pressed: ask for the text."""
    if turn.member.role != ROLE:
        return _not_yours(turn)
    ticket = await ticket_of(services.store, str(intent.slots["ticket"]))
    if ticket is None or ticket.answer is not None:
        return _answered_already(str(intent.slots["ticket"]), turn)
    asked = Phrase("helpdesk-what-answer", {"reference": ticket.reference, "text": ticket.question})
    return wait_for(Pending("answer", ticket.reference), turn, asked)


async def send_answer(pending: Pending, turn: Turn, services: Services) -> Outcome:
    """The answer goes to the asker; of two answers the first one counts."""
    if turn.member.role != ROLE:
        return _not_yours(turn)
    ticket = await ticket_of(services.store, pending.ticket)
    if ticket is None or ticket.answer is not None:
        return _answered_already(pending.ticket, turn)
    text = services.gate.mask(pending.text)

    async def write(scope: Scope) -> None:
        await close_ticket(scope, ticket, text, turn.now)

    values = {"reference": ticket.reference, "words": first_words(ticket.question)}
    reply = Reply(
        (Phrase("helpdesk-answer", values), Phrase("helpdesk-answer-text", {"text": text.text})),
        choices=(Choice(Phrase("helpdesk-ask-on"), Intent("helpdesk.ask")),),
    )
    state = replace(turn.state, expects=None, open=())
    outcome = say(turn, Phrase("helpdesk-answer-sent", {"reference": ticket.reference}), state=state)
    there = Elsewhere(ticket.conversation_id, ticket.language, reply, ticket.cell_id)
    return replace(outcome, writes=(write,), elsewhere=(there,))


def answer_button(reference: str) -> Choice:
    """[Beantwoord H-…]: works until the question is answered, whoever sees it."""
    slots = {"ticket": reference, "keep": True}
    return Choice(Phrase("helpdesk-do-answer", {"reference": reference}), Intent("helpdesk.answer", slots))


def _line(ticket: Ticket) -> Phrase:
    day = to_local(ticket.opened_at).date()
    values = {"reference": ticket.reference, "day": day, "text": first_words(ticket.question, 300)}
    return Phrase("helpdesk-queue-line", values)


def _answered_already(reference: str, turn: Turn) -> Outcome:
    state = replace(turn.state, expects=None, open=())
    return say(turn, Phrase("helpdesk-answered-already", {"reference": reference}), state=state)


def _not_yours(turn: Turn) -> Outcome:
    choices = (Choice(Phrase("meant-helpdesk-ask"), Intent("helpdesk.ask")),)
    return say(turn, Phrase("helpdesk-not-yours"), choices=choices)

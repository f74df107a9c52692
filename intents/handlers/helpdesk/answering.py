"""Answering, for who has the helpdesk role: the open questions, and an answer that goes to the asker."""

from dataclasses import replace

from intents.handlers.helpdesk.own import own
from intents.handlers.helpdesk.pending import Pending, say, wait_for
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from knowledge.helpdesk import ROLE, close_ticket, first_words, reference_in, ticket_of, waiting
from scheduler.recurrence import to_local
from storage.records import Ticket
from storage.store import Scope

AT_ONCE = 5
"""So many open questions are shown at a time, the oldest first."""


async def queue(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """helpdesk.queue: what waits for an answer; for who asked themselves what became of their questions."""
    if about := await of_reference(turn, services):
        return about
    if turn.member.role != ROLE:
        return await own(turn, services)
    head, lines, choices = await what_waits(services)
    return say(turn, head, *lines, choices=choices)


async def what_waits(services: Services) -> tuple[Phrase, list[Phrase], tuple[Choice, ...]]:
    """How many questions wait, a line and a button for the oldest."""
    tickets = await waiting(services.store)
    if not tickets:
        return Phrase("helpdesk-queue-empty"), [], ()
    shown = tickets[:AT_ONCE]
    lines = [_line(ticket) for ticket in shown]
    if len(tickets) > len(shown):
        lines.append(Phrase("helpdesk-queue-more", {"shown": len(shown)}))
    head = Phrase("helpdesk-queue", {"count": len(tickets)})
    return head, lines, tuple(answer_button(ticket.reference) for ticket in shown)


async def of_reference(turn: Turn, services: Services) -> Outcome | None:
    """What a message with a ticket's reference opens: for the helpdesk that question, to be answered; for its asker
    what became of it. None without a reference."""
    reference = reference_in(turn.text.text)
    if reference is None:
        return None
    if turn.member.role != ROLE:
        return await own(turn, services, reference)
    return await answer(Intent("helpdesk.answer", {"ticket": reference}), turn, services)


async def answer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """[Beantwoord] was pressed: ask for the text."""
    if turn.member.role != ROLE:
        return _not_yours(turn)
    ticket = await ticket_of(services.store, str(intent.slots["ticket"]))
    if ticket is None:
        return say(turn, Phrase("helpdesk-none-such", {"reference": str(intent.slots["ticket"])}))
    if ticket.answer is not None:
        return _answered_already(ticket.reference, turn)
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

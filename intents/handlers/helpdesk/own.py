"""What became of the questions that somebody sent to the helpdesk: each with its answer, or that it waits."""

from intents.handlers.helpdesk.pending import say
from intents.model import Choice, Intent, Outcome, Phrase
from intents.turn import Services, Turn
from knowledge.helpdesk import first_words
from scheduler.recurrence import to_local
from storage.records import Ticket
from storage.store.conversations import direct_conversations
from storage.store.tickets import asked_in

AT_ONCE = 5
"""So many questions are told, the newest first."""


async def own(turn: Turn, services: Services, reference: str | None = None) -> Outcome:
    """What was asked from here, or of it the question with this reference; said where there is none."""
    asked = await asked_here(turn, services)
    tickets = [ticket for ticket in asked if reference in (None, ticket.reference)]
    ask = (Choice(Phrase("meant-helpdesk-ask"), Intent("helpdesk.ask")),)
    if not tickets:
        missing = Phrase("helpdesk-none-such", {"reference": reference or "none"})
        return say(turn, missing, choices=ask)
    lines = [line for ticket in tickets[:AT_ONCE] for line in _told(ticket)]
    return say(turn, *lines, choices=ask)


async def asked_here(turn: Turn, services: Services) -> list[Ticket]:
    """The questions whose answers come to this member here, the newest first."""
    place = await answer_place(turn, services)
    async with services.store.reading(turn.member.cell_id) as scope:
        return await asked_in(scope, place)


async def answer_place(turn: Turn, services: Services) -> str:
    """Where the answer goes: here, or from a room to the asker's direct conversation where there is one."""
    if not turn.room:
        return turn.conversation.id
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await direct_conversations(scope)
    return next((p.id for p in places if p.member_id == turn.member.id), turn.conversation.id)


def _told(ticket: Ticket) -> tuple[Phrase, ...]:
    values = {
        "reference": ticket.reference,
        "day": to_local(ticket.opened_at).date(),
        "text": first_words(ticket.question, 300),
    }
    if ticket.answer is None:
        return (Phrase("helpdesk-own-waits", values),)
    return (Phrase("helpdesk-own-answered", values), Phrase("helpdesk-answer-text", {"text": ticket.answer}))

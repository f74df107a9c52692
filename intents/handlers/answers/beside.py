"""What is said before the answer to a message: the emergency numbers where there is danger, whatever was going on, and
the answer to a question that stands beside an order ('plan … en mag de school daar iets zeggen?')."""

from dataclasses import replace

from intents.handlers.answers.places import asked_of
from intents.handlers.answers.replying import around, with_numbers
from intents.model import Intent, Outcome, Reply
from intents.telling import citations_of, sentences
from intents.turn import Services, Turn
from knowledge.heads.danger import is_now
from knowledge.heads.telling import tell

_ORDERS = frozenset(
    {"meeting.plan", "meeting.move", "meeting.cancel", "poll.start", "reminder.set", "invite"}
)


def danger_first(outcome: Outcome, text: str) -> Outcome:
    """The outcome with the emergency numbers before everything else, where `text` says that there is danger now."""
    return with_numbers(outcome) if is_now(text) else outcome


async def with_answer(outcome: Outcome, intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The outcome of an order, with the answer to what was surely asked in the same message told first; what is asked
    next is about the order."""
    if intent.name not in _ORDERS or turn.quick or not services.search.speaks(turn.language):
        return outcome
    entries = services.search.beside(around(turn), turn.language)
    if not entries:
        return outcome
    asked = await asked_of(turn, services)
    told = tell(services.library, entries, asked)
    reply = Reply(sentences(told, turn.language, asked.region, asked.today), citations=citations_of(told))
    return replace(outcome, replies=(reply, *outcome.replies))

"""A look-up aside (`Message.quick`): answered for the asker alone, and the conversation stays as it is."""

from dataclasses import replace

from intents.forwarding import told_question
from intents.handlers.answers import answer, find
from intents.handlers.rights.asked import TOPICS
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State, Values
from intents.turn import Handler, Services, Turn

_LOOKS_UP = frozenset(
    {
        "faq",
        "glossary",
        "faq.entry",
        "faq.more",
        "faq.about",
        "faq.region",
        "faq.audience",
        "unsure",
        "help",
        "help.theme",
        "greet",
        "thanks",
        "empty",
        "case.list",
    }
    | {
        "meeting.show",
        "meeting.series",
        "meeting.who",
        "figures",
        "privacy.show",
        "choice.gone",
        "choice.not-yours",
    }
    | {f"privacy.{topic}" for topic in TOPICS}
    | {"account.link", "account.show", "room.nobody", "room.others"}
)
"""What only reads, so that nothing has to be remembered of it."""
_A_FEW = 3
"""Words that may be a subject, rather than something to do."""


def aside(turn: Turn) -> Turn:
    """The turn without what is going on in the conversation: no form, no plan, nothing that was asked."""
    return replace(turn, quick=True, raw=None, state=State(greeted=turn.state.greeted))


def looks_up(action: Values) -> bool:
    """Whether a button that stood under a look-up is one itself."""
    return bool(action.get("quick")) and action.get("intent") in _LOOKS_UP


def look_up(intent: Intent, turn: Turn) -> Intent:
    """What is looked up; anything else is for the conversation itself."""
    if not turn.quick or intent.name in _LOOKS_UP:
        return intent
    return Intent("quick.helpdesk" if intent.name == "helpdesk.ask" else "quick.elsewhere")


def left_alone(outcome: Outcome, turn: Turn) -> Outcome:
    """The answer of a look-up. The question that was not answered goes with its button to the helpdesk."""
    if not turn.quick:
        return outcome
    question = outcome.state.question if outcome.state else None
    return replace(outcome, replies=tuple(_with(question, reply) for reply in outcome.replies), state=None)


async def helpdesk(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The door of the helpdesk: a button, since what is typed next belongs to the conversation."""
    reply = Reply(
        (Phrase("quick-helpdesk"),), choices=(Choice(Phrase("ask-the-helpdesk"), Intent("helpdesk.ask")),)
    )
    return Outcome((reply,), replace(turn.state, question=told_question(turn.text.text, turn.language)))


async def elsewhere(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Something is to be done: say so in the conversation. A word or two that the knowledge answers are looked up."""
    if len(turn.text.text.split()) <= _A_FEW:
        found = find(turn.text.text, turn.language, services)
        if found.decision == "answer":
            return await answer(intent, turn, services)
    return Outcome((Reply((Phrase("quick-elsewhere"),)),))


def _with(question: str | None, reply: Reply) -> Reply:
    """The reply, its buttons for the helpdesk with the question in them."""
    asking = Intent("helpdesk.ask", {"question": question} if question else {})
    choices = tuple(
        replace(choice, intent=asking) if choice.intent.name == "helpdesk.ask" else choice
        for choice in reply.choices
    )
    return replace(reply, choices=choices)


HANDLERS: dict[str, Handler] = {"quick.helpdesk": helpdesk, "quick.elsewhere": elsewhere}

"""A question to Spil in the middle of the sheet: answered where the knowledge has it, and the sheet goes on."""

from dataclasses import replace

from intents.fields.lay import Lay, lay_words
from intents.form import Asked
from intents.handlers.answers import answer, find
from intents.handlers.sheet.walk import FORM, Walk, ask
from intents.model import Intent, Outcome, Phrase
from intents.turn import Services, Turn

_SHORT = 160
_FEW_WORDS = 3
"""In fewer words an answer is far likelier than a command: 'bijna iedereen', 'naar ons'."""
_QUESTION = ("faq", "glossary", None)
_PART_OF_THE_SHEET = frozenset(
    {"form.back", "form.skip", "form.resume", "sheet.start", "stop", "greet", "thanks"}
)


def meant_for_spil(question: Asked, typed: str, lay: Lay) -> bool:
    """Whether something typed at a field of free text reads like a question to Spil, or an order, rather than
    its answer. What stands in a box can begin as an order does."""
    kind = question.field.kind
    if "\n" in typed or len(typed) > _SHORT or kind not in ("box", "zone", "town", "functions", "days"):
        return False
    if kind == "days" or (kind != "box" and lay.is_order(typed)):
        return lay.is_order(typed)
    return _one_word(typed) or (typed.endswith("?") and question.field.id != "questions")


async def aside(walk: Walk, typed: str, turn: Turn, services: Services) -> Outcome | None:
    """What the knowledge says to a clear question, or that a command can wait until after the sheet, then the
    field again; None where it is nothing for Spil."""
    read = services.recogniser.recognise(turn.text.text, turn.language)
    if read.decision == "act" and read.intent == "help":
        return ask(walk, turn, Phrase("sheet-help"))
    asks = lay_words(FORM, turn.language).is_question(typed)
    if _one_word(typed) or (not asks and len(typed.split()) < _FEW_WORDS):
        return None
    if read.decision == "act" and read.intent not in (*_QUESTION, *_PART_OF_THE_SHEET):
        return ask(walk, turn, Phrase("sheet-first-this"))
    if not asks:
        return None
    found = find(turn.text.text, turn.language, services)
    if walk.question is None or found.decision not in ("answer", "refuse"):
        return None
    told = await answer(Intent("faq"), turn, services)
    before = [replace(reply, choices=(), volatile=True) for reply in told.replies]
    note = Phrase("sheet-as-question" if walk.question.field.kind == "box" else "sheet-on-we-go")
    outcome = ask(walk, turn, note)
    state = replace(outcome.state or turn.state, greeted=(told.state or turn.state).greeted)
    return replace(outcome, replies=(*before, *outcome.replies), state=state, writes=told.writes)


def _one_word(typed: str) -> bool:
    """'help', and what cannot be told from a place or a service."""
    return len(typed.split()) == 1 and "?" not in typed

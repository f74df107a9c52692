"""Words of the deployer's own documents: whose they are, how old, and that such documents can be added."""

from dataclasses import replace

from intents.model import Outcome, Phrase
from intents.turn import Services, Turn
from knowledge.documents.shelf import Quote


async def quote_for(turn: Turn, services: Services, language: str, earlier: bool = False) -> Quote | None:
    """What a document says to a question; with `earlier` only where it asks for a version that was replaced."""
    async with services.store.reading(turn.member.cell_id) as scope:
        await services.papers.refresh(scope)
    if earlier and not services.papers.asks_earlier(turn.text.text, language):
        return None
    return services.papers.find(turn.text.text, language)


def said_in(quote: Quote, turn: Turn) -> tuple[Phrase, ...]:
    """The words with whose they are, and whether a reader must check that they still hold."""
    document, words = quote.document, Phrase("quotation", {"text": quote.text})
    if (later := quote.later) and document.date and later.date:
        dates = {"date": document.date, "later": later.date}
        return (Phrase("quoted-earlier", {"title": document.title, **dates}), words)
    if later:
        return (Phrase("quoted-replaced", {"title": document.title}), words)
    check = (Phrase("quoted-check"),) if quote.to_check(turn.local.date()) else ()
    return (Phrase("quoted", {"title": document.title}), words, *check)


def with_way_in(outcome: Outcome, turn: Turn, services: Services, language: str) -> Outcome:
    """An outcome with one line more where a coordinator asks about the handbook and no document was added yet."""
    asks = turn.member.role == "coordinator" and not turn.room
    if not asks or not services.papers.lacks(turn.text.text, language):
        return outcome
    *others, last = outcome.replies
    told = replace(last, paragraphs=(*last.paragraphs, Phrase("documents-none")))
    return replace(outcome, replies=(*others, told))

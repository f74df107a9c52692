"""Replies to a question: what is told with its buttons, a refusal with who can help, words of a document, not known."""

import re
from collections.abc import Iterable
from dataclasses import replace

from intents.handlers.answers.documents import said_in
from intents.model import Choice, Citation, Intent, Outcome, Phrase, Reply, Write
from intents.telling import block_of, citations_of, own, sentences
from intents.turn import Services, Turn
from knowledge.documents.shelf import Quote
from knowledge.heads.telling import Asked, Told
from knowledge.heads.wording import cues, words_in
from knowledge.library import Entry
from storage.store import Scope
from storage.store.tickets import count

FEW = 3
"""At most so many near questions are offered, and so many buttons before the helpdesk's."""

_MASK = re.compile(r"\[[^\]]*\]")

_GENERAL_BESIDE = frozenset({"person", "score", "database"})
"""Refusals beside which general questions are offered: what one wanted to know may be one of those."""

DANGER = Phrase("danger-first")
_NUMBER = "112"
_FOR_THE_HELPDESK = frozenset({"other", "small-talk", "confidential"})
"""Refusals after which the helpdesk is offered; never for what is about a person."""


def story(told: Told, asked: Asked, turn: Turn, services: Services) -> Outcome:
    """What is told, its sources, and what one asks next. The conversation remembers the first entry's id only."""
    paragraphs = (*hint(turn), *sentences(told, turn.language, asked.region, asked.today))
    if not turn.state.greeted:
        paragraphs = (*paragraphs, Phrase("not-a-lawyer"))
    first = told.parts[0].entry
    state = replace(turn.state, topic=first.id, question=None, greeted=True, missed=False)
    reply = Reply(paragraphs, choices=_next(told, turn, services), citations=citations_of(told))
    return Outcome((reply,), state, (counted(turn, f"entry:{first.id}"),))


def _next(told: Told, turn: Turn, services: Services) -> tuple[Choice, ...]:
    """More, what was before, the natural next questions: a few, each once; then the helpdesk."""
    entries = [part.entry for part in told.parts]
    ids = [entry.id for entry in entries]
    choices = []
    if any(block_of(entry, turn.language).more for entry in entries):
        choices.append(Choice(Phrase("more"), Intent("faq.more", {"entry": ids[0], "also": ids[1:]})))
    before = [one.id for one in services.library.before(entries[0])][:1]
    ways = [follow for entry in entries for follow in block_of(entry, turn.language).next]
    offered = [one for one in dict.fromkeys((*before, *ways)) if one not in ids]
    choices += near(_entries(offered, services), turn)
    return (*choices[:FEW], to_helpdesk())


def refused(entry: Entry, close: tuple[Entry, ...], turn: Turn, services: Services) -> Outcome:
    """Not from the knowledge: said so, with who can help (voice notes: about a person, off the subject), and with the
    general questions that are near. What was asked is remembered for the helpdesk only where it may go there."""
    block, asks = block_of(entry, turn.language), entry.refusal in _FOR_THE_HELPDESK
    case = (Choice(Phrase("new-case"), Intent("case.new")),) if entry.refusal == "person" else ()
    general = close if entry.refusal in _GENERAL_BESIDE else ()
    ways = near(_entries(dict.fromkeys((*block.next, *(one.id for one in general))), services), turn)
    buttons = (*case, *ways, *((to_helpdesk(),) if asks else ()))
    urgent = _first_of_all(turn) if entry.refusal != "danger" else ()
    reply = Reply((*urgent, *hint(turn), own(block.short)), choices=buttons)
    topic = None if entry.refusal == "danger" else turn.state.topic
    question = turn.text.text if asks else None
    state = replace(turn.state, topic=topic, question=question, open=(), missed=True)
    return Outcome((reply,), state, (counted(turn, f"refused:{entry.refusal}"),))


def _entries(ids: Iterable[str], services: Services) -> tuple[Entry, ...]:
    """The entries by these ids; one that was taken out of the knowledge since is left out."""
    return tuple(services.library.entries[one] for one in ids if one in services.library.entries)


def quoted_reply(quote: Quote, close: tuple[Entry, ...], turn: Turn) -> Outcome:
    """Somebody else's words, said to be so, with where they stand and how old they are."""
    paragraphs = (*hint(turn), *said_in(quote, turn))
    document, status = quote.document, quote.status(turn.local.date())
    citation = Citation(document.title, quote.where, document.url, document.date, status)
    state = replace(turn.state, topic=None, question=turn.text.text)
    reply = Reply(paragraphs, choices=(*near(close, turn), to_helpdesk()), citations=(citation,))
    return Outcome((reply,), state, (counted(turn, "document"),))


def unknown(close: tuple[Entry, ...], turn: Turn) -> Outcome:
    """It is not known: what is near, and the helpdesk; the emergency numbers first where the words may mean danger."""
    key = "not-known-near" if close else "not-known"
    state = replace(turn.state, question=turn.text.text, missed=True)
    reply = Reply(
        (*_first_of_all(turn), *hint(turn), Phrase(key)), "say", (*near(close, turn), to_helpdesk())
    )
    return Outcome((reply,), state, (counted(turn, "unknown"),))


def sounds_urgent(turn: Turn) -> bool:
    """Whether words of danger stand in what was asked. Where there is an answer they change nothing."""
    said = f" {' '.join(words_in(turn.text.text))} "
    return any(f" {word} " in said for word in cues(turn.language, "danger"))


def with_numbers(outcome: Outcome) -> Outcome:
    """The outcome with the emergency numbers first, where they are not there yet. Silence stays silence: a room in
    which Spil was not addressed is not interrupted."""
    said = outcome.replies[0].paragraphs if outcome.replies else (DANGER,)
    if DANGER in said or _NUMBER in str(said):
        return outcome
    first, *rest = outcome.replies
    return replace(outcome, replies=(replace(first, paragraphs=(DANGER, *first.paragraphs)), *rest))


def _first_of_all(turn: Turn) -> tuple[Phrase, ...]:
    return (DANGER,) if sounds_urgent(turn) else ()


def near(entries: tuple[Entry, ...], turn: Turn) -> tuple[Choice, ...]:
    """Questions to press."""
    return tuple(
        Choice(own(block_of(entry, turn.language).question), Intent("faq.entry", {"entry": entry.id}))
        for entry in entries[:FEW]
    )


def to_helpdesk() -> Choice:
    """The way to people."""
    return Choice(Phrase("ask-the-helpdesk"), Intent("helpdesk.ask"))


def hint(turn: Turn) -> tuple[Phrase, ...]:
    """Said first where something that could name a person was left out of what was typed."""
    return (Phrase("masked-hint"),) if turn.text.masked else ()


def counted(turn: Turn, subject: str) -> Write:
    """One more question about `subject`, counted without anybody in it."""

    async def write(scope: Scope) -> None:
        await count(scope, turn.local.date(), subject, turn.language)

    return write


def around(turn: Turn) -> str:
    """What was typed without what was masked in it; empty where no word is left."""
    said = _MASK.sub(" ", turn.text.text)
    return said if any(character.isalnum() for character in said) else ""

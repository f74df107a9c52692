"""Questions: answered from an entry with its sources, or honestly not, with what is near and who can help."""

from dataclasses import replace

from intents.model import Audience, Choice, Citation, Intent, Outcome, Phrase, Reply, Values, Write
from intents.turn import Services, Turn
from knowledge.documents.shelf import Quote
from knowledge.library import Block, Entry
from knowledge.search import Found
from storage.store import Scope
from storage.store.tickets import count

NEAR = 3
"""At most so many near questions are offered."""

_NEVER_MEANT = frozenset(
    {"greet", "thanks", "stop", "form.back", "form.skip", "form.resume", "faq", "glossary", "helpdesk.ask"}
)
"""Not worth a button in 'did you mean …?'."""

_FOR_THE_HELPDESK = frozenset({"other", "small-talk", "confidential"})
"""Refusals after which the helpdesk is offered; never for what is about a person."""


_WITH_PEOPLE = frozenset(
    {"meeting.plan", "meeting.show", "meeting.move", "meeting.cancel", "meeting.who", "rsvp", "reminder.set"}
    | {"poll.start", "invite", "language"}
)
"""What one may say with a name of somebody who is not discussed in it; else a sentence with one asks about them."""
_ABOUT_SOMEBODY = "refuse-person-approach"


async def answer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """faq, glossary: what the knowledge says to the question, or that it does not know."""
    found = find(turn.text.text, turn.language, services)
    if found.decision == "answer" and found.entry:
        return _answered(found.entry, turn, services)
    if found.decision == "refuse" and found.entry:
        return _refused(found.entry, turn)
    if quote := await quoted(turn, services):
        return _quoted(quote, found.suggestions, turn)
    return _unknown(found.suggestions, turn)


async def show_entry(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A near question or a next question was pressed."""
    entry = services.library.entries[str(intent.slots["entry"])]
    return _answered(entry, turn, services)


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The longer answer."""
    entry = services.library.entries[str(intent.slots["entry"])]
    text = block_of(entry, turn.language).more
    reply = Reply(
        (own(text),), citations=citations_of(entry), choices=_after(entry, turn, services, more=False)
    )
    return Outcome((reply,))


async def unsure(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The recogniser is not sure: an answer where the knowledge has one, else 'did you mean …?'."""
    found = find(turn.text.text, turn.language, services)
    if found.decision == "answer" and found.entry:
        return _answered(found.entry, turn, services)
    if found.decision == "refuse" and found.entry:
        return _refused(found.entry, turn)
    if quote := await quoted(turn, services):
        return _quoted(quote, found.suggestions, turn)
    meant = [name for name in map(str, intent.slots["choices"]) if _may_mean(name, turn)][:NEAR]
    if turn.text.masked and not _WITH_PEOPLE.intersection(meant):
        return _refused(services.library.entries[_ABOUT_SOMEBODY], turn)
    if not meant:
        return _unknown(found.suggestions, turn)
    choices = [Choice(Phrase(f"meant-{name.replace('.', '-')}"), Intent(name, _said(turn))) for name in meant]
    choices.append(_to_helpdesk())
    state = replace(turn.state, question=turn.text.text)
    words = (*hint(turn), Phrase("did-you-mean"))
    audience: Audience | None = "only_you" if turn.room else None  # Who chats there is not disturbed by it.
    return Outcome((Reply(words, "ask", tuple(choices), audience=audience),), state)


def _may_mean(name: str, turn: Turn) -> bool:
    return name not in _NEVER_MEANT and (name != "helpdesk.queue" or turn.member.role == "helpdesk")


def find(question: str, language: str, services: Services) -> Found:
    """What the knowledge says to a question, in Dutch where it does not speak the language yet."""
    return services.search.find(question, _spoken(language, services))


def _spoken(language: str, services: Services) -> str:
    return language if services.search.speaks(language) else "nl"


async def quoted(turn: Turn, services: Services) -> Quote | None:
    """What a document of the deployer's own says to a question that no entry answers. In a language without entries
    there are no refusals either: nothing is quoted from documents in that one."""
    async with services.store.reading(turn.member.cell_id) as scope:
        await services.papers.refresh(scope)
    return services.papers.find(turn.text.text, _spoken(turn.language, services))


def block_of(entry: Entry, language: str) -> Block:
    """The entry in that language; Dutch where it has not been written yet."""
    return entry.blocks.get(language) or entry.blocks["nl"]


def own(text: str) -> Phrase:
    """Spil's own words that are held as data elsewhere: an entry's text."""
    return Phrase("own", {"text": text})


def hint(turn: Turn) -> tuple[Phrase, ...]:
    """Said first where something that could name a person was left out of what was typed."""
    return (Phrase("masked-hint"),) if turn.text.masked else ()


def citations_of(entry: Entry) -> tuple[Citation, ...]:
    """The sources of an entry as footnotes."""
    return tuple(
        Citation(source.title, source.section, source.url, source.date, entry.status)
        for source in entry.sources
    )


def counted(turn: Turn, subject: str) -> Write:
    """One more question about `subject`, counted without anybody in it."""

    async def write(scope: Scope) -> None:
        await count(scope, turn.local.date(), subject, turn.language)

    return write


def _answered(entry: Entry, turn: Turn, services: Services) -> Outcome:
    paragraphs: tuple[Phrase, ...] = (*hint(turn), own(block_of(entry, turn.language).short))
    if entry.status in ("changed", "history", "verify"):
        paragraphs = (*paragraphs, Phrase(f"status-{entry.status}"))
    if not turn.state.greeted:
        paragraphs = (*paragraphs, Phrase("not-a-lawyer"))
    choices = _after(entry, turn, services, more=bool(block_of(entry, turn.language).more))
    state = replace(turn.state, topic=entry.id, question=None, greeted=True)
    reply = Reply(paragraphs, choices=choices, citations=citations_of(entry))
    return Outcome((reply,), state, (counted(turn, f"entry:{entry.id}"),))


def _after(entry: Entry, turn: Turn, services: Services, more: bool) -> tuple[Choice, ...]:
    choices = [Choice(Phrase("more"), Intent("faq.more", {"entry": entry.id}))] if more else []
    for follow in block_of(entry, turn.language).next[:2]:
        title = block_of(services.library.entries[follow], turn.language).question
        choices.append(Choice(own(title), Intent("faq.entry", {"entry": follow})))
    return (*choices, _to_helpdesk())


def _refused(entry: Entry, turn: Turn) -> Outcome:
    """Not from the knowledge: said so, with who can help (voice notes: about a person, off the subject)."""
    state = turn.state
    choices: tuple[Choice, ...] = ()
    if entry.refusal == "person":
        choices = (Choice(Phrase("new-case"), Intent("case.new")),)
    elif entry.refusal in _FOR_THE_HELPDESK:
        state, choices = replace(turn.state, question=turn.text.text), (_to_helpdesk(),)
    reply = Reply((*hint(turn), own(block_of(entry, turn.language).short)), choices=choices)
    return Outcome((reply,), state, (counted(turn, f"refused:{entry.refusal}"),))


def _quoted(quote: Quote, near: tuple[Entry, ...], turn: Turn) -> Outcome:
    """Somebody else's words, said to be so, with where they stand and how old they are."""
    check = quote.to_check(turn.local.date())
    paragraphs = (
        *hint(turn),
        Phrase("quoted", {"title": quote.document.title}),
        Phrase("quotation", {"text": quote.text}),
        *([Phrase("quoted-check")] if check else []),
    )
    document = quote.document
    status = "verify" if check else "current"
    citation = Citation(document.title, quote.where, document.url, document.date, status)
    state = replace(turn.state, topic=None, question=turn.text.text)
    reply = Reply(paragraphs, choices=(*_near(near, turn), _to_helpdesk()), citations=(citation,))
    return Outcome((reply,), state, (counted(turn, "document"),))


def _unknown(near: tuple[Entry, ...], turn: Turn) -> Outcome:
    key = "not-known-near" if near else "not-known"
    state = replace(turn.state, question=turn.text.text)
    reply = Reply((*hint(turn), Phrase(key)), "say", (*_near(near, turn), _to_helpdesk()))
    return Outcome((reply,), state, (counted(turn, "unknown"),))


def _near(entries: tuple[Entry, ...], turn: Turn) -> tuple[Choice, ...]:
    return tuple(
        Choice(own(block_of(entry, turn.language).question), Intent("faq.entry", {"entry": entry.id}))
        for entry in entries[:NEAR]
    )


def _to_helpdesk() -> Choice:
    return Choice(Phrase("ask-the-helpdesk"), Intent("helpdesk.ask"))


def _said(turn: Turn) -> Values:
    return {"said": turn.text.text}

"""A question: the entries that answer it, a refusal, words of a document, or that it is not known."""

from dataclasses import replace

from intents.handlers.answers.documents import quote_for, with_way_in
from intents.handlers.answers.places import asked_of, region_question
from intents.handlers.answers.replying import (
    FEW,
    around,
    hint,
    near,
    quoted_reply,
    refused,
    sounds_urgent,
    story,
    to_helpdesk,
    unknown,
    with_numbers,
)
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply
from intents.telling import block_of, citations_of, own
from intents.turn import Services, Turn
from knowledge.heads.telling import Part, Told, tell
from knowledge.library import Entry
from knowledge.search import Found

_NEVER_MEANT = frozenset(
    {"greet", "thanks", "stop", "form.back", "form.skip", "form.resume", "faq", "glossary", "helpdesk.ask"}
)
"""Not worth a button in 'did you mean …?'."""

_WITH_PEOPLE = frozenset(
    {"meeting.plan", "meeting.show", "meeting.move", "meeting.cancel", "meeting.who", "rsvp", "reminder.set"}
    | {"poll.start", "invite", "language"}
)
"""What one may say with a name of somebody who is not discussed in it; else a sentence with one asks about them."""
_ABOUT_SOMEBODY = "refuse-person-approach"


_AROUND = 0.85
"""What is asked around a masked word is answered from this confidence: what was masked may be what it is about."""


async def answer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """faq, glossary: what the knowledge says to the question, or that it does not know; the emergency numbers first
    where the words mean danger and somebody is told of, whatever the rule is that answers it."""
    found = _found(turn, services)
    known = await _known(found, turn, services)
    outcome = with_way_in(
        known or unknown(found.suggestions, turn), turn, services, _spoken(turn.language, services)
    )
    told = sounds_urgent(turn) and services.search.about_somebody(turn.text.text, turn.language)
    return with_numbers(outcome) if told else outcome


async def unsure(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The recogniser is not sure: an answer where the knowledge has one, else 'did you mean …?'."""
    found = _found(turn, services)
    if known := await _known(found, turn, services):
        return known
    meant = [name for name in map(str, intent.slots["choices"]) if _may_mean(name, turn)][:FEW]
    lost = turn.text.masked and not around(turn)
    if turn.text.masked and not lost and not _WITH_PEOPLE.intersection(meant):
        return refused(services.library.entries[_ABOUT_SOMEBODY], (), turn, services)
    if not meant or lost or found.follows or sounds_urgent(turn):
        return unknown(found.suggestions, turn)
    said = {"said": turn.text.text}
    choices = [Choice(Phrase(f"meant-{name.replace('.', '-')}"), Intent(name, said)) for name in meant]
    state = replace(turn.state, question=turn.text.text, missed=True)
    words = (*hint(turn), Phrase("did-you-mean"))
    audience: Audience | None = "only_you" if turn.room else None  # Who chats there is not disturbed by it.
    offered = (*choices, *near(found.suggestions, turn))[:FEW]
    return Outcome((Reply(words, "ask", (*offered, to_helpdesk()), audience=audience),), state)


def _found(turn: Turn, services: Services) -> Found:
    """What the knowledge says to a message; where it says nothing with what was masked in it, then what it surely says
    without that: a word of dialect may have been masked. Nothing to one of which nothing is left."""
    said = around(turn)
    if turn.text.masked and not said:
        return Found("unknown")
    found = find(turn.text.text, turn.language, services, turn.state.topic)
    if not turn.text.masked or found.decision in ("answer", "refuse"):
        return found
    without = find(said, turn.language, services, turn.state.topic)
    sure = without.decision == "answer" and without.confidence >= _AROUND
    return without if sure else found


async def _known(found: Found, turn: Turn, services: Services) -> Outcome | None:
    """The answer, the refusal, or the words of a document; None where there is nothing."""
    language = _spoken(turn.language, services)
    if found.decision != "refuse" and (quote := await quote_for(turn, services, language, earlier=True)):
        return quoted_reply(quote, (), turn)
    if found.entry and found.decision == "answer":
        told = await told_of((found.entry, *found.also), turn, services)
        return _partly(told, found, turn) if found.partly else told
    if found.entry and found.decision == "refuse":
        return refused(found.entry, found.suggestions, turn, services)
    # In a language without entries there are no refusals either: nothing is quoted from documents in that one.
    if quote := await quote_for(turn, services, language):
        return quoted_reply(quote, found.suggestions, turn)
    return None


def _partly(outcome: Outcome, found: Found, turn: Turn) -> Outcome:
    """The answer to some of what was asked: says that the rest is not known, and what is near to that."""
    *others, last = outcome.replies
    paragraphs = (*last.paragraphs, Phrase("known-partly"))
    choices = (*near(found.suggestions[:1], turn), *last.choices)
    return replace(outcome, replies=(*others, replace(last, paragraphs=paragraphs, choices=choices)))


async def told_of(entries: tuple[Entry, ...], turn: Turn, services: Services) -> Outcome:
    """The answer from these entries, for where the asker is; or the question where that is, where it matters."""
    asked = await asked_of(turn, services)
    told = tell(services.library, entries, asked)
    if told.asks_region and not (turn.quick or turn.state.form):
        return region_question(entries, turn)
    return story(told, asked, turn, services)


async def show_entry(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A near question or a next question was pressed: that entry itself, told as what it is."""
    entry = services.library.entries.get(str(intent.slots["entry"]))
    if entry is None:  # It was taken out of the knowledge since.
        return Outcome((Reply((Phrase("button-gone"),)),))
    return await told_of((entry,), turn, services)


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The longer answer, of each entry that was told; the short one again where there is no longer one."""
    ids = [str(intent.slots["entry"]), *map(str, intent.slots.get("also", ()))]
    entries = [services.library.entries[one] for one in ids if one in services.library.entries]
    texts = [text for entry in entries if (text := block_of(entry, turn.language).more)]
    if not texts:
        return Outcome((Reply((Phrase("no-more"),), choices=(to_helpdesk(),)),))
    citations = citations_of(Told(tuple(map(Part, entries))))
    asked = await asked_of(turn, services)
    choices = story(Told((Part(entries[0]),)), asked, turn, services).replies[0].choices
    rest = tuple(choice for choice in choices if choice.intent.name != "faq.more")
    return Outcome((Reply(tuple(map(own, texts)), citations=citations, choices=rest),))


def find(question: str, language: str, services: Services, topic: str | None = None) -> Found:
    """What the knowledge says to a question, in Dutch where it does not speak the language yet."""
    return services.search.find(question, _spoken(language, services), topic)


def _spoken(language: str, services: Services) -> str:
    return language if services.search.speaks(language) else "nl"


def _may_mean(name: str, turn: Turn) -> bool:
    """Whether a button for it could do anything here."""
    possible = {"helpdesk.queue": turn.member.role == "helpdesk", "undo": turn.state.undo is not None}
    return name not in _NEVER_MEANT and possible.get(name, True)

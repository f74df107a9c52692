"""Questions about the answer that was given last: its source, since when, whether it still holds, for whom, elsewhere.

Answered from the head of the entry that the conversation remembers; only 'en in Brussel?' may search again.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from intents.handlers.answers.asking import answer, find, more, told_of
from intents.handlers.answers.places import asked_of
from intents.handlers.answers.replying import near, story, to_helpdesk
from intents.model import Intent, Outcome, Phrase, Reply, Values
from intents.telling import block_of, citations_of, own, written
from intents.turn import Services, Turn
from knowledge.heads.regions import holds_in
from knowledge.heads.telling import Part, Told, for_audience, tell
from knowledge.heads.times import dated, is_past
from knowledge.library import Entry, Source

_FIRST = re.compile(r"\*\*.+?(?:\.\*\*|\*\*.*?\.(?=\s|$))")
"""The first sentence of an answer, which holds its words in bold."""


async def about(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """faq.about: what is asked about the answer given last."""
    entry = services.library.entries.get(turn.state.topic or "")
    if entry is None:  # Taken out of the knowledge since, or nothing was answered here.
        return Outcome((Reply((Phrase("about-what"),)),))
    return _recalled(entry, await _ANSWERS[str(intent.slots["what"])](entry, turn, services), turn)


async def elsewhere(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """faq.region: the same question for another region; that one is not remembered."""
    entry = services.library.entries.get(turn.state.topic or "")
    if entry is None:
        return Outcome((Reply((Phrase("about-what"),)),))
    region = str(intent.slots["region"])
    asked = await asked_of(turn, services, region)
    there, close = (entry, ()) if holds_in(entry, region) else _there(entry, region, turn, services)
    told = tell(services.library, (there or entry,), asked)
    if told.parts[0].entry.id != entry.id:
        return story(told, asked, turn, services)
    key = {"elsewhere": "about-elsewhere"}.get(told.parts[0].place, "about-there")
    values = {"yours": Phrase(f"region-name-{region}"), "region": Phrase(f"holds-{entry.region}")}
    said = _said(entry, Phrase("about-everywhere" if entry.region == "belgium" else key, values))
    outcome = Outcome((replace(said, choices=(*near(close, turn), *said.choices)),), turn.state)
    return _recalled(entry, outcome, turn)


def _there(
    entry: Entry, region: str, turn: Turn, services: Services
) -> tuple[Entry | None, tuple[Entry, ...]]:
    """What answers the same question in that region, by the words of the entry's own question; and what is near."""
    question = f"{block_of(entry, turn.language).question} {turn.text.text}"
    found = find(question, turn.language, services, entry.id)
    theirs = found.entry if found.decision == "answer" and found.entry else None
    close = tuple(one for one in found.suggestions if _is_of(one, region))
    return (theirs if theirs and _is_of(theirs, region) else None), close


def _is_of(entry: Entry, region: str) -> bool:
    return entry.region != "belgium" and holds_in(entry, region)


async def for_whom(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """faq.audience: the same question for other people; searched where the subject has no answer of their own."""
    entry = services.library.entries.get(turn.state.topic or "")
    theirs = for_audience(services.library, entry, str(intent.slots["audience"])) if entry else None
    return await (told_of((theirs,), turn, services) if theirs else answer(intent, turn, services))


async def _source(entry: Entry, turn: Turn, services: Services) -> Outcome:
    if len(entry.sources) == 1:
        return _reply(entry, turn, Phrase("about-source", _named(entry.sources[0])))
    lines = [Phrase("about-source-line", _named(source)) for source in entry.sources]
    return _reply(entry, turn, Phrase("about-sources"), *lines)


def _named(source: Source) -> Values:
    """A source by its title, and what else is known of where and when."""
    known = {(True, True): "both", (True, False): "section", (False, True): "date"}
    return {
        "title": own(source.title),
        "section": own(source.section or ""),
        "date": written(source.date),
        "known": known.get((bool(source.section), bool(source.date)), "title"),
    }


async def _since(entry: Entry, turn: Turn, services: Services) -> Outcome:
    past, newest = is_past(entry, turn.local.date()), dated(entry)
    said = []
    if past and entry.valid_until:
        said.append(Phrase("about-until", {"until": written(entry.valid_until)}))
    if entry.valid_from:
        said.insert(
            0, Phrase("about-since-then" if past else "about-since", {"since": written(entry.valid_from)})
        )
    elif not said:
        said.append(Phrase("about-since-unknown"))
    if newest:
        said.append(Phrase("about-newest", {"date": written(newest)}))
    return _reply(entry, turn, *said)


async def _still(entry: Entry, turn: Turn, services: Services) -> Outcome:
    if is_past(entry, turn.local.date()):
        if now := services.library.entries.get(entry.history_of or ""):
            return await _no_longer(now, turn, services)
        until = entry.valid_until
        return _reply(
            entry, turn, Phrase("about-ended", {"until": written(until)}) if until else Phrase("about-once")
        )
    said = [Phrase(f"about-still-{entry.status}")]
    said += [Phrase("about-newest", {"date": written(newest)})] if (newest := dated(entry)) else []
    said += [Phrase("about-reviewed", {"date": written(entry.reviewed)})] if entry.reviewed else []
    return _reply(entry, turn, *said)


async def _no_longer(now: Entry, turn: Turn, services: Services) -> Outcome:
    asked = await asked_of(turn, services)
    outcome = story(tell(services.library, (now,), asked), asked, turn, services)
    return _opened(outcome, Phrase("about-no-longer"))


async def _before(entry: Entry, turn: Turn, services: Services) -> Outcome:
    if histories := services.library.before(entry):
        told = Told((Part(histories[0], past=True, second=True),))
        return story(told, await asked_of(turn, services), turn, services)
    if is_past(entry, turn.local.date()):
        return _reply(entry, turn, Phrase("about-older"))
    near_by = (services.library.entries.get(way) for way in block_of(entry, turn.language).next)
    led = next((one for one in near_by if one and services.library.before(one)), None)
    if led is None:
        return _reply(entry, turn, Phrase("about-no-history"))
    return _opened(await _before(led, turn, services), _question("about-history-near", led, turn))


async def _who(entry: Entry, turn: Turn, services: Services) -> Outcome:
    where = Phrase("about-where", {"region": Phrase(f"holds-{entry.region}")})
    people = [Phrase(f"audience-{one}") for one in entry.audience]
    whom = [] if "all" in entry.audience else [Phrase("about-whom", {"people": people})]
    return _reply(entry, turn, where, *whom)


async def _more(entry: Entry, turn: Turn, services: Services) -> Outcome:
    return await more(Intent("faq.more", {"entry": entry.id}), turn, services)


async def _short(entry: Entry, turn: Turn, services: Services) -> Outcome:
    """The sentence with which the short answer opens: it says the whole of it."""
    short = block_of(entry, turn.language).short
    first = _FIRST.match(short)
    return _reply(entry, turn, Phrase("about-short", {"text": own(first.group() if first else short)}))


def _recalled(entry: Entry, outcome: Outcome, turn: Turn) -> Outcome:
    """What it is about is said first where something else was asked since."""
    return _opened(outcome, _question("about-earlier", entry, turn)) if turn.state.missed else outcome


def _question(key: str, entry: Entry, turn: Turn) -> Phrase:
    return Phrase(key, {"question": own(block_of(entry, turn.language).question)})


def _opened(outcome: Outcome, line: Phrase) -> Outcome:
    first, *others = outcome.replies
    return replace(outcome, replies=(replace(first, paragraphs=(line, *first.paragraphs)), *others))


def _reply(entry: Entry, turn: Turn, *said: Phrase) -> Outcome:
    """The answer, which stays about that entry; it counts as no new question."""
    return Outcome((_said(entry, *said),), turn.state)


def _said(entry: Entry, *said: Phrase) -> Reply:
    return Reply(said, choices=(to_helpdesk(),), citations=citations_of(Told((Part(entry),))))


_ANSWERS: dict[str, Callable[[Entry, Turn, Services], Awaitable[Outcome]]] = {
    "source": _source,
    "since": _since,
    "still": _still,
    "before": _before,
    "who": _who,
    "more": _more,
    "short": _short,
}

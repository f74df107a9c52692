"""What is told of entries (`knowledge.heads.telling`), as sentences and footnotes of a reply; no words of its own."""

from collections.abc import Iterator
from datetime import date

from intents.model import Citation, Phrase
from knowledge.heads.telling import Part, Told
from knowledge.heads.times import YEAR, dated, is_old, opens, says_it
from knowledge.library import Block, Entry


def block_of(entry: Entry, language: str) -> Block:
    """The entry in that language; Dutch where it has not been written yet."""
    return entry.blocks.get(language) or entry.blocks.get("nl") or next(iter(entry.blocks.values()))


def own(text: str) -> Phrase:
    """Spil's own words that are held as data elsewhere: an entry's text."""
    return Phrase("own", {"text": text})


def sentences(told: Told, language: str, region: str | None, today: date) -> tuple[Phrase, ...]:
    """The paragraphs of an answer: each entry's short answer, and what must be known to rely on it; what holds for two
    is said once, under the last."""
    lines = [line for part in told.parts for line in _of_part(part, told, language, region, today)]
    return tuple(line for place, line in enumerate(lines) if line not in lines[place + 1 :])


def _of_part(part: Part, told: Told, language: str, region: str | None, today: date) -> Iterator[Phrase]:
    entry, short = part.entry, block_of(part.entry, language).short
    if part.place == "elsewhere" and region:
        values = {"yours": Phrase(f"region-name-{region}"), "region": Phrase(f"holds-{entry.region}")}
        yield Phrase("place-elsewhere", values)
    if part.second:
        yield _before(entry, short, language)
        return
    before = any(other.second for other in told.parts) and not opens(short, language, "opens_today")
    yield Phrase("told-today", {"text": own(short)}) if before else own(short)
    if part.place == "say":
        yield Phrase("place-say", {"region": Phrase(f"holds-{entry.region}")})
    yield from _standing(part, short, language, today)


def _before(entry: Entry, short: str, language: str) -> Phrase:
    """What was, under today's state."""
    if opens(short, language, "opens_before"):
        return own(short)
    values = {"text": own(short)}
    if entry.valid_until is None:
        return Phrase("told-before", values)
    return Phrase("told-before-until", {**values, "until": written(entry.valid_until)})


def _standing(part: Part, short: str, language: str, today: date) -> Iterator[Phrase]:
    """How far an answer can be relied on, in at most one sentence; nothing where it simply can."""
    entry = part.entry
    if part.past:
        until = entry.valid_until
        ended = (
            Phrase("status-history-until", {"until": written(until)}) if until else Phrase("status-history")
        )
        yield from () if YEAR.search(short) else (ended,)
    elif entry.status in ("changed", "verify"):
        said = says_it(short, language, entry.status)
        yield from () if said else (Phrase(f"status-{entry.status}"),)
    elif is_old(entry, short, today):
        yield Phrase("status-old", {"year": str(dated(entry))[:4]})
    elif entry.sources and dated(entry) is None:
        yield Phrase("status-undated")


def written(day: str | None) -> Phrase:
    """A date of a head (a year, a month or a day) as people write it."""
    year, month, of_month = (*(day or "").split("-"), "", "")[:3]
    if not month:
        return own(year)
    values = {"year": year, "month": Phrase(f"month-{int(month)}")}
    return (
        Phrase("written-day", {**values, "day": str(int(of_month))})
        if of_month
        else Phrase("written-month", values)
    )


def citations_of(told: Told) -> tuple[Citation, ...]:
    """The sources of all that is told as footnotes, each once, in the order in which it is told."""
    found = {
        (source.title, source.section): Citation(
            source.title,
            source.section,
            source.url,
            source.date,
            "history" if part.past else part.entry.status,
        )
        for part in reversed(told.parts)
        for source in reversed(part.entry.sources)
    }
    return tuple(reversed(found.values()))

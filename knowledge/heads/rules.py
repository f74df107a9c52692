"""Rules for entries that a schema cannot say: dates, links between entries, and what is told of what was."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.heads.times import YEAR, is_past
from knowledge.library import Block, Entry, Library

MOST_WORDS = 60
REVIEWED_WITHIN = timedelta(days=366)

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|fevrier|mars|avril|"
    "juin|juillet|aout|octobre|novembre|decembre|januar|februar|marz|mai|oktober|dezember|january|february|march|may|"
    "june|july|october|december"
)
_NO_FIGURE = re.compile(
    rf"\b(?:art\w*\.?|§|nr\.?|nummer|p\.|pagina|col|arrest|niveau|fase|stap|punt|vak|blok|deel|boek)\s*\d[\w/.°§ ]*"
    rf"|\b\d+/\d[\d/]*|\b\d+\s+(?:{_MONTHS})\b|\b(?:112|101|100)\b|[^\W\d][\w-]*\d[\w-]*|\b\d+[°\-][\w-]*|\b\d+[a-z]{{2,}}\w*",
    re.IGNORECASE,
)
"""Numbers that count nothing: of an article or a judgment, in a date or a name, to call."""
_FIGURE = re.compile(r"(?<![\w.,])(?:\d{2,}(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s*(?:%|procent|euro|€))(?!\w)")


def broken_rules(entry: Entry, library: Library) -> Iterator[str]:
    """What is wrong with one entry, each as '<what>; <what to do>'."""
    for fact in entry.facts:
        if fact not in library.facts:
            yield f"names the fact {fact}, which facts.yaml does not have; correct the id"
    if not (entry.facts or entry.is_refusal or _is_own(entry, library)):
        yield "rests on no fact; name one to five ids of facts.yaml"
    yield from _links(entry, library)
    for code, block in entry.blocks.items():
        yield from _texts(entry, code, block, library)


def overdue(entry: Entry, today: date) -> bool:
    """Whether nobody has held the entry against its sources for a year."""
    try:
        return date.fromisoformat(entry.reviewed or "") < today - REVIEWED_WITHIN
    except ValueError:
        return True


def _is_own(entry: Entry, library: Library) -> bool:
    """An installation's own entry may rest on its sources alone: facts.yaml is not its to change."""
    return library.own is not None and (library.own / entry.file).exists()


def _links(entry: Entry, library: Library) -> Iterator[str]:
    if entry.history_of:
        today = library.entries.get(entry.history_of)
        if today is None or today is entry:
            yield f"history_of names '{entry.history_of}', which is no other entry; correct the id"
        elif today.status == "history":
            yield f"history_of names '{entry.history_of}', which is history itself; name the entry of today"
        if not is_past(entry, date.max):
            yield "tells what was (history_of) but is neither history nor ended; set status: history"
    if entry.subject:
        if len(library.variants(entry)) == 1:
            yield f"is the only entry with the subject '{entry.subject}'; leave it out, or correct its spelling"
        twins = [other.id for other in library.variants(entry) if other is not entry and _same(other, entry)]
        if twins:
            yield f"is for the same region and audience as {twins[0]}; a subject has one entry for each"


def _same(one: Entry, other: Entry) -> bool:
    return (one.region, one.audience, one.status) == (other.region, other.audience, other.status)


def _texts(entry: Entry, code: str, block: Block, library: Library) -> Iterator[str]:
    words = len(block.short.replace("**", "").split())
    if words > MOST_WORDS:
        yield f"{code}.short has {words} words; keep it to {MOST_WORDS} and move the rest to 'more'"
    for other in block.next:
        if other not in library.entries:
            yield f"{code}.next names '{other}', which is no entry; correct the id or leave it out"
    text = f"{block.short} {block.more}"
    if figure := figure_without_date(text):
        yield f"{code} has the figure '{figure}' and no year; say in the sentence from when it is"
    if entry.status in ("history", "changed") and not YEAR.search(block.short):
        yield f"{code}.short is told as {entry.status} and has no year; say since or until when"
    if block.short.count("**") % 2:
        yield f"{code}.short has a ** without its partner; put ** before and after the strong lead"


def figure_without_date(text: str) -> str | None:
    """The first figure of a text that carries no year anywhere; None where all is well."""
    if YEAR.search(text):
        return None
    found = _FIGURE.search(_NO_FIGURE.sub(" ", text))
    return found.group() if found else None

"""What is told of an entry that the search found: for the asker's region, today's state first and what was after it.

told = tell(library, found, Asked("wat was de ggb vroeger?", "nl", region=None, today=date(2026, 11, 22)))
[part.entry.id for part in told.parts]
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.heads.regions import holds_in, reach, regions_named
from knowledge.heads.times import asks_before, at_the_time, is_past
from knowledge.library import Entry, Library

MOST = 3
"""So many entries are told in one reply: two subjects, and what was before one of them."""

Place = Literal["fits", "say", "elsewhere"]
"""`fits`: nothing need be said. `say`: who asks should know where it holds. `elsewhere`: it holds somewhere else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is known around it. `region`: where the asker is, or the region that the question names."""

    question: str
    language: str
    region: str | None
    today: date


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of an answer. `past`: it is told as history; `second`: today's state stands before it."""

    entry: Entry
    past: bool = False
    second: bool = False
    place: Place = "fits"


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says, in order. `asks_region`: it depends on a region that is not known; then `parts` are what
    is told where nobody can be asked."""

    parts: tuple[Part, ...]
    asks_region: bool = False


def tell(library: Library, entries: tuple[Entry, ...], asked: Asked) -> Told:
    """What to say of the entries that were found: the one that answers, then those for further topics."""
    parts: list[Part] = []
    asks = False
    for found in entries:
        entry = for_region(library, found, asked)
        asks = asks or (asked.region is None and depends_on_region(library, found))
        told = {part.entry.id for part in parts}
        parts += [part for part in _through_time(library, entry, asked) if part.entry.id not in told]
    return Told(tuple(parts[:MOST]), asks)


def for_region(library: Library, found: Entry, asked: Asked) -> Entry:
    """The variant for where the asker is: what is only there goes before what holds everywhere."""
    if asked.region is None:
        return found
    here = [one for one in library.variants(found) if holds_in(one, asked.region)]
    same = [one for one in here if one.audience == found.audience]
    rest = [one for one in here if "all" in one.audience]
    return min(same or rest, key=lambda one: (reach(one), one is not found), default=found)


def for_audience(library: Library, entry: Entry, audience: str) -> Entry | None:
    """The variant of the same subject for these people; None where there is none."""
    return next((one for one in library.variants(entry) if audience in one.audience), None)


def depends_on_region(library: Library, entry: Entry) -> bool:
    """Whether the same question has other answers elsewhere, and this one does not hold everywhere."""
    same = {one.region for one in library.variants(entry) if one.audience == entry.audience}
    return entry.region != "belgium" and len(same) > 1


def _through_time(library: Library, entry: Entry, asked: Asked) -> list[Part]:
    today = library.entries.get(entry.history_of or "")
    if today is not None:
        now = for_region(library, today, asked)
        return [_part(now, asked), Part(entry, past=True, second=True)]
    first = _part(entry, asked)
    histories = library.before(entry)
    if not histories or not asks_before(asked.question, asked.language, entry, histories):
        return [first]
    return [first, Part(at_the_time(asked.question, histories), past=True, second=True)]


def _part(entry: Entry, asked: Asked) -> Part:
    past = is_past(entry, asked.today)
    place = _place(entry, asked)
    return Part(entry, past=past, place="fits" if past and place == "say" else place)


def _place(entry: Entry, asked: Asked) -> Place:
    if asked.region is not None:
        return "fits" if holds_in(entry, asked.region) else "elsewhere"
    block = entry.blocks.get(asked.language)
    named = block is None or regions_named(block.short, asked.language)
    return "fits" if entry.region == "belgium" or named else "say"

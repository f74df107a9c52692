"""Where an entry holds, and where somebody is: a cell is in one of four regions, an entry may hold in several."""

from knowledge.heads.wording import cues, says, words_in
from knowledge.library import Entry

REGIONS = ("flanders", "brussels", "wallonia", "ostbelgien")
"""Where a cell can be, by the keys that holidays go by too (scheduler/holidays.yaml)."""

_HOLDS: dict[str, tuple[str, ...]] = {
    "belgium": REGIONS,
    "flanders": ("flanders",),
    "flemish-community": ("flanders", "brussels"),
    "brussels": ("brussels",),
    "wallonia": ("wallonia",),
    "french-community": ("wallonia", "brussels"),
    "german-community": ("ostbelgien",),
}
"""Where the region in an entry's head holds. Both large communities have services in Brussels."""


def holds_in(entry: Entry, region: str) -> bool:
    """Whether an entry holds where somebody is."""
    return region in _HOLDS.get(entry.region, REGIONS)


def reach(entry: Entry) -> int:
    """In how many of the four regions an entry holds: the fewer, the more it is about there."""
    return len(_HOLDS.get(entry.region, REGIONS))


def regions_named(text: str, language: str) -> tuple[str, ...]:
    """The regions that a text names, each once."""
    words = words_in(text)
    return tuple(region for region, wordings in cues(language, "regions").items() if says(words, wordings))


def region_named(text: str, language: str) -> str | None:
    """The one region that a text names; None where it names none or compares several."""
    named = regions_named(text, language)
    return named[0] if len(named) == 1 else None

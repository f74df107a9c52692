"""The gate: one object that says what in a text points at a person, and hands out text that may be stored."""

import re
from collections.abc import Collection, Iterable, Iterator

from storage.privacy.cleaning import fold, normalise
from storage.privacy.masking import mask_finds
from storage.privacy.naming.cues import phrases, shipped
from storage.privacy.naming.lexicon import key
from storage.privacy.naming.names import names
from storage.privacy.naming.tokens import Lists
from storage.privacy.screened import Screened, mint
from storage.privacy.shapes.addresses import addresses
from storage.privacy.shapes.births import birth_dates
from storage.privacy.shapes.contacts import contacts
from storage.privacy.shapes.numbers import numbers
from storage.privacy.shapes.residences import residences
from storage.privacy.verdict import Find, Tier, Verdict
from storage.references import code_places

UNCHECKED = "[niet gecontroleerd]"
"""What stands in the place of a text that the gate could not check."""

_OFFICIAL = re.compile(
    r"(?<!\S)(?:https?://)?(?:[a-z0-9-]{1,40}\.){0,4}(?:fgov|belgium|vlaanderen|vvsg|wallonie|brussels|cfwb|ostbelgienlive|europa|"
    r"vlaamsparlement|dekamer|lachambre|const-court|besafe|uvcw|brulocalis)\.(?:be|eu|brussels)(?:/[^\s@]{0,300})?(?!\S)"
)
_PLACEHOLDER = re.compile(r"\[(?:persoon [A-Z]{1,3}|[a-z-]{4,20})\]")  # What masking wrote.
_LONG = re.compile(r"\S{80,}")
_CHUNK = 2000  # Characters that the patterns see at once; a longer text is read in overlapping pieces.
_OVERLAP = 200


class Gate:
    """Reads text for what identifies a person. Knows nothing of people: no log, no memory, no hash of a find.

    `allowed` are words that are never a name here (the knowledge's vocabulary, organisations, places);
    `names` are further names that a deployment loads, such as the statistics office's open lists.
    """

    def __init__(self, allowed: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._allowed = phrases([*allowed])
        self._names = frozenset(key(part) for name in names for part in name.split() if len(part) > 1)

    def screen(self, text: str, *, allowed: Collection[str] = ()) -> Verdict:
        """All that the gate finds. `allowed` are this cell's own words. It never raises: it fails closed."""
        try:
            return Verdict(_settle(self._finds(text, allowed)), checked=True)
        except Exception:
            return Verdict((), checked=False)

    def mask(self, text: str, *, allowed: Collection[str] = ()) -> Screened:
        """The text with a placeholder for every find of every tier, the same for the same words."""
        text = normalise(text)
        verdict = self.screen(text, allowed=allowed)
        if not verdict.checked:
            return mint(UNCHECKED, masked=True)
        return mint(mask_finds(text, verdict.finds), masked=bool(verdict.finds))

    def admit(self, text: str, *, allowed: Collection[str] = ()) -> Screened | None:
        """A short field that will be stored: the text, cleaned, when nothing was found; otherwise None."""
        text = normalise(text)
        return mint(text) if self.screen(text, allowed=allowed).decision == "pass" else None

    def trusted(self, text: str) -> Screened:
        """Text of OUR OWN making (shipped phrases, codes, ISO dates). Never for what a person typed."""
        return mint(normalise(text))

    def _finds(self, text: str, allowed: Collection[str]) -> Iterator[Find]:
        folded = fold(text)
        lists = Lists(self._names, (shipped(), self._allowed, phrases([*allowed])))
        own = {place for start, end in code_places(folded.text) for place in range(start, end)}
        for offset, piece in _pieces(folded.text):
            for find in _read(piece, lists):
                start, end = find.start + offset, find.end + offset
                if own.isdisjoint(range(start, end)):
                    yield Find(*folded.place(start, end), find.type, find.tier)


def _read(piece: str, lists: Lists) -> Iterator[Find]:
    for pattern in (_OFFICIAL, _PLACEHOLDER):
        piece = pattern.sub(_blank, piece)
    for run in _LONG.finditer(piece):
        yield Find(run.start(), run.end(), "OTHER", Tier.SOFT)
    short = _LONG.sub(_blank, piece)
    if short.isupper() and len(quiet := short.lower()) == len(short):
        short = quiet  # All in capitals: they tell nothing, so the text is read as if it had none.
        yield from numbers(piece)
    for reader in (numbers, contacts, birth_dates, addresses, residences):
        yield from reader(short)
    yield from names(short, lists)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while True:
        yield start, text[start : start + _CHUNK + _OVERLAP]
        start += _CHUNK
        if start >= len(text):
            return


def _settle(finds: Iterator[Find]) -> tuple[Find, ...]:
    """One find a place: of those that overlap the harder stays, then the longer."""
    order = (Tier.HARD, Tier.SOFT, Tier.ASK)
    ranked = sorted(finds, key=lambda find: (order.index(find.tier), find.start - find.end, find.start))
    taken: set[int] = set()
    kept: list[Find] = []
    for find in ranked:
        if taken.isdisjoint(range(find.start, find.end)):
            taken.update(range(find.start, find.end))
            kept.append(find)
    return tuple(sorted(kept, key=lambda find: find.start))

"""The gate: one object that says what in a text points at a person, and hands out text that may be stored."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from storage.privacy.cleaning import fold, normalise
from storage.privacy.masking import mask_finds
from storage.privacy.naming.cues import phrases, shipped
from storage.privacy.naming.lexicon import key, words
from storage.privacy.naming.names import names
from storage.privacy.naming.tokens import Lists
from storage.privacy.screened import Screened, mint
from storage.privacy.shapes.addresses import addresses
from storage.privacy.shapes.births import birth_dates
from storage.privacy.shapes.contacts import contacts
from storage.privacy.shapes.numbers import numbers
from storage.privacy.shapes.residences import residences
from storage.privacy.shapes.spoken import spoken_phones
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
_CHUNK = 2000  # Characters that the patterns see at once; a longer text is read in pieces.
_MARGIN = 200


class Gate:
    """Reads text for what identifies a person. Knows nothing of people: no log, no memory, no hash of a find.

    `allowed` are words that are never a name here (the knowledge's vocabulary, organisations, places, and streets
    without a number); a forename among them ('Toon', 'Frans') stays a forename, a cell allows one by its own words;
    `names` are further names that a deployment loads, such as the statistics office's open lists.
    """

    def __init__(self, allowed: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._allowed = phrases([entry for entry in allowed if not _is_forename(entry)])
        self._names = frozenset(key(part) for name in names for part in name.split() if len(part) > 1)

    def screen(self, text: str, *, allowed: Collection[str] = ()) -> Verdict:
        """All that the gate finds. `allowed` are this cell's own words. It never raises: it fails closed."""
        return self._verdict(text, self._lists(allowed))

    def mask(self, text: str, *, allowed: Collection[str] = ()) -> Screened:
        """The text with a placeholder for every find of every tier, the same for the same words."""
        text = normalise(text)
        verdict = self.screen(text, allowed=allowed)
        if not verdict.checked:
            return mint(UNCHECKED, masked=True)
        return mint(mask_finds(text, verdict.finds), masked=bool(verdict.finds))

    def publish(self, text: str) -> Screened:
        """A passage of a document that is public already: contacts, numbers and names get a placeholder; a word
        that is only unknown, a service's mailbox and the address of a page stay, so that it can be quoted."""
        text = normalise(text)
        verdict = self._verdict(text, self._lists((), public=True))
        if not verdict.checked:
            return mint(UNCHECKED, masked=True)
        finds = [find for find in verdict.finds if _is_personal(find, text[find.start : find.end])]
        return mint(mask_finds(text, finds), masked=bool(finds))

    def admit(self, text: str, *, allowed: Collection[str] = ()) -> Screened | None:
        """A short field that will be stored: the text, cleaned, when nothing was found; otherwise None."""
        text = normalise(text)
        return mint(text) if self.screen(text, allowed=allowed).decision == "pass" else None

    def trusted(self, text: str) -> Screened:
        """Text of OUR OWN making (shipped phrases, codes, ISO dates). Never for what a person typed."""
        return mint(normalise(text))

    def _lists(self, allowed: Collection[str], *, public: bool = False) -> Lists:
        return Lists(self._names, (shipped(), self._allowed, phrases([*allowed])), public)

    def _verdict(self, text: str, lists: Lists) -> Verdict:
        try:
            return Verdict(_settle(self._finds(text, lists)), checked=True)
        except Exception:
            return Verdict((), checked=False)

    def _finds(self, text: str, lists: Lists) -> Iterator[Find]:
        folded = fold(text)
        own = {place for start, end in code_places(folded.text) for place in range(start, end)}
        for find in _read(folded.text, lists):
            if own.isdisjoint(range(find.start, find.end)):
                yield Find(*folded.place(find.start, find.end), find.type, find.tier)


def _is_personal(find: Find, words: str) -> bool:
    """Whether a find in a public document is left out: a long address of a page only where a mailbox is in it."""
    if find.type == "OTHER":
        return "@" in words or "%40" in words
    return find.tier is Tier.HARD or (find.tier is Tier.SOFT and find.type == "NAME")


def _is_forename(entry: str) -> bool:
    return not entry.isupper() and key(entry) in words("forenames")


def _read(text: str, lists: Lists) -> Iterator[Find]:
    """The finds in a folded text. Runs without a space are refused unread; the rest is read in pieces."""
    for pattern in (_OFFICIAL, _PLACEHOLDER):
        text = pattern.sub(_blank, text)
    for run in _LONG.finditer(text):
        yield Find(run.start(), run.end(), "OTHER", Tier.SOFT)
    text = _LONG.sub(_blank, text)
    for window in _windows(text):
        for find in _read_piece(text[window.start : window.stop + _MARGIN], lists):
            start = find.start + window.start
            if window.accepts(start):
                yield Find(start, find.end + window.start, find.type, find.tier)


def _read_piece(piece: str, lists: Lists) -> Iterator[Find]:
    if piece.isupper() and len(quiet := piece.lower()) == len(piece):
        yield from numbers(piece)
        piece = quiet  # All in capitals: they tell nothing, so the text is read as if it had none.
    for reader in (numbers, spoken_phones, contacts, birth_dates, addresses, residences):
        yield from (find for find in reader(piece) if not _is_allowed_street(find, piece, lists))
    yield from names(piece, lists)


def _is_allowed_street(find: Find, piece: str, lists: Lists) -> bool:
    """A street or square without a number, and an installation or a cell says that it names nobody's home."""
    if find.type != "ADDRESS" or find.tier is Tier.HARD:
        return False
    words = tuple(key(word) for word in piece[find.start : find.end].split())
    return any(words in table.get(words[0], ()) for table in lists.phrases)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@dataclass(frozen=True, slots=True)
class _Window:
    """A piece of a long text: read from `start`, with a margin behind `stop`; its finds begin in `first`…`last`."""

    start: int
    stop: int
    first: int
    last: int

    def accepts(self, place: int) -> bool:
        """Whether a find that begins here belongs to this window; each place belongs to exactly one."""
        return self.first <= place < self.last


def _windows(text: str) -> Iterator[_Window]:
    """Windows over a text, each with a margin on both sides, so that nothing is cut where it is found."""
    for first in range(0, max(1, len(text)), _CHUNK):
        start, stop = max(0, first - _MARGIN), first + _CHUNK
        yield _Window(start, stop, first, stop)


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

"""Signals: what a question and the index say about each other, before anyone decides anything.

A question becomes a `Query` (typing errors towards known words undone, each with its doubt); `look` ranks the
entries for it and describes the best one by numbers that mean the same in every language.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.index import Floats, Index
from knowledge.words import ASPECT, SOMEBODY

STEMS, LETTERS, COVERED = (
    0.55,
    0.45,
    0.6,
)  # Best on left-out variants, and flat around; see the tests for a floor.
SHORTEST = 4  # Shorter words are neither corrected nor cut.
PART = 0.75  # How much a part of a compound counts.
CANDIDATES = 6
MOST_TERMS = 60
NAMES = (
    "stems", "letters", "covered", "missing", "unknown", "gap", "background",
    "refusal", "aspect", "numbers", "somebody", "reverse", "agree",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A question as terms with their certainty (1, less after a corrected typing error)."""

    tokens: tuple[str, ...]
    terms: dict[str, float]
    somebody: int


@dataclass(frozen=True, slots=True)
class Sight:
    """The best entries (numbers, best first, with their rank scores) and the features of the first one."""

    ranked: tuple[int, ...]
    scores: tuple[float, ...]
    features: Floats

    @property
    def elsewhere(self) -> bool:
        """Whether a background sentence is nearer to the question than any text of the best entry."""
        return bool(self.features[NAMES.index("background")] > 0)


def read(index: Index, question: str) -> Query:
    """Read a question: tokens, corrected where no entry knows the word, and terms."""
    words, certain, tokens = index.words, {}, []
    for token in words.tokens(question)[:MOST_TERMS]:
        for better, certainty in _readings(token, index):
            tokens.append(better)
            certain[better] = certainty
    tokens = words.join(" ".join(tokens))
    terms = {term: certain.get(token, 0.9) for token in tokens for term in words.terms_of(token)}
    somebody = words.somebody(tokens)
    if somebody:
        terms[f"{SOMEBODY}persoon"] = 1.0
    return Query(tuple(tokens), terms, somebody)


def _readings(token: str, index: Index) -> list[tuple[str, float]]:
    """What a word may be, with certainty: itself, the known word it mistypes, or the parts of a compound."""
    if token in index.known or len(token) < SHORTEST or token.isdigit():
        return [(token, 1.0)]
    furthest = 1 if len(token) < 8 else 2
    alike = index.by_first.get(token[0], ())
    near = process.extract(token, alike, scorer=OSA.distance, score_cutoff=furthest, limit=5)
    if near:
        better, distance, _ = min(near, key=lambda found: (found[1], -index.known[found[0]]))
        return [(better, 1.0 - 0.9 * distance / len(token))]
    return _parts(token, index) or [(token, 1.0)]


def _parts(token: str, index: Index) -> list[tuple[str, float]]:
    """'dorpsgemeente' → 'gemeente': the longest known end of a compound, and its beginning if known."""
    for cut in range(3, len(token) - SHORTEST + 1):
        end, begin = token[cut:], token[:cut]
        if end in index.known:
            first = next(
                (word for word in (begin, begin[:-1]) if len(word) >= SHORTEST and word in index.known), None
            )
            return [*([(first, PART)] if first else []), (end, PART)]
    return []


def look(index: Index, query: Query, hidden: frozenset[int] = frozenset()) -> Sight | None:
    """Rank the entries for a query; `hidden` texts count as absent (for fitting). None: nothing in common."""
    terms = {term: sure for term, sure in query.terms.items() if index.visible(term, hidden)}
    stems = index.terms.cosines(terms, unknown=len(query.terms) - len(terms))
    letters = index.gram_cosines(query.tokens)
    if hidden:
        stems[list(hidden)] = letters[list(hidden)] = 0.0
    both = (STEMS * stems + LETTERS * letters) * index.weights
    best = index.best(both)
    first = [int(n) for n in np.argsort(-best)[:CANDIDATES] if best[n] > 0]
    if not first:
        return None
    covered = {
        owner: _covered(index, query.terms, owner, _out_of_sight(index, owner, both, hidden))
        for owner in first
    }
    total = {owner: float(best[owner]) + COVERED * covered[owner].share for owner in first}
    ranked = sorted(first, key=lambda owner: -total[owner])
    sight = _Best(index, query, stems, letters, both, hidden)
    features = sight.features(ranked, total, covered[ranked[0]])
    return Sight(tuple(ranked), tuple(total[owner] for owner in ranked), features)


def _out_of_sight(index: Index, owner: int, both: Floats, hidden: frozenset[int]) -> frozenset[int]:
    """Of a refusal only the best wording counts: together they would cover every question on its subject."""
    if not index.refusing[owner]:
        return hidden
    places = index.places[owner]
    best = max(places, key=lambda place: both[place])
    return hidden.union(place for place in places if place != best)


@dataclass(frozen=True, slots=True)
class _Covered:
    """What of a question an entry says: share by weight of the words, heaviest gap, share unknown to all, and
    how many aspects and numbers of the question it does not have."""

    share: float
    missing: float
    unknown: float
    aspects: int
    numbers: int


def _covered(index: Index, terms: dict[str, float], owner: int, hidden: frozenset[int]) -> _Covered:
    whole, said, unknown, missing, aspects, numbers = 1e-6, 0.0, 0.0, 0.0, 0, 0
    for term, sure in terms.items():
        idf = index.idf(term, hidden)
        held = sure * index.held(term, owner, hidden)
        whole += idf
        said += idf * held
        unknown += idf * (not index.visible(term, hidden))
        missing = max(missing, idf * (1 - held) / index.terms.rarity(0))
        aspects += term.startswith(ASPECT) and held < 0.5
        numbers += term.isdigit() and held == 0
    return _Covered(said / whole, missing, unknown / whole, aspects, numbers)


@dataclass(frozen=True, slots=True)
class _Best:
    """The numbers around the best entry."""

    index: Index
    query: Query
    stems: Floats
    letters: Floats
    both: Floats
    hidden: frozenset[int]

    def features(self, ranked: list[int], total: dict[int, float], covered: _Covered) -> Floats:
        index, top = self.index, ranked[0]
        mine = [place for place in index.places[top] if place not in self.hidden]
        place = max(mine, key=lambda place: self.both[place])
        score = float(self.both[place])
        mine_too = index.labels[top]
        second = next((total[rival] for rival in ranked[1:] if not mine_too & index.labels[rival]), 0.0)
        held = index.held(f"{SOMEBODY}persoon", top, self.hidden)
        row = (
            max(float(self.stems[p]) for p in mine),
            max(float(self.letters[p]) for p in mine),
            covered.share,
            covered.missing,
            covered.unknown,
            min(0.3, total[top] - second),
            max(-0.3, self._highest(index.background) - score),
            max(-0.3, self._highest(index.refusals) - score) if not index.refusing[top] else -0.3,
            min(2.0, covered.aspects),
            min(2.0, covered.numbers),
            min(2, self.query.somebody) * (1 - held),
            self._reverse(place),
            float(np.argmax(index.best(self.letters * index.weights)) == top),
        )
        return np.array(row, np.float32)

    def _highest(self, places: list[int]) -> float:
        return max((float(self.both[place]) for place in places if place not in self.hidden), default=0.0)

    def _reverse(self, place: int) -> float:
        """The share of the best text that the question says too."""
        row = self.index.rows[place]
        idf = {term: self.index.idf(term, self.hidden) for term in row}
        return sum(idf[term] for term in row if term in self.query.terms) / max(sum(idf.values()), 1e-6)

"""Signals: what a question and the index say about each other, before anyone decides anything.

A question becomes a `Query` (typing errors towards known words undone, each with its doubt); `look` ranks the
entries for it and describes the best one by numbers that mean the same in every language.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.index import WEIGHTS, Floats, Index
from knowledge.words import ASPECT, SOMEBODY

STEMS, LETTERS, COVERED = 0.55, 0.45, 0.35  # Fitted by hand on the entries' own variants (knowledge/fit.py).
CANDIDATES = 6
MOST_TERMS = 60
NAMES = (
    "stems", "letters", "covered", "missing", "missing_two", "unknown", "gap", "background",
    "refusal", "aspect", "somebody", "length", "reverse", "agree", "one_text",
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


def read(index: Index, question: str) -> Query:
    """Read a question: tokens, corrected where no entry knows the word, and terms."""
    words, certain, tokens = index.words, {}, []
    for token in words.tokens(question)[:MOST_TERMS]:
        better, certainty = _corrected(token, index)
        tokens.append(better)
        certain[better] = certainty
    tokens = words.join(" ".join(tokens))
    terms = {term: certain.get(token, 0.9) for token in tokens for term in words.terms_of(token)}
    somebody = words.somebody(tokens)
    if somebody:
        terms[f"{SOMEBODY}persoon"] = 1.0
    return Query(tuple(tokens), terms, somebody)


def _corrected(token: str, index: Index) -> tuple[str, float]:
    """The known word that a mistyped one stands for, with certainty; the word itself where none is near."""
    if token in index.known or len(token) < 4 or token.isdigit():
        return token, 1.0
    furthest = 1 if len(token) < 8 else 2
    near = process.extract(token, index.by_first.get(token[0], ()), scorer=OSA.distance, score_cutoff=furthest, limit=1)
    if not near:
        return token, 1.0
    return near[0][0], 1.0 - 0.9 * near[0][1] / len(token)


def look(index: Index, query: Query, hidden: frozenset[int] = frozenset()) -> Sight | None:
    """Rank the entries for a query. `hidden` texts are treated as absent (for fitting). None: nothing in common."""
    terms = {term: sure for term, sure in query.terms.items() if index.visible(term, hidden)}
    stems = index.terms.cosines(terms, unknown=len(query.terms) - len(terms))
    letters = index.gram_cosines(query.tokens)
    both = (STEMS * stems + LETTERS * letters) * index.weights
    if hidden:
        both[list(hidden)] = 0.0
    best = index.best(both)
    first = [int(n) for n in np.argsort(-best)[:CANDIDATES] if best[n] > 0]
    if not first:
        return None
    covered = {owner: _covered(index, query.terms, owner, hidden) for owner in first}
    total = {owner: float(best[owner]) + COVERED * covered[owner].share for owner in first}
    ranked = sorted(first, key=lambda owner: -total[owner])
    sight = _Best(index, query, stems, letters, both, hidden)
    features = sight.features(ranked, total, covered[ranked[0]])
    return Sight(tuple(ranked), tuple(total[owner] for owner in ranked), features)


@dataclass(frozen=True, slots=True)
class _Covered:
    share: float
    gaps: tuple[float, ...]
    unknown: float
    aspect: float


def _covered(index: Index, terms: dict[str, float], owner: int, hidden: frozenset[int]) -> _Covered:
    """How much of what the question says an entry says too, by weight of the words; and the largest gaps."""
    whole = said = unknown = aspect = 0.0
    gaps = []
    for term, sure in terms.items():
        idf = index.idf(term, hidden)
        held = sure * index.held(term, owner, hidden)
        whole += idf
        said += idf * held
        gaps.append(idf * (1 - held) / index.terms.rarity(0))
        unknown += idf * (not index.visible(term, hidden))
        aspect += term.startswith(ASPECT) and held < 0.5
    whole = max(whole, 1e-6)
    return _Covered(said / whole, tuple(sorted(gaps, reverse=True)), unknown / whole, aspect)


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
        gaps = (*covered.gaps, 0.0, 0.0)
        second = total[ranked[1]] if len(ranked) > 1 else 0.0
        held = index.held(f"{SOMEBODY}persoon", top, self.hidden)
        row = (
            max(float(self.stems[p]) for p in mine),
            max(float(self.letters[p]) for p in mine),
            covered.share,
            gaps[0],
            gaps[1],
            covered.unknown,
            min(0.3, total[top] - second),
            max(-0.3, self._highest(index.background) - score),
            max(-0.3, self._highest(index.refusals) - score) if not index.refusing[top] else -0.3,
            min(2.0, covered.aspect),
            min(2, self.query.somebody) * (1 - held),
            float(np.log1p(len(self.query.terms))),
            self._reverse(place),
            float(np.argmax(index.best(self.letters * index.weights)) == top),
            float(self.stems[place]) * float(self.letters[place]),
        )
        return np.array(row, np.float32)

    def _highest(self, places: list[int]) -> float:
        return max((float(self.both[place]) for place in places if place not in self.hidden), default=0.0)

    def _reverse(self, place: int) -> float:
        """The share of the best text that the question says too."""
        row = self.index.rows[place]
        idf = {term: self.index.idf(term, self.hidden) for term in row}
        return sum(idf[term] for term in row if term in self.query.terms) / max(sum(idf.values()), 1e-6)


__all__ = ["NAMES", "WEIGHTS", "Query", "Sight", "look", "read"]

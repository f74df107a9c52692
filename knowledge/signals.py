"""Signals: what a question and the index say about each other, before anyone decides anything.

`look` ranks the entries for a question that was read, and describes the best one by numbers that mean the same in
every language.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.index import Floats, Index
from knowledge.index.features import beginning, grams, pairs
from knowledge.reading import Query
from knowledge.words import ASPECT

CANDIDATES = 20
TOGETHER = 3  # So many of an entry's nearest texts speak for it together.
RANKED_BY = ("pairs", "question", "covered", "spelled", "profile", "begun", "refusing")
NAMES = (
    "stems", "letters", "covered", "spelled", "missing", "unknown", "chance", "gap", "background", "refusal",
    "aspect", "numbers", "reverse", "several", "words", "leaning", "lacking", "echoed", "profile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """The best entries (numbers, best first, with their rank scores) and the features of the first one."""

    ranked: tuple[int, ...]
    scores: tuple[float, ...]
    features: Floats


@dataclass(frozen=True, slots=True)
class Compared:
    """A question beside all texts (`stems`, `letters`, `pairs`, `both`) and all entries: how much of it each covers
    (`covered`, `spelled`), and how near it is to all that each says (`profile`, `begun`)."""

    stems: Floats
    letters: Floats
    pairs: Floats
    both: Floats
    covered: Floats
    spelled: Floats
    profile: Floats
    begun: Floats
    leaning: float


def compare(index: Index, query: Query) -> Compared:
    """The cosines of a question with all texts, and how much of it each entry covers."""
    numbers = index.numbered(query.terms)
    sure = np.fromiter(query.terms.values(), np.float32, len(query.terms))
    terms = index.terms.weighed(numbers, sure)
    groups = np.unique(grams([query.tokens])[0])
    letters, begun = index.letters.weighed(groups), index.begun.weighed(groups[beginning(groups)])
    together = index.pairs.weighed(pairs([numbers], len(index.numbers))[0])
    stems = index.terms.cosines(terms) * index.weights
    spelled = index.letters.cosines(letters) * index.weights
    return Compared(
        stems,
        spelled,
        index.pairs.cosines(together) * index.weights,
        (stems + spelled) * np.float32(0.5),
        index.term_shares.covered(terms),
        index.letter_shares.covered(letters),
        index.term_shares.alike(terms),
        index.begun_shares.alike(begun),
        index.leaning.of((terms, together, letters)),
    )


def candidates(
    index: Index, seen: Compared, without: frozenset[int] = frozenset()
) -> tuple[list[int], Floats]:
    """The entries worth a closer look, and a row of signals (RANKED_BY) for each."""
    rough = index.best(seen.both) + seen.covered + seen.spelled + seen.profile + seen.begun
    rough[list(without)] = 0.0
    first = [int(n) for n in np.argsort(-rough, kind="stable")[:CANDIDATES] if rough[n] > 0]
    return first, _signals(index, seen, first)


def _signals(index: Index, seen: Compared, owners: list[int]) -> Floats:
    """For each of some entries a row of what they are ranked by (RANKED_BY)."""
    columns = (
        index.best(seen.pairs)[owners],
        seen.both[[index.places[owner].start for owner in owners]],
        seen.covered[owners],
        seen.spelled[owners],
        seen.profile[owners],
        seen.begun[owners],
        [index.refusing[owner] for owner in owners],
    )
    return np.array(columns, np.float32).T


def look(index: Index, query: Query, ranking: Floats, without: frozenset[int] = frozenset()) -> Sight | None:
    """Rank the entries for a query, as if those of `without` did not exist. None: nothing in common."""
    seen = compare(index, query)
    first, rows = candidates(index, seen, without)
    if not (first and any(term in index.numbers for term in query.terms)):
        return None
    scores = rows @ ranking
    order = np.argsort(-scores, kind="stable")
    ranked = [first[n] for n in order]
    features = _Best(index, query, seen, ranked, scores[order], rows[order]).features()
    return Sight(tuple(ranked), tuple(scores[order].tolist()), features)


@dataclass(frozen=True, slots=True)
class _Best:
    """The numbers around the best entry."""

    index: Index
    query: Query
    seen: Compared
    ranked: list[int]
    scores: Floats
    rows: Floats

    def features(self) -> Floats:
        index, top = self.index, self.ranked[0]
        signal = dict(zip(RANKED_BY, self.rows[0].tolist(), strict=True))
        nearest = np.sort(self._own(self.seen.both))[-TOGETHER:]
        score, several = float(nearest[-1]), float(nearest.sum()) / TOGETHER
        missing, unknown, aspects, numbers = self._lacks(top)
        related = np.array([bool(index.labels[top] & index.labels[n]) or n == top for n in self.ranked])
        chances = np.exp(self.scores - self.scores[0])
        rival = next(
            (s for s, mine in zip(self.scores, related, strict=True) if not mine), self.scores[0] - 5
        )
        background = self._highest(index.background)
        reverse, length = self._reverse(top), min(3.0, len(self.query.terms) / 4)
        row = (
            float(self._own(self.seen.stems).max()),
            float(self._own(self.seen.letters).max()),
            signal["covered"],
            signal["spelled"],
            missing,
            unknown,
            float(chances[related].sum() / chances.sum()),
            min(5.0, float(self.scores[0] - rival)),
            max(-0.3, background - score),
            max(-0.3, self._highest(index.refusals) - score) if not index.refusing[top] else -0.3,
            min(2.0, aspects),
            min(2.0, numbers),
            reverse,
            several,
            length,
            self.seen.leaning,
            missing * several,  # The subject is this entry's, what is asked about it is not.
            reverse * length,
            signal["profile"],
        )
        return np.array(row, np.float32)

    def _own(self, scores: Floats) -> Floats:
        """Of the scores of all texts those of the best entry's."""
        mine = self.index.places[self.ranked[0]]
        return scores[mine.start : mine.stop]

    def _lacks(self, top: int) -> tuple[float, float, int, int]:
        """What the best entry does not say: the heaviest word, the share of words unknown to all entries, and how
        many aspects and numbers of the question."""
        index = self.index
        missing, unknown, whole, aspects, numbers = 0.0, 0.0, 1e-6, 0, 0
        for term, sure in self.query.terms.items():
            rarity, held = index.rarity(term), sure * index.held(term, top)
            whole += rarity
            unknown += rarity * (term not in index.numbers)
            missing = max(missing, rarity * (1 - held) / index.terms.rarest)
            aspects += term.startswith(ASPECT) and held < 0.5
            numbers += term.isdigit() and held == 0
        return missing, unknown / whole, aspects, numbers

    def _highest(self, places: range | list[int]) -> float:
        return float(self.seen.both[places].max(initial=0.0))

    def _reverse(self, top: int) -> float:
        """The share of the best text that the question says too."""
        index, places = self.index, self.index.places[top]
        best = places.start + int(self._own(self.seen.both).argmax())
        row = index.rows[best]
        rarity = index.terms.idf[row]
        said = np.isin(row, index.numbered(self.query.terms))
        return float(rarity[said].sum()) / max(float(rarity.sum()), 1e-6)

"""The index of one language, in memory: which texts hold a word or a piece of a word, and how much that says.

Each entry brings several texts: its question and variants (weight 1), its short and its longer answer (less).
Background sentences are texts of no entry; they compete, so that small talk finds small talk. Texts are compared
by cosines over inverse document frequencies of stems, of pairs of stems and of letter groups (against typing
errors and for compounds); entries as a whole by the share of a question that they cover, where a word counts
more the more of an entry's wordings hold it. Terms have no order and no repetition; texts are a sentence or two.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.words import Words

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Longs = NDArray[np.int64]
Feature = TypeVar("Feature", bound=Hashable)
WEIGHTS = {"question": 1.0, "variant": 1.0, "short": 0.85, "more": 0.5, "background": 1.0}
GRAMS = (3, 5)
_ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyz"
_PLACES = np.zeros(256, np.int64)
_PLACES[list(_ALPHABET.encode())] = np.arange(len(_ALPHABET))
MOST_PAIRED = 14
ROUNDS, STIFF = 20, 1.0
REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the index. `owner` is the number of its entry, or -1 for background."""

    owner: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Cells(Generic[Feature]):
    """Which texts hold which features, each pair once, by feature and then by text; `numbers` names the features."""

    features: Numbers
    places: Numbers
    numbers: Mapping[Feature, int]

    @classmethod
    def of(cls, rows: Iterable[Iterable[Feature]]) -> "Cells[Feature]":
        """The cells of texts with features of any kind."""
        numbers: dict[Feature, int] = {}
        flat: list[int] = []
        often: list[int] = []
        for row in rows:
            mine = {numbers.setdefault(feature, len(numbers)) for feature in row}
            flat.extend(mine)
            often.append(len(mine))
        features = np.array(flat, np.int32)
        places = np.repeat(np.arange(len(often), dtype=np.int32), often)
        order = np.argsort(features, kind="stable")
        return cls(features[order], places[order], numbers)


class Postings(Generic[Feature]):
    """For each feature the texts that hold it, and its inverse document frequency over entries."""

    def __init__(self, cells: Cells[Feature], owners: Numbers) -> None:
        number = self.numbers = cells.numbers
        self.features, self.places = cells.features, cells.places
        self.starts = np.searchsorted(self.features, np.arange(len(number) + 1))
        alone = np.where(
            owners >= 0, owners, owners.max(initial=0) + 1 + np.arange(len(owners), dtype=np.int32)
        )
        self.holders = len(set(alone.tolist()))
        counts = np.bincount(
            self.features[starting(self.features, alone[self.places])], minlength=len(number)
        )
        self.idf: Floats = np.log1p((self.holders - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        self.rarest = math.log1p((self.holders + 0.5) / 0.5)
        squares = np.bincount(self.places, self.idf[self.features] ** 2, len(owners))
        self.norms: Floats = np.sqrt(np.maximum(squares, 1e-6)).astype(np.float32)

    def holding(self, feature: Feature) -> Numbers:
        """The places of the texts that hold a feature, ascending."""
        number = self.numbers.get(feature)
        if number is None:
            return self.places[:0]
        found: Numbers = self.places[self.starts[number] : self.starts[number + 1]]
        return found

    def rarity(self, feature: Feature) -> float:
        """Inverse document frequency: how rare a feature is among entries."""
        number = self.numbers.get(feature)
        return self.rarest if number is None else float(self.idf[number])

    def weighed(self, query: Mapping[Feature, float]) -> tuple[Numbers, Floats, Floats]:
        """The numbers of a query's features, the weights of those, and the rarity of all, known or not."""
        numbers = np.fromiter((self.numbers.get(feature, -1) for feature in query), np.int32, len(query))
        weights = np.fromiter(query.values(), np.float32, len(query))
        rarity = np.full(len(query), self.rarest, np.float32)
        known = numbers >= 0
        rarity[known] = self.idf[numbers[known]]
        return numbers[known], (weights * rarity)[known], rarity

    def cosines(self, query: Mapping[Feature, float]) -> Floats:
        """Cosine of a weighted query (feature → 0..1) with every text."""
        numbers, weights, rarity = self.weighed(query)
        found, often = spread(self.starts, numbers)
        each = np.repeat(weights * self.idf[numbers], often)
        dots = np.bincount(self.places[found], each, len(self.norms))
        length = math.sqrt(float(rarity @ rarity) + 1e-6)
        return (dots / (self.norms * length)).astype(np.float32)


def starting(features: Numbers, holders: Numbers) -> NDArray[np.int64]:
    """Where in a row that is sorted by both another feature or another holder begins."""
    changed = np.ones(len(features), bool)
    changed[1:] = (features[1:] != features[:-1]) | (holders[1:] != holders[:-1])
    return np.flatnonzero(changed)


def spread(starts: NDArray[np.int64], numbers: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the lists of several features stand in one long row, and how long each list is."""
    begin, often = starts[numbers], starts[numbers + 1] - starts[numbers]
    ends = np.cumsum(often)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - ends + often, often), often


class Shares(Generic[Feature]):
    """For each feature the entries that hold it and how firmly: 0..1, more with each wording that has it."""

    def __init__(self, postings: Postings[Feature], owners: Numbers, weights: Floats, entries: int) -> None:
        self.postings, self.entries = postings, entries
        owner = owners[postings.places]
        mine = owner >= 0
        features, owner = postings.features[mine], owner[mine]
        first = starting(features, owner)
        sums = np.add.reduceat(weights[postings.places[mine]], first) if len(first) else np.zeros(0)
        self.owners: Numbers = owner[first]
        self.firm: Floats = (sums / (sums + 1.0)).astype(np.float32)
        self.starts = np.searchsorted(features[first], np.arange(len(postings.numbers) + 1))

    def covered(self, query: Mapping[Feature, float]) -> Floats:
        """Per entry the share of a weighted query, by rarity, that it covers."""
        numbers, weights, rarity = self.postings.weighed(query)
        found, often = spread(self.starts, numbers)
        each = np.repeat(weights, often) * self.firm[found]
        said = np.bincount(self.owners[found], each, self.entries)
        return (said / (float(rarity.sum()) + 1e-6)).astype(np.float32)


class Leaning:
    """A line through all wordings that has what entries answer on one side: what no entry answers reads differently
    as a whole, not only word for word. Least squares over several kinds of features, by conjugate gradients."""

    def __init__(self, kinds: Sequence[Postings[Any]], wanted: Floats, counted: Floats) -> None:
        self.kinds = kinds
        self._begin = np.cumsum([0, *(len(kind.idf) for kind in kinds)]).astype(np.int32)
        cells = [_cells(kind, begin, counted) for kind, begin in zip(kinds, self._begin, strict=False)]
        features, places, values = (np.concatenate(part) for part in zip(*cells, strict=True))
        first = np.flatnonzero(np.diff(features, prepend=-1))
        often = np.diff(first, append=len(features))

        def across(texts: Floats) -> Floats:
            summed: Floats = np.add.reduceat(values * texts[places], first)
            return summed

        weights: Floats = np.zeros(len(first), np.float32)
        residual: Floats = across(wanted * counted)
        step = residual
        for _ in range(ROUNDS if len(first) else 0):
            along = np.bincount(places, values * np.repeat(step, often), len(wanted))
            toward = across((along * counted).astype(np.float32)) + STIFF * step
            size = float(residual @ residual)
            share = size / max(float(step @ toward), 1e-12)
            weights += share * step
            residual = (residual - share * toward).astype(np.float32)
            step = (residual + float(residual @ residual) / max(size, 1e-12) * step).astype(np.float32)
        self.weights = np.zeros(self._begin[-1], np.float32)
        self.weights[features[first]] = weights

    def of(self, query: Sequence[Mapping[Any, float]]) -> float:
        """Where a question lies: about 1 like what is answered, about -1 like what is not."""
        total = 0.0
        for kind, begin, part in zip(self.kinds, self._begin, query, strict=False):
            numbers, known, rarity = kind.weighed(part)
            total += float(known @ self.weights[numbers + begin]) / math.sqrt(float(rarity @ rarity) + 1e-6)
        return total


def _cells(kind: Postings[Any], begin: np.int32, counted: Floats) -> tuple[Numbers, Numbers, Floats]:
    """The features of the texts that count: which, of which text, and how much (a text has length 1)."""
    kept = counted[kind.places] > 0
    features, places = kind.features[kept], kind.places[kept]
    return features + begin, places, kind.idf[features] / kind.norms[places]


class Index:
    """All texts of one language. Immutable once built; about 2 ms a query.

    Texts of one owner stand together, owners in order 0, 1, …, background last. `labels` are per owner
    its fact ids, or REFUSAL: owners that share one say related things and are no rivals.
    """

    def __init__(self, words: Words, texts: Sequence[Text], labels: Sequence[frozenset[str]]) -> None:
        self.words = words
        self.texts = tuple(texts)
        self.labels = tuple(labels)
        self.refusing = tuple(REFUSAL in label for label in labels)
        self.owners: Numbers = np.array([text.owner for text in texts], np.int32)
        self.weights: Floats = np.array([WEIGHTS[text.kind] for text in texts], np.float32)
        tokens = [words.tokens(text.words) for text in texts]
        self.known = Counter(chain(words.known, chain.from_iterable(tokens)))
        self.by_first: dict[str, list[str]] = {}
        for word in sorted(self.known):
            self.by_first.setdefault(word[0], []).append(word)
        self.rows = [tuple(words.terms(row)) for row in tokens]
        self.terms = Postings(Cells.of(self.rows), self.owners)
        self.letters = Postings(lettered(tokens), self.owners)
        paired = (
            pairs(row) if text.kind != "more" else () for row, text in zip(self.rows, texts, strict=True)
        )
        self.pairs = Postings(Cells.of(paired), self.owners)
        self.term_shares = Shares(self.terms, self.owners, self.weights, len(labels))
        self.letter_shares = Shares(self.letters, self.owners, self.weights, len(labels))
        starts = np.searchsorted(self.owners[: int((self.owners >= 0).sum())], np.arange(len(labels) + 1))
        self.places = [range(starts[n], starts[n + 1]) for n in range(len(labels))]
        self.background = range(int(starts[-1]), len(texts))
        self.refusals = [p for n, places in enumerate(self.places) if self.refusing[n] for p in places]
        self._starts = starts[:-1]
        self.leaning = self._leaning()

    def _leaning(self) -> Leaning:
        asked = np.array([text.kind in ("question", "variant") for text in self.texts])
        asked[self.refusals] = False
        other = self.owners < 0
        counted = (asked / max(1, asked.sum()) + other / max(1, other.sum())) * len(self.texts) / 2
        wanted = np.where(other, -1.0, 1.0)
        kinds = (self.terms, self.pairs, self.letters)
        return Leaning(kinds, wanted.astype(np.float32), counted.astype(np.float32))

    def best(self, scores: Floats) -> Floats:
        """Per entry the highest of its texts' scores."""
        if not len(self._starts):
            return np.zeros(0, np.float32)
        highest: Floats = np.maximum.reduceat(scores[: self.background.start], self._starts)
        return highest

    def held(self, term: str, owner: int) -> float:
        """How firmly an entry holds a term: 1 in a question, less in the answer, 0 where it does not."""
        found = self.terms.holding(term)
        mine = self.places[owner]
        inside = found[np.searchsorted(found, mine.start) : np.searchsorted(found, mine.stop)]
        return float(self.weights[inside].max(initial=0.0))


def grams(sentences: Iterable[Iterable[str]]) -> tuple[Longs, Longs]:
    """The letter groups of sentences as numbers, over the spaces between their words, and the sentence of each."""
    lines = [f" {' '.join(tokens)} " for tokens in sentences]
    letters = _PLACES[np.frombuffer("".join(lines).encode("ascii", "replace"), np.uint8)]
    places = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    found, where = [], []
    for n in GRAMS:
        last = max(0, len(letters) - n + 1)
        inside = places[:last] == places[len(letters) - last :]
        group = np.full(last, 1, np.int64)  # The leading 1 keeps groups of different lengths apart.
        for k in range(n):
            group = group * len(_ALPHABET) + letters[k : k + last]
        found.append(group[inside])
        where.append(places[:last][inside])
    return np.concatenate(found), np.concatenate(where)


def lettered(sentences: Sequence[Iterable[str]]) -> Cells[int]:
    """The letter groups of many sentences: sorted once as whole numbers, which is what makes an index quick to make."""
    groups, places = grams(sentences)
    cells = np.sort(groups * len(sentences) + places)  # Sixteen times as quick as np.unique.
    groups, places = np.divmod(cells[np.diff(cells, prepend=-1) != 0], max(1, len(sentences)))
    new = np.diff(groups, prepend=-1) != 0
    numbers = dict(zip(groups[new].tolist(), range(len(groups)), strict=False))
    return Cells((np.cumsum(new) - 1).astype(np.int32), places.astype(np.int32), numbers)


def pairs(terms: Iterable[str]) -> set[str]:
    """Any two terms of a sentence, in no order."""
    return {f"{one} {other}" for one, other in combinations(sorted(set(list(terms)[:MOST_PAIRED])), 2)}

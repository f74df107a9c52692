"""The index of one language, in memory: which texts hold a word or a piece of a word, and how much that says.

Each entry brings several texts: its question and variants (weight 1), its short and its longer answer (less).
Background sentences are texts of no entry; they compete, so that small talk finds small talk. Two signals per
text, both cosines over inverse document frequencies: shared stems, and shared letter groups (against typing
errors and for compounds). Terms have no order and no repetition; the texts are one or two sentences.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.words import Words

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
WEIGHTS = {"question": 1.0, "variant": 1.0, "short": 0.85, "more": 0.5, "background": 1.0}
GRAMS = (3, 4)
REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the index. `owner` is the number of its entry, or -1 for background."""

    owner: int
    kind: str
    words: str


class Postings:
    """For each feature the texts that hold it; scores texts by cosine over inverse document frequencies."""

    def __init__(self, rows: Sequence[Iterable[str]], owners: Sequence[int]) -> None:
        self.numbers: dict[str, int] = {}
        lists: list[list[int]] = []
        for place, row in enumerate(rows):
            for feature in set(row):
                number = self.numbers.setdefault(feature, len(lists))
                if number == len(lists):
                    lists.append([])
                lists[number].append(place)
        self.texts: list[Numbers] = [np.array(found, np.int32) for found in lists]
        self.size = len(rows)
        self.holders = len(set(owners)) + sum(owner < 0 for owner in owners)
        self.idf = [self._rarity({owners[t] if owners[t] >= 0 else -1 - t for t in found}) for found in lists]
        squares = np.zeros(self.size, np.float32)
        for found, idf in zip(self.texts, self.idf, strict=True):
            squares[found] += idf * idf
        self.norms: Floats = np.sqrt(np.maximum(squares, 1e-6))

    def _rarity(self, holders: Iterable[int]) -> float:
        return self.rarity(len(set(holders)))

    def rarity(self, holders: int) -> float:
        """Inverse document frequency of a feature that so many entries hold."""
        return math.log(1 + (self.holders - holders + 0.5) / (holders + 0.5))

    def cosines(self, query: dict[str, float], unknown: int = 0) -> Floats:
        """Cosine of a weighted query (feature → 0..1) with every text; none holds the `unknown` features."""
        dots = np.zeros(self.size, np.float32)
        square = unknown * self.rarity(0) ** 2
        for feature, weight in query.items():
            number = self.numbers.get(feature)
            idf = self.rarity(0) if number is None else self.idf[number]
            square += idf * idf
            if number is not None:
                dots[self.texts[number]] += weight * idf * idf
        scores: Floats = dots / (self.norms * math.sqrt(max(square, 1e-6)))
        return scores


class Index:
    """All texts of one language with both kinds of postings. Immutable once built; about 1 ms a query.

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
        owners = self.owners.tolist()
        self.terms = Postings(self.rows, owners)
        self.grams = Postings([grams(self._letters(row)) for row in tokens], owners)
        self.places: list[list[int]] = [[] for _ in labels]
        self.background = [place for place, owner in enumerate(owners) if owner < 0]
        for place, owner in enumerate(owners):
            if owner >= 0:
                self.places[owner].append(place)
        self.refusals = [place for place, owner in enumerate(owners) if owner >= 0 and self.refusing[owner]]
        self._starts = np.array([places[0] for places in self.places], np.int64)

    def _letters(self, tokens: Iterable[str]) -> list[str]:
        return [token for token in tokens if token not in self.words.lists.stop]

    def gram_cosines(self, tokens: Iterable[str]) -> Floats:
        """Cosine over letter groups of the words that say something, with every text."""
        return self.grams.cosines(dict.fromkeys(grams(self._letters(tokens)), 1.0))

    def best(self, scores: Floats) -> Floats:
        """Per entry the highest of its texts' scores."""
        if not len(self._starts):
            return np.zeros(0, np.float32)
        last = self.background[0] if self.background else len(self.texts)
        highest: Floats = np.maximum.reduceat(scores[:last], self._starts)
        return highest

    def visible(self, term: str, hidden: frozenset[int]) -> bool:
        """Whether any text that is not hidden holds the term."""
        number = self.terms.numbers.get(term)
        if number is None:
            return False
        return not hidden or any(place not in hidden for place in self.terms.texts[number].tolist())

    def idf(self, term: str, hidden: frozenset[int]) -> float:
        """How rare a term is: the natural logarithm's inverse document frequency over entries."""
        number = self.terms.numbers.get(term)
        unseen = number is None or (hidden and not self.visible(term, hidden))
        return self.terms.rarity(0) if unseen or number is None else self.terms.idf[number]

    def held(self, term: str, owner: int, hidden: frozenset[int]) -> float:
        """How firmly an entry holds a term: 1 in a question, less in the answer, 0 where it does not."""
        number = self.terms.numbers.get(term)
        if number is None:
            return 0.0
        found = self.terms.texts[number]
        mine = found[self.owners[found] == owner].tolist()
        return max((WEIGHTS[self.texts[place].kind] for place in mine if place not in hidden), default=0.0)


def grams(words: Iterable[str]) -> set[str]:
    """The letter groups of words, with their edges marked."""
    padded = [f" {word} " for word in words]
    return {word[i : i + n] for word in padded for n in GRAMS for i in range(max(1, len(word) - n + 1))}

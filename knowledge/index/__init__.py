"""The index of one language, in memory: which texts hold a word or a piece of a word, and how much that says.

Each entry brings several texts: its question and variants (weight 1), its short and its longer answer (less).
Background sentences are texts of no entry; they compete, so that small talk finds small talk. Texts are compared
by cosines over inverse document frequencies of stems, of pairs of stems and of letter groups (against typing
errors and for compounds); entries as a whole by the share of a question that they cover, where a word counts
more the more of an entry's wordings hold it, and by the cosine with all that they say, in stems and in how words
begin. Terms have no order and no repetition; texts are a sentence or two.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from knowledge.index.features import UNKNOWN, Longs, Numbers, beginning, grams, in_pieces, listed, pairs
from knowledge.index.leaning import Leaning
from knowledge.index.postings import Floats, Postings, Shares
from knowledge.index.sounds import Alike
from knowledge.index.typing import Typing
from knowledge.words import Words

__all__ = ["REFUSAL", "WEIGHTS", "Floats", "Index", "Text"]
WEIGHTS = {"question": 1.0, "variant": 1.0, "short": 0.85, "more": 0.5, "background": 1.0}
REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the index. `owner` is the number of its entry, or -1 for background."""

    owner: int
    kind: str
    words: str


class Index:
    """All texts of one language. Immutable once built, but for the words that were looked up last (`readings`).

    Texts of one owner stand together, owners in order 0, 1, …, background last. `labels` are per owner
    its fact ids, or REFUSAL: owners that share one say related things and are no rivals. `numbers` has all terms.
    """

    def __init__(self, words: Words, texts: Sequence[Text], labels: Sequence[frozenset[str]]) -> None:
        self.words = words
        self.labels = tuple(labels)
        self.refusing = tuple(REFUSAL in label for label in labels)
        self.owners: Numbers = np.array([text.owner for text in texts], np.int32)
        self.weights: Floats = np.array([WEIGHTS[text.kind] for text in texts], np.float32)
        self.readings: dict[str, list[tuple[tuple[str, float], ...]]] = {}
        self.numbers: dict[str, int] = {}
        letters = self._read(texts)
        self.begun = Postings(letters[beginning(letters, len(texts))], self.owners)
        self.letters = Postings(letters, self.owners)
        del letters  # They are many, and the rest is made without them.
        self.terms = Postings(in_pieces(self.rows, listed), self.owners)
        paired = zip(self.rows, texts, strict=True)
        asked = [row if text.kind != "more" else row[:0] for row, text in paired]
        self.pairs = Postings(in_pieces(asked, lambda rows: pairs(rows, len(self.numbers))), self.owners)
        self.term_shares = Shares(self.terms, self.owners, self.weights, len(labels))
        self.letter_shares = Shares(self.letters, self.owners, self.weights, len(labels))
        self.begun_shares = Shares(self.begun, self.owners, self.weights, len(labels))
        starts = np.searchsorted(self.owners[: int((self.owners >= 0).sum())], np.arange(len(labels) + 1))
        self.places = [range(starts[n], starts[n + 1]) for n in range(len(labels))]
        self.background = range(int(starts[-1]), len(texts))
        self.refusals = [p for n, places in enumerate(self.places) if self.refusing[n] for p in places]
        self._starts = starts[:-1]
        self.leaning = self._leaning(texts)

    def _read(self, texts: Sequence[Text]) -> Longs:
        """Read the words of all texts: `known` with how often each comes, those that another may be meant for (`meant`:
        nobody means 'planr' who types 'plant'), the terms of each text, and its letter groups, which it returns. The
        words themselves are let go again."""
        tokens = [self.words.tokens(text.words) for text in texts]
        self.known = Counter(chain(self.words.known, chain.from_iterable(tokens)))
        self.meant = {word: often for word, often in self.known.items() if word not in self.words.glued}
        self.alike = Alike(self.words.language, self.meant)
        self.typing = Typing(dict.fromkeys(self.words.lists.spoken, 0) | self.meant, self.words.lists.keys)
        self.by_first: dict[str, list[str]] = {}
        for word in sorted(self.meant):
            self.by_first.setdefault(word[0], []).append(word)
        self.rows = [self._row(self.words.terms(row)) for row in tokens]
        return in_pieces(tokens, grams)

    def _leaning(self, texts: Sequence[Text]) -> Leaning:
        asked = np.array([text.kind in ("question", "variant") for text in texts])
        asked[self.refusals] = False
        other = self.owners < 0
        counted = (asked / max(1, asked.sum()) + other / max(1, other.sum())) * len(texts) / 2
        wanted = np.where(other, -1.0, 1.0)
        kinds = (self.terms, self.pairs, self.letters)
        return Leaning(kinds, wanted.astype(np.float32), counted.astype(np.float32))

    def _row(self, terms: Iterable[str]) -> Numbers:
        """Terms by their numbers; new ones get one."""
        return np.array([self.numbers.setdefault(term, len(self.numbers)) for term in terms], np.int32)

    def best(self, scores: Floats) -> Floats:
        """Per entry the highest of its texts' scores."""
        if not len(self._starts):
            return np.zeros(0, np.float32)
        highest: Floats = np.maximum.reduceat(scores[: self.background.start], self._starts)
        return highest

    def numbered(self, terms: Collection[str]) -> Longs:
        """Terms by their numbers."""
        return np.fromiter((self.numbers.get(term, UNKNOWN) for term in terms), np.int64, len(terms))

    def rarity(self, term: str) -> float:
        """Inverse document frequency: how rare a term is among entries."""
        number = self.numbers.get(term)
        return self.terms.rarest if number is None else float(self.terms.idf[number])

    def held(self, term: str, owner: int) -> float:
        """How firmly an entry holds a term: 1 in a question, less in the answer, 0 where it does not."""
        number = self.numbers.get(term)
        if number is None:
            return 0.0
        found = self.terms.places[self.terms.starts[number] : self.terms.starts[number + 1]]
        mine = self.places[owner]
        inside = found[np.searchsorted(found, mine.start) : np.searchsorted(found, mine.stop)]
        return float(self.weights[inside].max(initial=0.0))

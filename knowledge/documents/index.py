"""The index of passages, in memory: which passage says the words of a question, in whatever form they stand there.

Two signals. Stems: BM25, as any search engine has it. Words alike: each word of the question counts for its share of
letter groups with the nearest word of the passage, which forgives typing errors and sees through compounds. Words are
compared with the vocabulary and not with the passages, so the cost grows with the language and not with the texts.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.documents.terms import grams_of, stem_of, tokens_of

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
K1, B = 1.2, 0.75
ALIKE = 0.4
"""Share of letter groups from which two words count as alike."""
NEAREST = 60
"""At most so many words of the vocabulary are tried for one word of a question."""
SOFT = 0.7
"""What the words alike weigh beside the stems."""
FEWEST = 200
"""Rarity is reckoned as if there were at least so many passages: in a handful every word would seem common."""
CANDIDATES = 8
MOST_TOKENS = 40


class Table:
    """Which columns each row holds, and what each weighs: compressed rows."""

    def __init__(
        self, rows: Sequence[Iterable[int]], weights: Sequence[Iterable[float]] | None = None
    ) -> None:
        listed = [np.fromiter(row, np.int32) for row in rows]
        self.ends = np.cumsum([0, *(len(row) for row in listed)], dtype=np.int64)
        self.columns: Numbers = np.concatenate(listed) if listed else np.zeros(0, np.int32)
        flat = chain.from_iterable(weights) if weights is not None else ()
        self.weights: Floats = np.fromiter(flat, np.float32)

    def row(self, number: int) -> Numbers:
        """The columns of a row."""
        return self.columns[self.ends[number] : self.ends[number + 1]]

    def weighed(self, number: int) -> Floats:
        """The weights of a row, as its columns stand."""
        return self.weights[self.ends[number] : self.ends[number + 1]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its words with the rarity of each, and the words of the vocabulary that are like it."""

    tokens: tuple[str, ...]
    rarity: Floats
    stems: tuple[int | None, ...]
    alike: tuple[tuple[Numbers, Floats], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, best first, with their scores; `stems` and `soft` are the two signals of each, from 0 to 1."""

    places: tuple[int, ...]
    scores: tuple[float, ...]
    stems: tuple[float, ...]
    soft: tuple[float, ...]


class PassageIndex:
    """Passages of one language. `texts` are what they say; `above` what stands over them (title and section)."""

    def __init__(self, texts: Sequence[str], above: Sequence[str], language: str) -> None:
        self.language, self.size = language, len(texts)
        counts = [
            Counter(tokens_of(text, language)) + Counter(set(tokens_of(head, language)))
            for text, head in zip(texts, above, strict=True)
        ]
        self.words = {word: n for n, word in enumerate(dict.fromkeys(chain.from_iterable(counts)))}
        self.stem = {word: stem_of(word, language) for word in self.words}
        self.terms = {stem: n for n, stem in enumerate(dict.fromkeys(self.stem.values()))}
        self._postings(counts)
        spelt = [grams_of(word) for word in self.words]
        self.grams = {gram: n for n, gram in enumerate(dict.fromkeys(chain.from_iterable(spelt)))}
        self.spelt: Floats = np.array([len(letters) for letters in spelt], np.float32)
        rows: list[list[int]] = [[] for _ in self.grams]
        for number, letters in enumerate(spelt):
            for gram in letters:
                rows[self.grams[gram]].append(number)
        self.of_gram = Table(rows)

    def _postings(self, counts: Sequence[Counter[str]]) -> None:
        lengths = np.array([sum(row.values()) for row in counts], np.float32)
        usual = float(lengths.mean()) if self.size else 1.0
        word_rows: list[list[int]] = [[] for _ in self.words]
        places: list[list[int]] = [[] for _ in self.terms]
        weights: list[list[float]] = [[] for _ in self.terms]
        for place, row in enumerate(counts):
            stems: Counter[int] = Counter()
            for word, times in row.items():
                word_rows[self.words[word]].append(place)
                stems[self.terms[self.stem[word]]] += times
            rest = K1 * (1 - B + B * float(lengths[place]) / max(usual, 1.0))
            for term, times in stems.items():
                places[term].append(place)
                weights[term].append(times * (K1 + 1) / (times + rest))
        self.of_word, self.of_term = Table(word_rows), Table(places, weights)

    def rarity(self, holders: int) -> float:
        """Inverse document frequency of what so many passages hold."""
        return math.log(1 + (max(self.size, FEWEST) - holders + 0.5) / (holders + 0.5))

    def ask(self, question: str) -> Asked:
        """Read a question."""
        tokens = list(dict.fromkeys(tokens_of(question, self.language)))[:MOST_TOKENS]
        alike = tuple(self._alike(token) for token in tokens)
        stems = tuple(self.terms.get(stem_of(token, self.language)) for token in tokens)
        holders = [
            len(self.of_term.row(stem)) if stem is not None else self._holding(near)
            for stem, near in zip(stems, alike, strict=True)
        ]
        rarity = np.array([self.rarity(number) for number in holders], np.float32)
        return Asked(tuple(tokens), rarity, stems, alike)

    def _holding(self, near: tuple[Numbers, Floats]) -> int:
        """How many passages hold what an unknown word is most like, if it is very like it."""
        words, likeness = near
        return len(self.of_word.row(int(words[-1]))) if len(words) and likeness[-1] >= 0.6 else 0

    def _alike(self, token: str) -> tuple[Numbers, Floats]:
        """The words of the vocabulary that are like a word, the least alike first, and how much."""
        letters = [self.grams[gram] for gram in grams_of(token) if gram in self.grams]
        if token.isdigit() or not letters:
            exact = [self.words[token]] if token in self.words else []
            return np.array(exact, np.int32), np.ones(len(exact), np.float32)
        shared = np.bincount(
            np.concatenate([self.of_gram.row(g) for g in letters]), minlength=len(self.words)
        )
        likeness = shared / np.sqrt(self.spelt * len(grams_of(token)))
        near = np.flatnonzero(likeness >= ALIKE)
        near = near[np.argsort(likeness[near])][-NEAREST:]
        return near.astype(np.int32), likeness[near].astype(np.float32)

    def rank(self, asked: Asked) -> Ranked:
        """The best passages for a question; none where they have nothing in common."""
        stems, soft = np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)
        for number in range(len(asked.tokens)):
            rarity, term = float(asked.rarity[number]), asked.stems[number]
            if term is not None:
                stems[self.of_term.row(term)] += rarity * self.of_term.weighed(term)
            soft += rarity * self.likeness(asked, number)
        whole = max(float(asked.rarity.sum()), 1e-6)
        stems, soft = stems / (whole * (K1 + 1)), soft / whole
        both = stems + SOFT * soft
        kept = min(CANDIDATES, self.size)
        first = np.argpartition(-both, kept - 1)[:kept] if self.size else np.zeros(0, np.int64)
        best = [int(n) for n in first[np.argsort(-both[first])] if both[n] > 0]
        return Ranked(tuple(best), *(tuple(float(signal[n]) for n in best) for signal in (both, stems, soft)))

    def likeness(self, asked: Asked, number: int) -> Floats:
        """How much each passage says one word of a question, from 0 to 1."""
        found = np.zeros(self.size, np.float32)
        term = asked.stems[number]
        for word, likeness in zip(
            *asked.alike[number], strict=True
        ):  # The nearest word comes last and stays.
            found[self.of_word.row(int(word))] = likeness
        if term is not None:
            found[self.of_term.row(term)] = 1.0
        return found

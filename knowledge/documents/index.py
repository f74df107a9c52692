"""The index of passages, in memory: which passage says the words of a question, in whatever form they stand there.

Two signals. Stems: BM25, as any search engine has it. Words alike: each word of the question counts for its share of
letter groups with the nearest word of the passage, which forgives typing errors and sees through compounds. Words are
compared with the vocabulary and not with the passages, so the cost grows with the language and not with the texts.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
CANDIDATES = 10
MOST_TOKENS = 40


class Table:
    """Which columns each row holds, and what each weighs: compressed rows, made from pairs in any order."""

    def __init__(self, rows: Numbers, columns: Numbers, size: int, weights: Floats | None = None) -> None:
        order = np.argsort(rows, kind="stable")
        self.ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)
        self.columns: Numbers = columns[order].astype(np.int32)
        self.weights: Floats = weights[order] if weights is not None else np.zeros(0, np.float32)

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

    def __init__(self, texts: Iterable[str], above: Iterable[str], language: str) -> None:
        self.language, self.size = language, 0
        self.words: dict[str, int] = {}
        words, places, times = array("i"), array("i"), array("i")
        for place, (text, head) in enumerate(zip(texts, above, strict=False)):
            self.size += 1
            counts = Counter(tokens_of(text, language)) + Counter(set(tokens_of(head, language)))
            words.extend(self.words.setdefault(word, len(self.words)) for word in counts)
            places.extend([place] * len(counts))
            times.extend(counts.values())
        self.spellings = tuple(self.words)
        self.stem = {word: stem_of(word, language) for word in self.words}
        self.terms = {stem: n for n, stem in enumerate(dict.fromkeys(self.stem.values()))}
        self._postings(*(np.array(column, np.int32) for column in (words, places, times)))
        self._spelling()

    def _postings(self, words: Numbers, places: Numbers, times: Numbers) -> None:
        self.of_word = Table(words, places, len(self.words))
        lengths = np.bincount(places, weights=times, minlength=self.size)
        rest = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if self.size else 1.0, 1.0))
        term = np.array([self.terms[self.stem[word]] for word in self.words], np.int64)
        pairs, which = np.unique(term[words] * max(self.size, 1) + places, return_inverse=True)
        said = np.bincount(which, weights=times, minlength=len(pairs))
        terms, held = pairs // max(self.size, 1), pairs % max(self.size, 1)
        weights = (said * (K1 + 1) / (said + rest[held])).astype(np.float32)
        self.of_term = Table(terms.astype(np.int32), held.astype(np.int32), len(self.terms), weights)

    def _spelling(self) -> None:
        """Which words of the vocabulary hold each group of letters."""
        self.grams: dict[str, int] = {}
        groups, words = array("i"), array("i")
        for number, word in enumerate(self.words):
            letters = grams_of(word)
            groups.extend(self.grams.setdefault(gram, len(self.grams)) for gram in letters)
            words.extend([number] * len(letters))
        holders = np.array(words, np.int32)
        self.of_gram = Table(np.array(groups, np.int32), holders, len(self.grams))
        self.spelt: Floats = np.bincount(holders, minlength=len(self.words)).astype(np.float32)

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

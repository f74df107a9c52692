"""The index of passages, in memory: which passage says the words of a question, in whatever form they stand there.

Three signals. Stems: BM25, as any search engine has it. Words alike: each word of the question counts for its share of
letter groups with the nearest word of the passage, which forgives typing errors and sees through compounds. Letter
groups: BM25 over the groups themselves, for the passages that the first two put in front. Words are compared with the
vocabulary and not with the passages, so the cost grows with the language and not with the texts.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from knowledge.documents.gathering import Gathered, gather
from knowledge.documents.table import Floats, Numbers, Places, Table
from knowledge.documents.terms import stem_of, tokens_of
from knowledge.documents.vocabulary import GROUPS, groups_of
from knowledge.words import words_of

K1, B = 1.2, 0.75
SOFT, LETTERS = 0.7, 1.0
"""What the words alike, and the letter groups, weigh beside the stems."""
FEWEST = 200
"""Rarity is reckoned as if there were at least so many passages: in a handful every word would seem common."""
CANDIDATES = 10
IN_FRONT = 200
"""For so many passages the letter groups are compared."""
MOST_TOKENS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its words with the rarity of each, and the words of the vocabulary that are like it."""

    tokens: tuple[str, ...]
    rarity: Floats
    stems: tuple[int | None, ...]
    alike: tuple[tuple[Numbers, Floats], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, best first, with their scores; `stems`, `soft` and `letters` are the signals of each, 0 to 1."""

    places: tuple[int, ...]
    scores: tuple[float, ...]
    stems: tuple[float, ...]
    soft: tuple[float, ...]
    letters: tuple[float, ...]


class PassageIndex:
    """Passages of one language. `texts` are what they say; `above` what stands over them (title and section)."""

    worded = True
    """Its order goes by words alone: what one sentence says may change it."""

    def __init__(self, texts: Iterable[str], above: Iterable[str], language: str) -> None:
        self.language = language
        self._held: Gathered = gather(zip(texts, above, strict=False), language)
        self.vocabulary, self.size = self._held.vocabulary, self._held.words.size
        self._rest = rest_of(self._held.long)
        self._group_rest = rest_of(self._held.groups)
        self._of_word = self._held.words.turned(self.vocabulary.size)  # The passages that hold each word.
        term = self.vocabulary.term
        each = Table(np.arange(len(term) + 1), term, np.zeros(0, np.uint8))
        self._of_term = each.turned(len(self._held.holding))  # The words that have each stem.

    def rarity(self, holders: float) -> float:
        """Inverse document frequency of what so many passages hold."""
        return math.log(1 + max(0.0, max(self.size, FEWEST) - holders + 0.5) / (holders + 0.5))

    def ask(self, question: str) -> Asked:
        """Read a question."""
        tokens = list(dict.fromkeys(tokens_of(question, self.language, self.vocabulary)))[:MOST_TOKENS]
        alike = tuple(self.vocabulary.alike(tokens))
        words = words_of(self.language)
        stems = tuple(self.vocabulary.stem(stem_of(token, words)) for token in tokens)
        holders = [
            float(self._held.holding[stem]) if stem is not None else self._holding(near)
            for stem, near in zip(stems, alike, strict=True)
        ]
        rarity = np.array([self.rarity(number) for number in holders], np.float32)
        return Asked(tuple(tokens), rarity, stems, alike)

    def _holding(self, near: tuple[Numbers, Floats]) -> float:
        """How many passages hold what an unknown word is most like, if it is very like it."""
        words, likeness = near
        return float(len(self._of_word.row(int(words[-1])))) if len(words) and likeness[-1] >= 0.6 else 0.0

    def rank(self, asked: Asked, most: int = CANDIDATES) -> Ranked:
        """The best passages for a question, at most so many; none where they have nothing in common."""
        stems, soft = np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)
        for number, rarity in enumerate(asked.rarity.tolist()):
            self._add_stem(stems, asked.stems[number], rarity)
            self._add_alike(soft, asked, number)
        whole = max(float(asked.rarity.sum()), 1e-6)
        stems, soft = stems / (whole * (K1 + 1)), soft / whole
        both = stems + SOFT * soft
        front = np.flatnonzero(both > 0)
        if len(front) > IN_FRONT:
            front = front[np.argpartition(-both[front], IN_FRONT - 1)[:IN_FRONT]]
        letters = self._letters(asked, front)
        scores = both[front] + LETTERS * letters
        order = np.lexsort((front, -scores))[:most]
        best = front[order]
        columns = (scores[order], stems[best], soft[best], letters[order])
        for table in (self._of_word, self._held.words, self.vocabulary.holders, self.vocabulary.groups):
            table.put_away()
        return Ranked(tuple(best.tolist()), *(tuple(column.tolist()) for column in columns))

    def _add_stem(self, scores: Floats, term: int | None, rarity: float) -> None:
        """Add what BM25 gives each passage for one stem, whichever of its words it holds."""
        if term is None:
            return
        at, _ = self._of_word.spread(self._of_term.row(term))
        places = self._of_word.columns[at]
        often = np.bincount(places, self._of_word.times[at], self.size).astype(np.float32)
        scores += rarity * (K1 + 1) * often / (often + self._rest)

    def _add_alike(self, scores: Floats, asked: Asked, number: int) -> None:
        """Add how much each passage says one word of a question: wholly by its stem, else by its nearest word."""
        words, likeness = asked.alike[number]
        term = asked.stems[number]
        if term is not None:
            same = self._of_term.row(term)
            words = np.concatenate([words, same])
            likeness = np.concatenate([likeness, np.ones(len(same), np.float32)])
        at, which = self._of_word.spread(words)
        found = np.zeros(self.size, np.float32)
        found[self._of_word.columns[at]] = likeness[which]  # The nearest word comes last and stays.
        scores += asked.rarity[number] * found

    def same(self, stem: int) -> list[str]:
        """The words of the passages that have a stem."""
        return [self.vocabulary.spelling(word) for word in self._of_term.row(stem).tolist()]

    def group_rarity(self, groups: Numbers) -> Floats:
        """Inverse document frequency of letter groups."""
        held = self._held.in_group[groups]
        rarity: Floats = np.log1p((max(self.size, FEWEST) - held + 0.5).clip(0) / (held + 0.5))
        return rarity

    def _letters(self, asked: Asked, front: Places) -> Floats:
        """BM25 over the letter groups of a question, for some passages, as a share of the most there could be."""
        wanted = np.unique(groups_of(asked.tokens)[1])
        rarity = self.group_rarity(wanted)
        at, owner = self._held.words.spread(front)
        words, where = np.unique(self._held.words.columns[at], return_inverse=True)
        inner, which = self.vocabulary.groups.spread(words)
        groups = self.vocabulary.groups.columns[inner]
        column = _columns(wanted)[groups]
        hit = column >= 0
        inside = Table(
            np.searchsorted(which[hit], np.arange(len(words) + 1)), column[hit], np.zeros(0, np.uint8)
        )
        found, pair = inside.spread(where)
        cells = owner[pair] * len(wanted) + inside.columns[found]
        often = np.bincount(cells, self._held.words.times[at][pair], len(front) * len(wanted))
        often = often.reshape(len(front), len(wanted))
        score = often * (K1 + 1) / (often + self._group_rest[front][:, None])
        whole = max(float(rarity.sum()) * (K1 + 1), 1e-6)
        share: Floats = (score @ rarity / whole).astype(np.float32)
        return share

    def about(self, asked: Asked, places: Places) -> Floats:
        """The cosine of the letter groups of a question with those of each of a few passages: unlike the scores it
        counts what else a passage is about."""
        wanted = np.unique(groups_of(asked.tokens)[1])
        at, owner = self._held.words.spread(places)
        inner, which = self.vocabulary.groups.spread(self._held.words.columns[at])
        cells = owner[which] * GROUPS + self.vocabulary.groups.columns[inner]
        cells, where = np.unique(cells, return_inverse=True)
        owner, groups = np.divmod(cells, GROUPS)
        rarity = self.group_rarity(groups)
        weight = (1 + np.log(np.bincount(where, self._held.words.times[at][which]))) * rarity
        shared = np.bincount(owner, weight * rarity * np.isin(groups, wanted), len(places))
        long = np.sqrt(np.bincount(owner, weight**2, len(places)))
        whole = long * float(np.linalg.norm(self.group_rarity(wanted)))
        cosine: Floats = (shared / np.maximum(whole, 1e-6)).astype(np.float32)
        return cosine


def _columns(wanted: Numbers) -> Numbers:
    """For each letter group its place among some, or -1."""
    columns = np.full(GROUPS, -1, np.int32)
    columns[wanted] = np.arange(len(wanted))
    return columns


def rest_of(lengths: Floats) -> Floats:
    """What BM25 adds under the line for a passage of some length."""
    mean = max(float(lengths.mean()) if len(lengths) else 1.0, 1.0)
    return (K1 * (1 - B + B * lengths / mean)).astype(np.float32)

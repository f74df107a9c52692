"""The words of all passages: how each is spelt, which stem it has, and which words are spelt alike.

Kept in arrays and not in dictionaries: of a hundred thousand passages there are hundreds of thousands of words.
"""

import math
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from knowledge.documents.table import Floats, Numbers, Places, Table, table_of

ALIKE = 0.4
"""Share of letter groups from which two words count as alike."""
NEAREST = 60
"""At most so many words of the vocabulary are tried for one word of a question."""
_TRIED = 400
"""So many are compared in full where a vocabulary is large."""
_HELD = 40_000
"""Of the letter groups of a word the rarest are looked up first, until so many words hold them."""
_LETTERS, _THREES, _FOURS = 38, 38**3, 1 << 17
GROUPS = _THREES + _FOURS
"""Numbers of letter groups: three letters exactly, four letters by their remainder."""
_PIECE = 10_000
_SHORT = 5
"""Letter groups of a word of three letters; shorter ones are like nothing long."""


@dataclass
class Names:
    """Words and stems with their numbers, while passages are read. `term`: the number of each word's stem."""

    words: dict[str, int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    term: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, word: str, stem: str) -> int:
        """Take in a new word; its number."""
        number = self.words[word] = len(self.words)
        self.term.append(self.terms.setdefault(stem, len(self.terms)))
        return number


class Vocabulary:
    """Words by number. `term` is the number of each one's stem; `groups` are the letter groups of each word, `spelt`
    how many those are, and `holders` the words that hold each group."""

    def __init__(self, names: Names) -> None:
        """Empties `names`: as dictionaries they take more than all that is made of them."""
        self.size, self.term = len(names.words), np.array(names.term, np.int32)
        self._blob = "".join(names.words).encode("ascii", "replace")
        lengths = np.fromiter(map(len, names.words), np.int64, self.size)
        self._starts = np.concatenate([[0], np.cumsum(lengths)])
        self._words, self._terms = _Marks(names.words), _Marks(names.terms)
        names.words.clear()
        names.terms.clear()
        self.groups = self._groups()
        self.holders = self.groups.turned(GROUPS)
        self.spelt: Floats = self.groups.lengths().astype(np.float32)
        self._held: Numbers = self.holders.lengths().astype(np.int32)

    def _groups(self) -> Table:
        """The letter groups of each word."""
        lengths, columns = np.zeros(self.size, np.int32), array("i")
        for start in range(0, self.size, _PIECE):
            piece = range(start, min(start + _PIECE, self.size))
            lengths[start : piece.stop], groups = groups_of([self.spelling(number) for number in piece])
            columns.frombytes(groups.tobytes())
        return table_of(lengths, columns)

    def __contains__(self, spelt: object) -> bool:
        """Whether a passage holds a word."""
        return isinstance(spelt, str) and self.word(spelt) is not None

    def word(self, spelt: str) -> int | None:
        """The number of a word."""
        return self._words.number(spelt)

    def stem(self, stem: str) -> int | None:
        """The number of a stem."""
        return self._terms.number(stem)

    def spelling(self, number: int) -> str:
        """How a word is spelt."""
        return self._blob[self._starts[number] : self._starts[number + 1]].decode("ascii")

    def alike(self, tokens: Sequence[str]) -> list[tuple[Numbers, Floats]]:
        """For each of some words those that are spelt like it, the least alike first, and how much (share of letter
        groups). Numbers are like nothing but themselves."""
        lengths, groups = groups_of(tokens)
        ends = np.cumsum(lengths)
        letters = (groups[start:end] for start, end in zip(ends - lengths, ends, strict=True))
        return [
            self._exactly(token) if token.isdigit() else self._near(held)
            for token, held in zip(tokens, letters, strict=True)
        ]

    def _exactly(self, token: str) -> tuple[Numbers, Floats]:
        exact = [number for number in [self.word(token)] if number is not None]
        return np.array(exact, np.int32), np.ones(len(exact), np.float32)

    def _near(self, letters: Numbers) -> tuple[Numbers, Floats]:
        held = self._held[letters]
        order = np.argsort(held, kind="stable")
        enough = max(4, int(np.searchsorted(np.cumsum(held[order]), _HELD)))
        places, _ = self.holders.spread(letters[order[:enough]])
        shared = np.bincount(self.holders.columns[places], minlength=self.size)
        partly = enough < len(letters)
        least = 2.0 if partly else ALIKE * math.sqrt(len(letters) * _SHORT)
        near = np.flatnonzero(shared >= max(1.0, math.floor(least)))
        if partly:
            near, count = self._compared(near, shared, letters)
        else:
            count = shared[near]
        likeness = count / np.sqrt(self.spelt[near] * len(letters))
        kept = np.flatnonzero(likeness >= ALIKE)
        kept = kept[np.argsort(likeness[kept], kind="stable")][-NEAREST:]
        return near[kept].astype(np.int32), likeness[kept].astype(np.float32)

    def _compared(self, near: Places, shared: Places, letters: Numbers) -> tuple[Places, Places]:
        """The words that share most of the rare letter groups, and how many they share of all."""
        if len(near) > _TRIED:
            share = shared[near] / np.sqrt(self.spelt[near])
            near = np.sort(near[np.argpartition(-share, _TRIED)[:_TRIED]])
        places, owners = self.groups.spread(near)
        asked = np.isin(self.groups.columns[places], letters)
        return near, np.bincount(owners[asked], minlength=len(near))


class _Marks:
    """Names by number, found by their fingerprints (64 bits: two alike in a million have a chance of 1 in 10^7)."""

    def __init__(self, names: Collection[str]) -> None:
        marks = np.fromiter(map(_mark, names), np.uint64, len(names))
        self._order = np.argsort(marks, kind="stable").astype(np.int32)
        self._marks = marks[self._order]

    def number(self, name: str) -> int | None:
        mark = np.uint64(_mark(name))
        at = int(np.searchsorted(self._marks, mark))
        return int(self._order[at]) if at < len(self._marks) and self._marks[at] == mark else None


def _mark(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def groups_of(words: Sequence[str]) -> tuple[Places, Numbers]:
    """The letter groups of words (three and four letters, with their edges), each once a word, one word after another;
    and how many each word has."""
    joined = np.frombuffer("".join(f" {word} " for word in words).encode("ascii", "replace"), np.uint8)
    owner = np.repeat(np.arange(len(words)), [len(word) + 2 for word in words])
    letter = _codes()[joined].astype(np.int64)
    pairs = []
    for long in (3, 4):
        last = len(letter) - long + 1
        if last <= 0:
            continue
        code = sum(letter[n : n + last] * _LETTERS ** (long - 1 - n) for n in range(long))
        whole = owner[:last] == owner[long - 1 :]
        group = np.asarray(code)[whole]
        group = group if long == 3 else _THREES + (group * 2_654_435_761 >> 8) % _FOURS
        pairs.append(owner[:last][whole] * GROUPS + group)
    kept = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
    return np.bincount(kept // GROUPS, minlength=len(words)), (kept % GROUPS).astype(np.int32)


def _codes() -> NDArray[np.uint8]:
    """A number for each byte: space 0, letters, digits, and one for all others."""
    codes = np.full(256, _LETTERS - 1, np.uint8)
    codes[ord(" ")] = 0
    for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789"):
        codes[ord(letter)] = at + 1
    return codes

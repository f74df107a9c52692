"""What is compared of texts, as whole numbers: terms, pairs of terms, and letter groups."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Longs = NDArray[np.int64]
T = TypeVar("T")
GRAMS = (3, 5)
_ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyz"
_PLACES = np.zeros(256, np.int64)
_PLACES[list(_ALPHABET.encode())] = np.arange(len(_ALPHABET))
MOST_PAIRED = 14
_ONE, _OTHER = np.triu_indices(MOST_PAIRED, 1)
UNKNOWN = -1
"""Stands for any feature that no text holds."""
_NONE, _AT_ONCE, _PIECE = -2, 1_000, 200_000


def in_pieces(
    sentences: Sequence[T], read: Callable[[Sequence[T]], tuple[Longs, NDArray[np.integer]]]
) -> Longs:
    """What many sentences hold, read so many at a time: what making an index takes stays small."""
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(sentences), _AT_ONCE):
        features, places = read(sentences[start : start + _AT_ONCE])
        found.append(cells_of(features, places + start, len(sentences)))
    return np.concatenate(found)


def cells_of(features: Longs, places: NDArray[np.integer], size: int) -> Longs:
    """For each feature of each of so many texts one number, whose order is by feature and then by text."""
    cells = features * max(1, size) + places
    cells.sort()
    return cells[starting(cells)]  # Sixteen times as quick as np.unique.


def starting(*columns: NDArray[np.integer]) -> Longs:
    """Where in rows that are sorted by these columns another value of any of them begins."""
    changed = np.zeros(len(columns[0]), bool)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(changed)


def summed(places: Numbers, values: NDArray[np.float32], size: int) -> NDArray[np.float64]:
    """What stands at each of so many places, added up; in pieces, for NumPy makes both rows twice as long first."""
    total = np.zeros(size)
    for at in range(0, len(places), _PIECE):
        piece = slice(at, at + _PIECE)
        total += np.bincount(places[piece], values[piece], size)
    return total


def listed(rows: Sequence[Numbers]) -> tuple[Longs, Longs]:
    """The terms of sentences one after another, and the sentence of each."""
    places = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    return np.concatenate(rows).astype(np.int64), places


def grams(sentences: Iterable[Iterable[str]]) -> tuple[Longs, Numbers]:
    """The letter groups of sentences as numbers, over the spaces between their words, and the sentence of each."""
    lines = [f" {' '.join(tokens)} " for tokens in sentences]
    letters = _PLACES[np.frombuffer("".join(lines).encode("ascii", "replace"), np.uint8)]
    places = np.repeat(np.arange(len(lines), dtype=np.int32), [len(line) for line in lines])
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


def beginning(groups: Longs, size: int = 1) -> NDArray[np.bool_]:
    """Which letter groups, or cells of them in so many texts, are how a word begins: there, words of one family are
    alike that have no stem in common ('verplicht', 'verplichting')."""
    first = len(_ALPHABET) ** GRAMS[-1] * size  # The longest groups that begin with a space, which counts 0.
    begins: NDArray[np.bool_] = (groups >= first) & (groups < first + first // len(_ALPHABET))
    return begins


def pairs(rows: Sequence[NDArray[np.integer]], terms: int) -> tuple[Longs, Longs]:
    """Any two of the terms of sentences, in no order, as numbers, and the sentence of each. `terms`: how many there
    are in all."""
    table = np.full((len(rows), MOST_PAIRED), _NONE, np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row[:MOST_PAIRED]
    one, other = table[:, _ONE], table[:, _OTHER]
    low = np.minimum(one, other)
    there = low != _NONE
    both = np.where(low == UNKNOWN, UNKNOWN, low * terms + np.maximum(one, other))
    return both[there], np.nonzero(there)[0]

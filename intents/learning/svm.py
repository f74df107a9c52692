"""Sparse features and a one-vs-rest linear SVM, in NumPy only.

The machine is the L2-regularised L2-loss SVM of Fan et al. (LIBLINEAR, 2008), solved by dual coordinate
descent (Hsieh et al., 2008) for all classes at once: one step per sentence moves every class's weights.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """One sentence as columns and their values."""

    columns: Ints
    values: Floats

    def times(self, shares: Floats) -> "Sparse":
        """The same sentence where each column counts its share (of all columns)."""
        return Sparse(self.columns, self.values * shares[self.columns])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features seen in training, in the order of their columns, and how telling each is (a power of the smoothed
    idf). `marks` ascend."""

    marks: Marks
    idf: Floats

    @classmethod
    def learn(
        cls, sentences: Iterable[Iterable[int]], power: float = 1.0
    ) -> tuple["Vocabulary", list[Sparse]]:
        """From each training sentence's features: the vocabulary, and each sentence as `vector` gives it. Only the
        features of one sentence are held at a time. Under a `power` of 1 rare features lead by less."""
        seen: dict[int, int] = {}
        where, amounts, sizes = array("i"), array("i"), array("i")
        for features in sentences:
            counts = Counter(seen.setdefault(feature, len(seen)) for feature in features)
            where.extend(counts.keys())
            amounts.extend(counts.values())
            sizes.append(len(counts))
        marks: Marks = np.fromiter(seen, np.int64, len(seen))
        order = np.argsort(marks)
        columns = np.argsort(order).astype(np.int32)[np.array(where, dtype=np.int32)]
        common = np.bincount(columns, minlength=len(seen))
        idf = ((np.log((1 + len(sizes)) / (1 + common)) + 1) ** power).astype(np.float32)
        values = (1 + np.log(np.array(amounts, dtype=np.float32))) * idf[columns]
        ends = np.cumsum([0, *sizes]).tolist()
        rows = [_unit(columns[start:end], values[start:end]) for start, end in pairwise(ends)]
        return cls(marks[order], idf), rows

    def columns(self, features: Iterable[int]) -> Ints:
        """The column of each feature, or -1 where training has not seen it."""
        wanted = np.fromiter(features, np.int64)
        if not len(self.marks):
            return np.full(len(wanted), -1, dtype=np.int32)
        at = np.minimum(np.searchsorted(self.marks, wanted), len(self.marks) - 1)
        return np.where(self.marks[at] == wanted, at, -1).astype(np.int32)

    def vector(self, columns: Ints) -> Sparse:
        """Sublinear tf times idf at unit length; features never seen in training do not count."""
        known, amounts = np.unique(columns[columns >= 0], return_counts=True)
        return _unit(known, (1 + np.log(amounts.astype(np.float32))) * self.idf[known])


def _unit(columns: Ints, values: Floats) -> Sparse:
    """A sentence at length 1; nothing stays nothing."""
    length = float(np.sqrt(values @ values))
    return Sparse(columns, values / length if length else values)


def joined(parts: Sequence[Sparse], widths: Sequence[int]) -> Sparse:
    """Several blocks side by side, and a last column that is always 1 (the intercept)."""
    starts = np.cumsum([0, *widths])
    columns = [part.columns + int(start) for part, start in zip(parts, starts, strict=False)]
    values = [part.values for part in parts]
    columns.append(np.array([starts[-1]], dtype=np.int32))
    values.append(np.ones(1, dtype=np.float32))
    return Sparse(np.concatenate(columns).astype(np.int32), np.concatenate(values))


@dataclass(frozen=True, slots=True)
class Training:
    """How long and how hard to train: passes over the sentences, the cost of an error, the order's seed.

    A sentence that moved its weights by less than `still` is left out of the next `rest` passes.
    """

    passes: int = 12
    cost: float = 4.0
    seed: int = 0
    still: float = 0.03
    rest: int = 2


def train(
    rows: Sequence[Sparse], classes: Ints, shape: tuple[int, int], how: Training | None = None
) -> Floats:
    """Weights (columns x classes). `classes`: each row's class."""
    how = how or Training()
    weights = np.zeros(shape, dtype=np.float32)
    signs = np.where(classes[:, None] == np.arange(shape[1])[None, :], 1, -1).astype(np.float32)
    duals = np.zeros_like(signs)
    resting = np.zeros(len(rows), dtype=np.int32)
    order = np.random.default_rng(how.seed)
    for _ in range(how.passes):
        for at in order.permutation(np.flatnonzero(resting == 0)).tolist():
            moved = _step(rows[at], signs[at], duals[at], weights, how.cost)
            if moved < how.still:
                resting[at] = how.rest + 1
        resting = np.maximum(resting - 1, 0)
    return weights


def _step(row: Sparse, signs: Floats, duals: Floats, weights: Floats, cost: float) -> float:
    """One sentence, all classes: the exact best move of its own dual variables. Returns the largest move."""
    slack = np.float32(0.5 / cost)
    mine = weights[row.columns]
    slope = signs * (row.values @ mine)
    slope -= 1
    slope += slack * duals
    better = np.maximum(duals - slope / (row.values @ row.values + slack), 0)
    move = better - duals
    duals[:] = better
    mine += row.values[:, None] * (move * signs)
    weights[row.columns] = mine
    return float(np.abs(move).max())

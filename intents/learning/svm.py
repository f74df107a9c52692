"""Sparse features and a one-vs-rest linear SVM, in NumPy only.

The machine is the L2-regularised L2-loss SVM of Fan et al. (LIBLINEAR, 2008), solved by dual coordinate
descent (Hsieh et al., 2008) for all classes at once: one step per sentence moves every class's weights.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sparse:
    """One sentence as columns and their values."""

    columns: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features seen in training: their column and how telling each is (smoothed idf)."""

    column: dict[str, int]
    idf: Floats

    @classmethod
    def learn(cls, sentences: Sequence[Sequence[str]], rarest: int = 1) -> "Vocabulary":
        """From each training sentence's features; one seen in fewer than `rarest` sentences is left out."""
        seen = Counter(feature for features in sentences for feature in set(features))
        kept = sorted(feature for feature, count in seen.items() if count >= rarest)
        counts = np.array([seen[feature] for feature in kept], dtype=np.float32)
        idf = np.log((1 + len(sentences)) / (1 + counts)) + 1
        return cls({feature: at for at, feature in enumerate(kept)}, idf.astype(np.float32))

    def vector(self, features: Sequence[str]) -> Sparse:
        """Sublinear tf times idf at unit length; features never seen in training do not count."""
        counts: dict[int, int] = {}
        for feature in features:
            at = self.column.get(feature)
            if at is not None:
                counts[at] = counts.get(at, 0) + 1
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        amounts = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1 + np.log(amounts)) * self.idf[columns]
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

    passes: int = 6
    cost: float = 1.0
    seed: int = 0
    still: float = 0.1
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

"""How near a sentence comes to the sentences learned from: an inverted index over their features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents.learning.svm import Floats, Ints, Sparse

_COMMON = 25  # what more than one sentence in so many has is left out: it tells little and costs most
_FEW = 50  # sentences; nothing is left out below


@dataclass(frozen=True, slots=True)
class Near:
    """Cosines to the nearest sentence: of any class, of the class asked about, of another, of no class."""

    best: float
    same: float
    other: float
    background: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Column by column, the sentences that have it and their values; and each sentence's class."""

    starts: Ints
    sentences: Ints
    values: Floats
    classes: Ints

    @classmethod
    def index(cls, rows: Sequence[Sparse], classes: Ints, columns: int) -> "Neighbours":
        """From the training rows, at length 1: a product is then (nearly) a cosine."""
        sizes = [len(row.columns) for row in rows]
        where = np.concatenate([row.columns for row in rows])
        which = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
        values = np.concatenate([row.values / np.sqrt(row.values @ row.values) for row in rows])
        common = np.bincount(where, minlength=columns) > max(_FEW, len(rows) // _COMMON)
        kept = ~common[where]
        where, which, values = where[kept], which[kept], values[kept]
        order = np.argsort(where, kind="stable")
        starts = np.searchsorted(where[order], np.arange(columns + 1)).astype(np.int32)
        return cls(starts, which[order].astype(np.int32), values[order].astype(np.float32), classes)

    def near(self, row: Sparse, chosen: int, background: int) -> Near:
        """The cosines of one sentence, for two classes to tell apart. The intercept does not count."""
        columns, values = row.columns[:-1], row.values[:-1]
        if not len(columns):
            return Near(0.0, 0.0, 0.0, 0.0)
        starts, ends = self.starts[columns], self.starts[columns + 1]
        sizes = ends - starts
        steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        at = np.repeat(starts, sizes) + steps
        worth = self.values[at] * np.repeat(values, sizes)
        products = np.bincount(self.sentences[at], weights=worth, minlength=len(self.classes))
        cosines = (products / np.sqrt(values @ values)).astype(np.float32)
        same, none = self.classes == chosen, self.classes == background
        return Near(_most(cosines), _most(cosines[same]), _most(cosines[~same & ~none]), _most(cosines[none]))


def _most(cosines: Floats) -> float:
    return float(cosines.max(initial=0.0))

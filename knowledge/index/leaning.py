"""Whether a question reads like those that entries answer, or like those that none does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.features import Longs, Numbers, starting, summed
from knowledge.index.postings import Floats, Postings, Weighed

ROUNDS, STIFF = 20, 1.0


@dataclass(frozen=True, slots=True)
class _Cells:
    """Which features the texts that count hold, `often` cells each, in which text, and how much (a text has length
    1). `first`: where the cells of each feature begin."""

    features: Numbers
    first: Longs
    often: Longs
    places: Numbers
    values: Floats

    @classmethod
    def of(cls, kind: Postings, counted: Floats) -> "_Cells":
        kept = counted[kind.places] > 0
        numbers, places = kind.numbers()[kept], kind.places[kept]
        first = starting(numbers)
        often = np.diff(first, append=len(numbers))
        return cls(numbers[first], first, often, places, kind.idf[numbers] / kind.norms[places])

    def across(self, texts: Floats) -> Floats:
        """From texts to features."""
        values = texts[self.places]
        values *= self.values
        found: Floats = np.add.reduceat(values, self.first)
        return found

    def along(self, features: Floats, texts: int) -> Floats:
        """From features to texts."""
        values = np.repeat(features, self.often)
        values *= self.values
        return summed(self.places, values, texts).astype(np.float32)


class Leaning:
    """A line through all wordings that has what entries answer on one side: what no entry answers reads differently
    as a whole, not only word for word. Least squares over several kinds of features, by conjugate gradients."""

    def __init__(self, kinds: Sequence[Postings], wanted: Floats, counted: Floats) -> None:
        cells = [_Cells.of(kind, counted) for kind in kinds]
        edges = np.cumsum([len(one.features) for one in cells])[:-1]

        def across(texts: Floats) -> Floats:
            return np.concatenate([one.across(texts) for one in cells])

        def along(features: Floats) -> Floats:
            parts = zip(cells, np.split(features, edges), strict=True)
            return sum(
                (one.along(part, len(wanted)) for one, part in parts), np.zeros(len(wanted), np.float32)
            )

        residual = across(wanted * counted)
        weights: Floats = np.zeros(len(residual), np.float32)
        step = residual
        for _ in range(ROUNDS if len(residual) else 0):
            toward = across(along(step) * counted) + STIFF * step
            size = float(residual @ residual)
            share = size / max(float(step @ toward), 1e-12)
            weights += share * step
            residual = (residual - share * toward).astype(np.float32)
            step = (residual + float(residual @ residual) / max(size, 1e-12) * step).astype(np.float32)
        self.weights = [np.zeros(len(kind.idf), np.float32) for kind in kinds]
        for mine, one, part in zip(self.weights, cells, np.split(weights, edges), strict=True):
            mine[one.features] = part

    def of(self, query: Sequence[Weighed]) -> float:
        """Where a question lies: about 1 like what is answered, about -1 like what is not."""
        return sum(
            float(part.weights @ weights[part.numbers]) / part.length
            for weights, part in zip(self.weights, query, strict=True)
        )

"""Which texts hold a feature, in sorted rows of numbers: as dictionaries they took four times the room."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.features import Longs, Numbers, starting, summed

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a question has of one kind of features: the numbers of the known ones with what each counts, and by the
    rarity of all, known or not, how much that is together (`whole`) and as a length."""

    numbers: Longs
    weights: Floats
    whole: float
    length: float


class Postings:
    """For each feature the texts that hold it, and its inverse document frequency over entries."""

    def __init__(self, cells: Longs, owners: Numbers) -> None:
        """`cells`: which text holds which feature, as `cells_of` says it. They are used up."""
        cells.sort()
        size = max(1, len(owners))
        self.places: Numbers = (cells % size).astype(np.int32)
        cells //= size
        first = starting(cells)
        self.features, self.starts = cells[first], np.append(first, len(cells)).astype(np.int32)
        del cells
        alone = np.where(
            owners >= 0, owners, owners.max(initial=0) + 1 + np.arange(len(owners), dtype=np.int32)
        )
        self.holders = len(set(alone.tolist()))
        numbers = self.numbers()
        counts = np.bincount(numbers[starting(numbers, alone[self.places])], minlength=len(first))
        self.idf: Floats = np.log1p((self.holders - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        self.rarest = math.log1p((self.holders + 0.5) / 0.5)
        squares = summed(self.places, self.idf[numbers] ** 2, len(owners))
        self.norms: Floats = np.sqrt(np.maximum(squares, 1e-6)).astype(np.float32)

    def numbers(self) -> Numbers:
        """The number of the feature of each place: only while an index is made."""
        return np.repeat(np.arange(len(self.features), dtype=np.int32), np.diff(self.starts))

    def weighed(self, features: Longs, sure: Floats | None = None) -> Weighed:
        """The features of a question, each as sure as said, 0 to 1, or wholly."""
        at = np.searchsorted(self.features, features)
        known = (
            self.features[np.minimum(at, len(self.features) - 1)] == features
            if len(self.features)
            else at < 0
        )
        rarity = np.full(len(at), self.rarest, np.float32)
        rarity[known] = self.idf[at[known]]
        weights = rarity[known] if sure is None else (sure * rarity)[known]
        return Weighed(at[known], weights, float(rarity.sum()), math.sqrt(float(rarity @ rarity) + 1e-6))

    def cosines(self, query: Weighed) -> Floats:
        """Cosine of a question with every text."""
        found, often = spread(self.starts, query.numbers)
        each = np.repeat(query.weights * self.idf[query.numbers], often)
        dots = np.bincount(self.places[found], each, len(self.norms))
        return (dots / (self.norms * query.length)).astype(np.float32)


class Shares:
    """For each feature the entries that hold it, how firmly (0..1, more with each wording that has it), and its part
    (`parts`) of all that the entry says. A part is a root: what an entry says in twenty wordings is not worth twenty
    times what another says in one, or those with many wordings would be near to everything."""

    def __init__(self, postings: Postings, owners: Numbers, weights: Floats, entries: int) -> None:
        self.entries = entries
        owner = owners[postings.places]
        mine = owner >= 0
        features, owner, places = postings.numbers()[mine], owner[mine], postings.places[mine]
        first = starting(features, owner)
        sums, said = (
            np.add.reduceat(each, first) if len(first) else np.zeros(0)
            for each in (weights[places], (weights / postings.norms)[places])
        )
        self.owners: Numbers = owner[first]
        self.firm: Floats = (sums / (sums + 1.0)).astype(np.float32)
        said *= postings.idf[features[first]]
        whole = np.bincount(self.owners, said, entries)
        self.parts: Floats = np.sqrt(said / np.maximum(whole, 1e-6)[self.owners]).astype(np.float32)
        edges = np.arange(len(postings.features) + 1)
        self.starts: Numbers = np.searchsorted(features[first], edges).astype(np.int32)

    def covered(self, query: Weighed) -> Floats:
        """Per entry the share of a question, by rarity, that it covers."""
        return self._said(query, self.firm) / np.float32(query.whole + 1e-6)

    def alike(self, query: Weighed) -> Floats:
        """Cosine of a question with all that each entry says, as one text."""
        return self._said(query, self.parts) / np.float32(query.length)

    def _said(self, query: Weighed, worth: Floats) -> Floats:
        found, often = spread(self.starts, query.numbers)
        each = np.repeat(query.weights, often) * worth[found]
        return np.bincount(self.owners[found], each, self.entries).astype(np.float32)


def spread(starts: Numbers, numbers: Longs) -> tuple[Longs, Longs]:
    """Where the lists of several features stand in one long row, and how long each list is."""
    begin, often = starts[numbers], starts[numbers + 1] - starts[numbers]
    ends = np.cumsum(often)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - ends + often, often), often

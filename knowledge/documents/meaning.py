"""The index of passages with one more signal: how near a passage's meaning lies to a question's.

The order is by both signals, each as its distance from the mean of the passages in front; how sure a quotation is stays
a matter of words alone, for only those were measured.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from knowledge.documents.index import CANDIDATES, IN_FRONT, Asked, PassageIndex, Ranked
from knowledge.encoding import Encoder, Vectors

MEANING = 1.0
"""What the meaning weighs beside the words."""
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Meant(Asked):
    """A question that was read, with the vector of what it means."""

    vector: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))


class MeaningIndex(PassageIndex):
    """Passages of one language, found by their words and by what they mean."""

    worded = False

    def __init__(self, texts: Iterable[str], above: Iterable[str], language: str, encoder: Encoder) -> None:
        self._encoder, self._vectors = encoder, np.zeros((0, 1), np.float16)
        read: list[NDArray[np.float16]] = []
        super().__init__(self._encoded(iter(texts), language, read), above, language)
        if read:
            self._vectors = np.concatenate(read)

    def _encoded(self, texts: Iterator[str], language: str, read: list[NDArray[np.float16]]) -> Iterator[str]:
        """The texts as they are; their vectors, in half of a number's usual room, go to `read`."""
        while batch := list(islice(texts, _AT_ONCE)):
            read.append(self._encoder.encode(batch, language).astype(np.float16))
            yield from batch

    def ask(self, question: str) -> Meant:
        """Read a question."""
        asked = super().ask(question)
        vector = self._encoder.encode([question], self.language)[0]
        return Meant(**{one.name: getattr(asked, one.name) for one in fields(asked)}, vector=vector)

    def rank(self, asked: Asked, most: int = CANDIDATES) -> Ranked:
        """The best passages by words and meaning together."""
        worded = super().rank(asked, IN_FRONT)
        if not isinstance(asked, Meant) or not asked.vector.any() or not self.size:
            return super().rank(asked, most)
        near = self._near(asked.vector)
        nearest = np.argsort(-near, kind="stable")[:IN_FRONT]
        front = np.union1d(np.array(worded.places, np.int64), nearest)
        by_words = np.zeros(self.size, np.float32)
        by_words[list(worded.places)] = worded.scores
        both = _standard(by_words[front]) + MEANING * _standard(near[front])
        best = front[np.lexsort((front, -both))][:most].tolist()
        return _reordered(worded, best)

    def _near(self, vector: Vectors) -> Vectors:
        """The cosine of every passage with a question, in pieces: the vectors are held in half their size."""
        pieces = (self._vectors[at : at + 8_192] for at in range(0, self.size, 8_192))
        return np.concatenate([piece.astype(np.float32) @ vector for piece in pieces])


def _standard(values: Vectors) -> Vectors:
    """How many standard deviations each value lies above the mean."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def _reordered(worded: Ranked, best: list[int]) -> Ranked:
    """The passages in a new order, with what their words are worth; nothing for those that the words left out."""
    at = {place: number for number, place in enumerate(worded.places)}
    columns = (
        tuple(column[at[place]] if place in at else 0.0 for place in best)
        for column in (worded.scores, worded.stems, worded.soft, worded.letters)
    )
    return Ranked(tuple(best), *columns)

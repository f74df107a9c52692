"""The classifier: one linear machine over all that is seen in a sentence, and what each word contributed.

It looks at words and pairs of neighbours, at groups of letters (typing errors), and at stems, groups of meaning and
pairs of them wherever they stand (word order).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from intents.learning import features as f
from intents.learning.concepts import Concepts
from intents.learning.neighbours import Near, Neighbours
from intents.learning.spelling import Speller
from intents.learning.svm import Floats, Ints, Sparse, Training, Vocabulary, joined, train

_ENOUGH = 40  # sentences of an intent from which its words are trusted as they are
_LEXICON_ONLY = 20.0  # how rare a word is that only the lexicon knows: rarer than any learned one


@dataclass(frozen=True, slots=True)
class Part:
    """The features of one block of a sentence: the column of each (-1: not seen in training), and its word."""

    columns: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, read: its words, each block's features, and the row that they make."""

    words: list[f.Word]
    parts: tuple[Part, ...]
    row: Sparse


@dataclass(frozen=True)
class Classifier:
    """Labels, three vocabularies (words, letters, pairs), the weights, the neighbours, the lexicon.

    The weights are columns x (labels and, last, the background). `spellings`: the words that training has seen.
    """

    labels: tuple[str, ...]
    vocabularies: tuple[Vocabulary, Vocabulary, Vocabulary]
    weights: Floats
    neighbours: Neighbours
    concepts: Concepts
    spellings: tuple[str, ...]

    def read(self, text: str) -> Sentence:
        """A text with its features; words with one typing error are mended first."""
        words = f.words_of(text)
        keys = [word.key for word in words]
        mended = self._speller.corrected(keys, [bool(found) for found in self.concepts.of(keys)])
        parts = tuple(
            Part(vocabulary.columns(_marks(found)), np.array([at for _, at in found], np.int32))
            for vocabulary, found in zip(self.vocabularies, parts_of(mended, self.concepts), strict=True)
        )
        return Sentence(words, parts, row_of(parts, self.vocabularies))

    def scores(self, sentence: Sentence) -> Floats:
        """One score per label, and last the background's; above 0 it is more likely than not."""
        row = sentence.row
        found: Floats = row.values @ self.weights[row.columns]
        return found

    def near(self, sentence: Sentence, label: int) -> Near:
        """How near the sentence comes to those learned from."""
        return self.neighbours.near(sentence.row, label, len(self.labels))

    def known(self, sentence: Sentence) -> tuple[float, float]:
        """The share of words that training has seen: by number, and by how telling they are."""
        singles = sentence.parts[0].columns[: len(sentence.words)]
        idf, columns = self.vocabularies[0].idf, singles[singles >= 0]
        seen = float(idf[columns].sum())
        missing = (len(singles) - len(columns)) * float(idf.max(initial=1.0))
        return len(columns) / max(1, len(singles)), seen / max(1.0, seen + missing)

    def deciding(self, sentence: Sentence, label: int, most: int = 4) -> tuple[str, ...]:
        """The words that spoke most for a label, strongest first, as the person wrote them."""
        row = sentence.row
        each = row.values * self.weights[row.columns, label]
        worth = np.zeros(len(sentence.words))
        for part, start in zip(sentence.parts, self._starts, strict=True):
            known = part.columns >= 0
            at = np.searchsorted(row.columns, part.columns[known] + start)
            worth += np.bincount(part.places[known], each[at], len(worth))
        return _strongest(sentence.words, worth, most)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The first column of each block."""
        return tuple(accumulate((len(one.idf) for one in self.vocabularies[:-1]), initial=0))

    @cached_property
    def _speller(self) -> Speller:
        vocabulary = self.vocabularies[0]
        columns = vocabulary.columns(map(f.word_mark, self.spellings))
        rarity = dict(zip(self.spellings, vocabulary.idf[columns].tolist(), strict=True))
        for word in self.concepts.words:
            rarity.setdefault(word, _LEXICON_ONLY)
        return Speller(rarity, f.PLACEHOLDERS)


def ranked(scores: Floats) -> Ints:
    """The labels, best first."""
    return np.argsort(-scores[:-1]).astype(np.int32)


def fit(
    texts: Sequence[str],
    labels: Sequence[str | None],
    concepts: Concepts | None = None,
    how: Training | None = None,
) -> Classifier:
    """Train on texts and their labels; a text with label `None` belongs to no class."""
    concepts = concepts or Concepts({})
    names = tuple(sorted({label for label in labels if label is not None}))
    known = {name: at for at, name in enumerate(names)}
    classes: Ints = np.array(
        [len(names) if label is None else known[label] for label in labels], dtype=np.int32
    )
    sentences = [[word.key for word in f.words_of(text)] for text in texts]
    trust = _trust(classes, len(names))
    one, words = Vocabulary.learn((_marks(f.word_features(keys)) for keys in sentences), trust)
    two, letters = Vocabulary.learn((_marks(f.letter_features(keys)) for keys in sentences), trust)
    three, pairs = Vocabulary.learn(_marks(f.pair_features(keys, concepts.of(keys))) for keys in sentences)
    widths = [len(one.idf), len(two.idf), len(three.idf)]
    rows = [joined(row, widths) for row in zip(words, letters, pairs, strict=True)]
    # Stems and pairs count as much as words and letters together.
    shares = np.repeat(np.array([trust, 1, np.hypot(trust, 1), 1], np.float32), [*widths, 1])
    weights = train([row.times(shares) for row in rows], classes, (len(shares), len(names) + 1), how)
    weights *= shares[:, None]
    neighbours = Neighbours.index(rows, classes, len(shares))
    spellings = tuple(sorted({key for keys in sentences for key in keys}))
    return Classifier(names, (one, two, three), weights, neighbours, concepts, spellings)


def _trust(classes: Ints, intents: int) -> float:
    """What words count against groups of letters in training, and the power of the idf of both: under 1 where intents
    have few sentences. A word is then in one or two of them, how rare it looks is half chance, and it would take what
    the letters, which are in more of them, have to learn. Measured with ten and with a hundred sentences an intent.
    """
    each = np.count_nonzero(classes < intents) / max(1, intents)
    return float(min(1.0, np.sqrt(each / _ENOUGH)))


def _marks(found: Iterable[tuple[int, int]]) -> Iterator[int]:
    return (mark for mark, _ in found)


def parts_of(keys: list[str], concepts: Concepts) -> tuple[list[tuple[int, int]], ...]:
    """The features of normalised words; order: words, letters, pairs."""
    return f.word_features(keys), f.letter_features(keys), f.pair_features(keys, concepts.of(keys))


def row_of(parts: Sequence[Part], vocabularies: Sequence[Vocabulary]) -> Sparse:
    """The row of a sentence: its blocks side by side."""
    blocks = [vocabulary.vector(part.columns) for vocabulary, part in zip(vocabularies, parts, strict=True)]
    return joined(blocks, [len(vocabulary.idf) for vocabulary in vocabularies])


def _strongest(words: list[f.Word], worth: npt.NDArray[np.float64], most: int) -> tuple[str, ...]:
    """The words worth at least a tenth of the best; filling words (under three letters) only when alone."""
    order = [int(at) for at in np.argsort(-worth) if worth[at] > 0.1 * worth.max(initial=0.0)]
    seen = [words[at].seen for at in order if words[at].key != "?"]
    full = [word for word in seen if len(word) > 2]
    return tuple(dict.fromkeys(full or seen))[:most]

"""The classifier: two linear machines over one sentence, and what each word contributed.

The first looks at words, pairs of neighbours and groups of letters (typing errors); the second at stems and
at pairs of stems wherever they stand (word order). Their scores are added, the second with less weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents.learning import features as f
from intents.learning.svm import NONE, Floats, Sparse, Training, Vocabulary, joined, train

SECOND = 0.6  # what the machine of stems and pairs counts against the first one


@dataclass(frozen=True, slots=True)
class Blocks:
    """One sentence, ready for both machines: its words, and each block's features with their word's place."""

    words: list[f.Word]
    parts: tuple[list[tuple[str, int]], ...]


def blocks(text: str) -> Blocks:
    """The features of a text; order: words, letters, pairs."""
    words = f.words_of(text)
    keys = [word.key for word in words]
    return Blocks(words, (f.word_features(keys), f.letter_features(keys), f.pair_features(keys)))


@dataclass(frozen=True, slots=True)
class Classifier:
    """Labels, three vocabularies (words, letters, pairs) and two weight matrices (columns x labels)."""

    labels: tuple[str, ...]
    vocabularies: tuple[Vocabulary, Vocabulary, Vocabulary]
    first: Floats
    second: Floats

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: Sequence[str | None], how: Training | None = None
    ) -> "Classifier":
        """Train on texts and their labels; a text with label `None` belongs to no class."""
        names = tuple(sorted({label for label in labels if label is not None}))
        known = {name: at for at, name in enumerate(names)}
        classes = np.array([NONE if label is None else known[label] for label in labels], dtype=np.int32)
        sentences = [blocks(text) for text in texts]
        vocabularies = tuple(
            Vocabulary.learn([[feature for feature, _ in one.parts[part]] for one in sentences])
            for part in range(3)
        )
        empty = np.zeros((0, 0), dtype=np.float32)
        draft = cls(names, vocabularies, empty, empty)  # type: ignore[arg-type]  # exactly three, see range(3)
        rows = [draft.rows(one) for one in sentences]
        widths = draft.widths
        first = train([row for row, _ in rows], classes, (widths[0] + widths[1] + 1, len(names)), how)
        second = train([row for _, row in rows], classes, (widths[2] + 1, len(names)), how)
        return cls(names, draft.vocabularies, first, second)

    @property
    def widths(self) -> tuple[int, int, int]:
        """The number of columns of each block."""
        one, two, three = (len(vocabulary.idf) for vocabulary in self.vocabularies)
        return one, two, three

    def rows(self, sentence: Blocks) -> tuple[Sparse, Sparse]:
        """One row for each machine."""
        parts = [
            vocabulary.vector([feature for feature, _ in part])
            for vocabulary, part in zip(self.vocabularies, sentence.parts, strict=True)
        ]
        return joined(parts[:2], self.widths[:2]), joined(parts[2:], self.widths[2:])

    def scores(self, rows: tuple[Sparse, Sparse]) -> Floats:
        """One score per label; above 0 the label is more likely than not."""
        one = rows[0].values @ self.first[rows[0].columns]
        two = rows[1].values @ self.second[rows[1].columns]
        total: Floats = ((one + SECOND * two) / (1 + SECOND)).astype(np.float32)
        return total

    def known_share(self, sentence: Blocks) -> float:
        """The share of the sentence's words that stand in the training sentences."""
        singles = [feature for feature, _ in sentence.parts[0][: len(sentence.words)]]
        column = self.vocabularies[0].column
        return sum(feature in column for feature in singles) / len(singles) if singles else 0.0

    def deciding(self, sentence: Blocks, label: int, most: int = 4) -> tuple[str, ...]:
        """The words that spoke most for a label, strongest first, as the person wrote them."""
        rows = self.rows(sentence)
        offsets = (
            (rows[0], 0, 0, self.first),
            (rows[0], 1, self.widths[0], self.first),
            (rows[1], 2, 0, self.second),
        )
        per_word = np.zeros(len(sentence.words))
        for row, part, offset, weights in offsets:
            worth = dict(
                zip(row.columns.tolist(), (row.values * weights[row.columns, label]).tolist(), strict=True)
            )
            column = self.vocabularies[part].column
            for feature, at in sentence.parts[part]:
                if feature in column:
                    per_word[at] += worth[column[feature] + offset]
        best = [int(at) for at in np.argsort(-per_word) if per_word[at] > 0.1 * per_word.max(initial=0.0)]
        words = list(dict.fromkeys(sentence.words[at].seen for at in best if sentence.words[at].key != "?"))
        return tuple(words[:most])

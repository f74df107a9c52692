"""The engines that are compared: each learns from rows once, and names the intent of a sentence."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from intents.learning.examples import Example
from intents.learning.measuring import trained

Found = tuple[str, float]
"""The intent, and how sure the engine is that the sentence is one of those that it learned at all."""


class Engine(Protocol):
    """An engine that has learned. `name` is how the figures call it."""

    name: str

    def find(self, text: str) -> Found:
        """The intent of a sentence."""
        ...


class Spil:
    """This project's machines, with the detector of what is out of scope that they learn."""

    name = "spil"

    def __init__(self, rows: Sequence[Example]) -> None:
        self._judge = trained(rows, [], 0.0)

    def find(self, text: str) -> Found:
        """As the verb `evaluate intents` reads a row."""
        judged = self._judge.judge(Example(text, None))
        return judged.best, judged.ours


class LinearSvc:
    """scikit-learn's LinearSVC on words, pairs of words and groups of letters, as it is usually set up. Raises
    `ImportError` where it is not installed."""

    name = "sklearn-linearsvc"

    def __init__(self, rows: Sequence[Example]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore # no part of Spil
        from sklearn.pipeline import make_pipeline, make_union  # type: ignore # no part of Spil
        from sklearn.svm import LinearSVC  # type: ignore # no part of Spil

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")  # noqa: S106 - no secret
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._machine: Any = make_pipeline(make_union(words, letters), LinearSVC())
        inside = [row for row in rows if row.intent is not None]
        self._machine.fit([row.text for row in inside], [row.intent for row in inside])
        self._names: list[str] = list(self._machine.classes_)

    def find(self, text: str) -> Found:
        """The class that is furthest on its side, and how far."""
        scores = self._machine.decision_function([text])[0]
        if np.ndim(scores) == 0:  # Two classes have one score.
            return self._names[int(scores > 0)], float(abs(scores))
        best = int(np.argmax(scores))
        return self._names[best], float(scores[best])


class TokenSet:
    """rapidfuzz: the intent of the row that shares most words, by `token_set_ratio`."""

    name = "rapidfuzz-token-set"

    def __init__(self, rows: Sequence[Example]) -> None:
        inside = [row for row in rows if row.intent is not None]
        self._texts = [row.text.lower() for row in inside]
        self._intents = [str(row.intent) for row in inside]

    def find(self, text: str) -> Found:
        """The nearest row, and its ratio."""
        found = process.extractOne(text.lower(), self._texts, scorer=fuzz.token_set_ratio)
        return self._intents[found[2]], found[1]


ENGINES: tuple[type[Spil] | type[LinearSvc] | type[TokenSet], ...] = (Spil, LinearSvc, TokenSet)

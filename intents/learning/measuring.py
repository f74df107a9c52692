"""How well the recogniser's machinery does on rows that somebody else made: trained on some, measured on others."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from intents.learning.certainty import Calibrator, Matrix, signs
from intents.learning.classifier import Classifier, fit, ranked
from intents.learning.examples import Example
from intents.learning.features import words_of
from knowledge.documents.learning.measuring import area

OUT_OF_SCOPE = "oos"
"""The intent of rows that are none."""
_HELD = 5  # without rows to decide on, every fifth training row is held back for it


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one row. `found`: None where it was rejected; `ours`: how likely it is in scope."""

    wanted: str | None
    best: str
    found: str | None
    ours: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained classifier, the detector of what is out of scope, and the least that it must say."""

    classifier: Classifier
    ours: Calibrator
    least: float

    def judge(self, row: Example) -> Judged:
        """Read one row as the recogniser does."""
        begin = time.perf_counter()
        best, found = _signs(self.classifier, row.text)
        ours = self.ours.probability(found)
        took = time.perf_counter() - begin
        return Judged(row.intent, best, best if ours >= self.least else None, ours, took)


def trained(train: Sequence[Example], decide: Sequence[Example], reject: float) -> Judge:
    """Train, and set the detector so that it rejects the share `reject` of what is in scope among `decide`; where that
    is empty, among training rows that a first classifier has not learned from."""
    held = decide or train[::_HELD]
    learned = train if decide else [row for at, row in enumerate(train) if at % _HELD]
    classifier = _classifier(learned)
    read = [(row, *_signs(classifier, row.text)) for row in held]
    # Where nothing is out of scope, what is wrong comes nearest to it.
    known = {None} & {row.intent for row in held}
    right = [row.intent is not None if known else row.intent == best for row, best, _ in read]
    ours = Calibrator.fit(np.array([found for *_, found in read]), np.array(right))
    inside = [ours.probability(found) for row, _, found in read if row.intent is not None]
    least = float(np.quantile(inside, reject)) if reject else 0.0
    return Judge(classifier if decide else _classifier(train), ours, least)


def _classifier(rows: Sequence[Example]) -> Classifier:
    """With the name of each intent as one sentence more."""
    names = sorted({row.intent for row in rows if row.intent is not None})
    told = [" ".join(word.key for word in words_of(name)) for name in names]
    return fit([*told, *(row.text for row in rows)], [*names, *(row.intent for row in rows)])


def _signs(classifier: Classifier, text: str) -> tuple[str, Matrix]:
    sentence = classifier.read(text)
    scores = classifier.scores(sentence)
    return classifier.labels[int(ranked(scores)[0])], signs(classifier, sentence, scores)


def figures(judged: Sequence[Judged]) -> dict[str, float | None]:
    """Percentages from 0 to 100, milliseconds; None where there is nothing to count. A rejected row that is in scope
    counts as wrong; `macro_f1` is over the intents, without what is out of scope."""
    inside = [one for one in judged if one.wanted is not None]
    outside = [one for one in judged if one.wanted is None]
    times = [one.seconds * 1_000 for one in judged]
    return {
        "in_scope_accuracy": _share(one.found == one.wanted for one in inside),
        "oos_recall": _share(one.found is None for one in outside),
        "AUROC": area([one.ours for one in inside], [one.ours for one in outside]),
        "macro_f1": _macro_f1(judged),
        "ms_p50": round(float(np.percentile(times, 50)), 3),
        "ms_p95": round(float(np.percentile(times, 95)), 3),
    }


def _macro_f1(judged: Sequence[Judged]) -> float | None:
    wanted, found = (Counter(getattr(one, name) for one in judged) for name in ("wanted", "found"))
    hits = Counter(one.wanted for one in judged if one.wanted == one.found)
    names = [name for name in wanted if name is not None]
    return _share(2 * hits[name] / (wanted[name] + found[name]) for name in names)


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(100 * sum(listed) / len(listed), 2) if listed else None

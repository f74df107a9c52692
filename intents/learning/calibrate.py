"""Fits the calibrators anew after the examples changed a lot: `python -m intents.learning.calibrate`.

Each sentence is judged by a classifier that has not learned from it. Four neighbouring lines of a file are
left out together: they are often variations, and a person's sentence is seldom a variation of one of ours.

From the same judgments come the two limits: the least certainty at which so few are acted on wrongly, and so few of
ours are declined. Without its neighbours a sentence is harder than people's are: the best intent is wrong of one in
eight, of one in twenty-five to one in fifteen of the sentences that we tried afterwards. A limit that holds here
is kept there by twice or more.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intents.learning import examples
from intents.learning.certainty import Calibrator, Certainty, Matrix, signs
from intents.learning.classifier import fit, ranked
from intents.learning.concepts import Concepts
from intents.learning.examples import Example

WRONG = 0.015
"""How many of our sentences, left out, may be acted on as something else."""
DECLINED = 0.0075
"""How many of them may be declined."""
PARTS = 8
_BLOCK = 4
_REMARK = "Written by `python -m intents.learning.calibrate`: how the signs of certainty are weighed, and the limits."
Judged = tuple[Matrix, bool, bool]
"""The signs of a sentence, whether its best intent is right, whether it is ours."""


def fitted(sentences: Sequence[Example], concepts: Concepts) -> Certainty:
    """The calibrators and limits for these sentences."""
    judged = [one for part in range(PARTS) for one in left_out(sentences, concepts, part)]
    rows = np.array([found for found, _, _ in judged])
    right, ours = (np.array([one[at] for one in judged]) for at in (1, 2))
    by_right, by_ours = Calibrator.fit(rows, right), Calibrator.fit(rows, ours)
    sure = np.array([by_right.probability(row) for row in rows])
    inside = np.array([by_ours.probability(row) for row in rows[ours]])
    return Certainty(
        by_right, by_ours, _limit(sure, ~right & ours, ours), float(np.quantile(inside, DECLINED))
    )


def left_out(sentences: Sequence[Example], concepts: Concepts, part: int) -> Iterator[Judged]:
    """One part of the sentences, judged by a classifier that has learned the others."""
    out = [at // _BLOCK % PARTS == part for at in range(len(sentences))]
    learned = [one for one, left in zip(sentences, out, strict=True) if not left]
    classifier = fit([one.text for one in learned], [one.intent for one in learned], concepts)
    for one in (one for one, left in zip(sentences, out, strict=True) if left):
        sentence = classifier.read(one.text)
        scores = classifier.scores(sentence)
        best = classifier.labels[int(ranked(scores)[0])]
        yield signs(classifier, sentence, scores), best == one.intent, one.intent is not None


def _limit(sure: Matrix, wrong: npt.NDArray[np.bool_], ours: npt.NDArray[np.bool_]) -> float:
    """The least certainty at which no more than `WRONG` of ours are acted on wrongly."""
    order = np.argsort(-sure)
    share = np.cumsum(wrong[order]) / ours.sum()
    return float(sure[order[np.searchsorted(share, WRONG, "right") - 1]])


def main(folder: Path = examples.DATA) -> None:
    """Fit on the shipped sentences and write `certainty.yaml`."""
    concepts = Concepts.read(folder / "concepts.yaml")
    fitted(examples.load(folder), concepts).write(folder / "certainty.yaml", _REMARK)


if __name__ == "__main__":
    main()

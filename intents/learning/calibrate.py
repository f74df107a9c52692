"""Fits the calibrators anew after the examples changed a lot: `python -m intents.learning.calibrate`.

Each sentence is judged by a classifier that has not learned from it. Four neighbouring lines of a file are
left out together: they are often variations, and a person's sentence is seldom a variation of one of ours.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from intents.learning import examples
from intents.learning.certainty import Calibrator, Certainty, signs
from intents.learning.classifier import fit
from intents.learning.concepts import Concepts
from intents.learning.examples import Example

_BLOCK = 4
_PARTS = 8
_REMARK = "Written by `python -m intents.learning.calibrate`: how the signs of certainty are weighed."


def fitted(sentences: Sequence[Example], concepts: Concepts) -> Certainty:
    """The calibrators for these sentences."""
    part = np.array([at // _BLOCK % _PARTS for at in range(len(sentences))])
    rows, right, ours = [], [], []
    for left_out in range(_PARTS):
        learned = [one for one, at in zip(sentences, part, strict=True) if at != left_out]
        classifier = fit([one.text for one in learned], [one.intent for one in learned], concepts)
        for one in (one for one, at in zip(sentences, part, strict=True) if at == left_out):
            sentence = classifier.read(one.text)
            scores = classifier.scores(sentence)
            rows.append(signs(classifier, sentence, scores))
            right.append(classifier.labels[int(scores[:-1].argmax())] == one.intent)
            ours.append(one.intent is not None)
    matrix = np.array(rows)
    return Certainty(Calibrator.fit(matrix, np.array(right)), Calibrator.fit(matrix, np.array(ours)))


def main(folder: Path = examples.DATA) -> None:
    """Fit on the shipped sentences and write `certainty.yaml`."""
    concepts = Concepts.read(folder / "concepts.yaml")
    fitted(examples.load(folder), concepts).write(folder / "certainty.yaml", _REMARK)


if __name__ == "__main__":
    main()

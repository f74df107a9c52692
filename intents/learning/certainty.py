"""How sure an answer is: two logistic calibrators over signs that know no language and no intent.

One says how likely the best intent is right, the other how likely the sentence is ours at all. Their
coefficients are data (`data/certainty.yaml`), fitted on sentences that the classifier had not learned from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from intents.learning.classifier import Classifier, Sentence, ranked
from intents.learning.svm import Floats

Matrix = npt.NDArray[np.float64]
SIGNS = (
    "intercept",
    "best score",
    "lead on the second",
    "lead on the third",
    "nearest sentence",
    "nearest of this intent",
    "lead on other intents' nearest",
    "nearest background",
    "background score",
    "lead on the background",
    "share of known words",
    "share of known weight",
    "length",
    "scores above zero",
)


def signs(classifier: Classifier, sentence: Sentence, scores: Floats) -> Matrix:
    """What the calibrators look at, in the order of `SIGNS`."""
    ours, background = scores[:-1], float(scores[-1])
    order = ranked(scores)
    best = int(order[0])
    first, second, third = (float(ours[order[at]]) if at < len(order) else -1.0 for at in range(3))
    near = classifier.near(sentence, best)
    by_number, by_weight = classifier.known(sentence)
    return np.array(
        [
            1.0,
            first,
            first - second,
            first - third,
            near.best,
            near.same,
            near.same - near.other,
            near.background,
            background,
            first - background,
            by_number,
            by_weight,
            np.log1p(len(sentence.words)),
            float((ours > 0).sum()),
        ]
    )


@dataclass(frozen=True, slots=True)
class Calibrator:
    """The weight of each sign in one logistic calibrator."""

    weights: tuple[float, ...]

    def probability(self, found: Matrix) -> float:
        """Between 0 and 1."""
        return float(1 / (1 + np.exp(-np.clip(found @ np.array(self.weights), -30, 30))))

    @classmethod
    def fit(
        cls, rows: Matrix, right: npt.NDArray[np.bool_], counts: Sequence[float] | None = None
    ) -> "Calibrator":
        """Logistic regression by Newton's method, lightly held back; `counts` weighs the rows."""
        weights = np.zeros(rows.shape[1])
        share = np.ones(len(rows)) if counts is None else np.asarray(counts, dtype=np.float64)
        for _ in range(30):
            guess = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
            slope = rows.T @ (share * (guess - right)) + weights
            bend = (rows * (share * guess * (1 - guess))[:, None]).T @ rows + np.eye(len(weights))
            weights -= np.linalg.solve(bend, slope)
        return cls(tuple(float(weight) for weight in weights))


@dataclass(frozen=True, slots=True)
class Certainty:
    """Both calibrators, and the least that each must say: `right` to act without a question, `ours` to ask at all."""

    right: Calibrator
    ours: Calibrator
    act: float
    ask: float

    @classmethod
    def read(cls, path: Path) -> "Certainty":
        """From a YAML file: calibrator -> sign -> weight, and `least`. Raises `KeyError` for what is missing."""
        kept = yaml.safe_load(path.read_text("utf-8"))
        right, ours = (Calibrator(tuple(kept[name][sign] for sign in SIGNS)) for name in ("right", "ours"))
        return cls(right, ours, kept["least"]["act"], kept["least"]["ask"])

    def write(self, path: Path, remark: str) -> None:
        """As `read` reads it, with a remark on top."""
        kept: dict[str, dict[str, float]] = {
            name: {sign: round(weight, 4) for sign, weight in zip(SIGNS, calibrator.weights, strict=True)}
            for name, calibrator in (("right", self.right), ("ours", self.ours))
        }
        kept["least"] = {"act": round(self.act, 4), "ask": round(self.ask, 4)}
        path.write_text(f"# {remark}\n{yaml.safe_dump(kept, sort_keys=False)}", "utf-8")

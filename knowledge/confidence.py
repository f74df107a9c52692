"""Confidence: how sure the best entry is the right one. Separate from ranking, because a score that orders
entries well says little about whether the first of them answers at all.

Both are data (`confidence.json`, written by `python -m knowledge.fit`), so an installation can fit its own: the
weights by which entries are ranked, and a logistic regression over the language-free features of `knowledge.signals`.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.index import Floats
from knowledge.library import SHIPPED
from knowledge.signals import NAMES, RANKED_BY

FILE = SHIPPED / "confidence.json"


@dataclass(frozen=True)
class Calibrator:
    """Features → probability, and two thresholds: from `answer` an answer, from `suggest` suggestions. `ranking`
    are the weights of the signals by which entries are ranked."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    answer: float
    suggest: float
    ranking: Floats

    @classmethod
    def load(cls, path: Path = FILE) -> "Calibrator":
        """Read the coefficients. Raises `ValueError` when they were fitted for other features than these."""
        data = json.loads(path.read_text("utf-8"))
        if (tuple(data["features"]), tuple(data.get("ranking", ()))) != (NAMES, RANKED_BY):
            raise ValueError(f"{path.name} was fitted for other features; run: python -m knowledge.fit")
        rows = data["features"].values()
        mean, scale, weights = (
            np.array([row[k] for row in rows], np.float32) for k in ("mean", "scale", "weight")
        )
        ranking = np.array(list(data["ranking"].values()), np.float32)
        return cls(mean, scale, weights, data["bias"], data["answer"], data["suggest"], ranking)

    def save(self, path: Path = FILE) -> None:
        """Write the coefficients, readable: one line a feature."""
        columns = zip(NAMES, self.mean.tolist(), self.scale.tolist(), self.weights.tolist(), strict=True)
        rows = {
            n: {"mean": round(m, 4), "scale": round(s, 4), "weight": round(w, 4)} for n, m, s, w in columns
        }
        lines = ",\n    ".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
        ranks = zip(RANKED_BY, self.ranking.tolist(), strict=True)
        ranked = ",\n    ".join(f"{json.dumps(name)}: {round(weight, 4)}" for name, weight in ranks)
        rest = f'"bias": {self.bias:.4f},\n  "answer": {self.answer},\n  "suggest": {self.suggest}'
        path.write_text(
            f'{{\n  "ranking": {{\n    {ranked}\n  }},\n  "features": {{\n    {lines}\n  }},\n  {rest}\n}}\n',
            "utf-8",
        )

    def confidence(self, features: Floats) -> float:
        """The probability, 0..1, that the best entry answers the question."""
        logit = float(((features - self.mean) / self.scale) @ self.weights) + self.bias
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

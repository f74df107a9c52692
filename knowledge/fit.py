"""Fit the calibrator on the knowledge itself: `python -m knowledge.fit [--questions FILE …]`.

Every question and variant of an entry is asked once with itself left out. It counts as right when the best
entry is its own, or shares a fact with it. The same question asked of an index without its entry is one that
nothing answers; so is every background sentence. `--questions` adds rows of a development set (`question`,
`answer_facts`).
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.confidence import Calibrator
from knowledge.index import Floats, Text
from knowledge.library import Entry, Library
from knowledge.search import Shelf
from knowledge.signals import NAMES, Sight, look, read

RIDGE = 3.0
ABSENT = (
    0.08  # A question whose entry is taken away counts this much; there is one for each left-out variant.
)
BACKGROUND = 4.0  # A question that nothing answers counts this much: it was written to be near an entry.
ANSWER, SUGGEST = 0.45, 0.12


@dataclass(frozen=True, slots=True)
class Sample:
    """The features of a question's best entry, whether it was right, and how much the question counts."""

    features: Floats
    right: bool
    weight: float


def samples(shelf: Shelf) -> Iterator[Sample]:
    """All left-out questions of a shelf, with and without their entry, and its background sentences."""
    for place, text in enumerate(shelf.index.texts):
        if text.kind == "background":
            yield from _sample(shelf, text, frozenset([place]), BACKGROUND)
        elif text.kind in ("question", "variant"):
            yield from _sample(shelf, text, frozenset([place]), 1.0)
            if not shelf.entries[text.owner].is_refusal:
                yield from _sample(shelf, text, _without(shelf, text.owner), ABSENT)


def _without(shelf: Shelf, owner: int) -> frozenset[int]:
    """The places of an entry and of all that share a fact with it: nothing then answers its questions."""
    facts = set(shelf.entries[owner].facts)
    numbers = [n for n, entry in enumerate(shelf.entries) if n == owner or facts.intersection(entry.facts)]
    return frozenset(place for number in numbers for place in shelf.index.places[number])


def _sample(shelf: Shelf, text: Text, hidden: frozenset[int], weight: float) -> Iterator[Sample]:
    sight = look(shelf.index, read(shelf.index, text.words), hidden)
    if sight is None:
        return
    best = shelf.entries[sight.ranked[0]]
    owner = shelf.entries[text.owner] if text.owner >= 0 else None
    yield Sample(sight.features, owner is not None and _right(best, owner), weight)


def _right(best: Entry, owner: Entry) -> bool:
    if owner.is_refusal:
        return best.is_refusal
    return best.id == owner.id or bool(set(best.facts) & set(owner.facts))


def asked(shelf: Shelf, path: Path, weight: float) -> Iterator[Sample]:
    """Samples of a development set: JSON Lines with `question`, `answer_facts` and `lang`."""
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        sight: Sight | None = shelf.look(row["question"]) if row.get("lang", "nl") == "nl" else None
        if sight is not None:
            best, want = shelf.entries[sight.ranked[0]], set(row["answer_facts"])
            right = bool(want & set(best.facts)) or (not want and best.is_refusal)
            yield Sample(sight.features, right, weight)


def fit(rows: list[Sample], answer: float = ANSWER, suggest: float = SUGGEST) -> Calibrator:
    """Logistic regression with a ridge, by Newton's method."""
    x = np.array([row.features for row in rows], np.float64)
    y = np.array([row.right for row in rows], np.float64)
    weight = np.array([row.weight for row in rows], np.float64)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    x = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    ridge = np.diag([RIDGE] * len(NAMES) + [0.0])
    beta = np.zeros(len(NAMES) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (weight * (y - p)) - ridge @ beta
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge
        beta = beta + np.linalg.solve(curve, slope)
    mean, scale, slopes = (part.astype(np.float32) for part in (mean, scale, beta[:-1]))
    return Calibrator(mean, scale, slopes, float(beta[-1]), answer, suggest)


def main() -> None:
    """Fit on the shipped knowledge and write `confidence.json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, action="append", default=[])
    parser.add_argument("--weight", type=float, default=5.0, help="how much one row of --questions counts")
    options = parser.parse_args()
    shelf = Shelf(Library.load(), "nl")
    rows = list(samples(shelf))
    for path in options.questions:
        rows.extend(asked(shelf, path, options.weight))
    fit(rows).save()


if __name__ == "__main__":
    main()

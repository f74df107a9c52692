"""Fit ranking and confidence on the knowledge itself: `python -m knowledge.fit`. Writes `confidence.json` and
prints what the fit is worth on wordings it was not fitted on.

The wordings are dealt into folds. Each variant is asked of an index that has none of its fold, and is right when
the best entry is its own or shares a fact with it. The same variant asked without its entry and all that share a
fact with it is a question on our subject that nothing answers; so is every background sentence of the fold.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Calibrator
from knowledge.index import Floats, Index
from knowledge.library import Entry, Library
from knowledge.reading import Query, read
from knowledge.shelf import background, index_of, labels_of
from knowledge.signals import CANDIDATES, NAMES, RANKED_BY, candidates, compare, look

FOLDS = 5
RIDGE = 3.0
ABSENT = 0.08  # A question whose entry is taken away counts this much; there is one for each variant.
NOTHING = 2.0  # A question that nothing answers counts this much: it was written to be near an entry.
ANSWER, SUGGEST = 0.55, 0.12
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that its fold's index has not seen. `owner` is its entry's number, or -1: nothing answers it."""

    fold: int
    owner: int
    query: Query
    index: Index


@dataclass(frozen=True, slots=True)
class Sample:
    """The features of a question's best entry, whether it was right, and how much the question counts."""

    features: Floats
    right: bool
    weight: float
    fold: int = 0
    answerable: bool = True
    refused: bool = False


class Fitting:
    """All questions of one language, each with the index that has not seen it."""

    def __init__(self, library: Library, language: str, folds: int = FOLDS) -> None:
        self.language, self.folds = language, folds
        self.entries = library.in_language(language)
        self.lines = background(language)
        self.labels = [labels_of(entry) for entry in self.entries]
        self.asked = [asked for fold in range(folds) for asked in self._ask(fold)]

    def _ask(self, fold: int) -> Iterator[Asked]:
        index = index_of(
            tuple(self._without(entry, fold) for entry in self.entries),
            self.language,
            [line for line in self.lines if self._fold(line) != fold],
        )
        wordings = [(n, v) for n, e in enumerate(self.entries) for v in e.blocks[self.language].variants]
        for owner, wording in [*wordings, *((-1, line) for line in self.lines)]:
            if self._fold(wording) == fold:
                yield Asked(fold, owner, read(index, wording), index)

    def _fold(self, wording: str) -> int:
        return zlib.crc32(wording.encode()) % self.folds

    def _without(self, entry: Entry, fold: int) -> Entry:
        block = entry.blocks[self.language]
        kept = tuple(variant for variant in block.variants if self._fold(variant) != fold)
        return replace(entry, blocks={self.language: replace(block, variants=kept)})

    def right(self, best: int, owner: int) -> bool:
        """Whether an entry answers the questions of another: the same, one with a fact in common, or both refuse."""
        if owner < 0:
            return False
        return best == owner or not self.labels[owner].isdisjoint(self.labels[best])

    def related(self, owner: int) -> frozenset[int]:
        """The entries that answer the questions of this one."""
        return frozenset(n for n in range(len(self.entries)) if self.right(n, owner))

    def ranking(self) -> Floats:
        """Weights of the signals that put the right entry first: a conditional logit, by Newton's method."""
        rows = [candidates(a.index, compare(a.index, a.query)) for a in self.asked if a.owner >= 0]
        owners = [a.owner for a in self.asked if a.owner >= 0]
        x = np.zeros((len(rows), CANDIDATES, len(RANKED_BY)))
        good = np.zeros((len(rows), CANDIDATES), bool)
        for place, ((first, signals), owner) in enumerate(zip(rows, owners, strict=True)):
            x[place, : len(first)] = signals
            good[place, : len(first)] = [self.right(n, owner) for n in first]
        return conditional_logit(x[good.any(1)], good[good.any(1)])

    def samples(self, ranking: Floats) -> Iterator[Sample]:
        """Every question as the calibrator sees it, and every variant also with its entries taken away."""
        for asked in self.asked:
            refusal = asked.owner >= 0 and self.entries[asked.owner].is_refusal
            weight = NOTHING if asked.owner < 0 else 1.0
            yield from self._sample(asked, ranking, weight, frozenset())
            if asked.owner >= 0 and not refusal:
                yield from self._sample(asked, ranking, ABSENT, self.related(asked.owner))

    def _sample(
        self, asked: Asked, ranking: Floats, weight: float, without: frozenset[int]
    ) -> Iterator[Sample]:
        sight = look(asked.index, asked.query, ranking, without)
        if sight is not None:
            best = sight.ranked[0]
            answerable = asked.owner >= 0 and not without and not self.entries[asked.owner].is_refusal
            right = not without and self.right(best, asked.owner)
            refused = self.entries[best].is_refusal
            yield Sample(sight.features, right, weight, asked.fold, answerable, refused)


def conditional_logit(x: Doubles, good: NDArray[np.bool_], ridge: float = 1.0) -> Floats:
    """Weights under which the good candidates of each question (questions × candidates × signals) come first."""
    weights = np.zeros(x.shape[2])
    empty = (x == 0).all(2)
    for _ in range(40):
        logits = np.where(empty, -30.0, x @ weights)
        chance = np.exp(logits - logits.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        wanted = chance * good
        wanted /= wanted.sum(1, keepdims=True) + 1e-12
        slope = np.einsum("nc,ncf->f", wanted - chance, x) - ridge * weights
        middle = np.einsum("nc,ncf->nf", chance, x)
        curve = np.einsum("nc,ncf,ncg->fg", chance, x, x) - middle.T @ middle + ridge * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if abs(step).max() < 1e-3:
            break
    return weights.astype(np.float32)


def fit(rows: list[Sample], ranking: Floats, answer: float = ANSWER, suggest: float = SUGGEST) -> Calibrator:
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
    return Calibrator(mean, scale, slopes, float(beta[-1]), answer, suggest, ranking)


def worth(rows: list[Sample], ranking: Floats) -> Iterator[str]:
    """What the fit is worth at several thresholds, each fold judged by a calibrator fitted on the others."""
    sure = np.zeros(len(rows))
    for fold in range(max(row.fold for row in rows) + 1):
        calibrator = fit([row for row in rows if row.fold != fold], ranking)
        for place, row in enumerate(rows):
            if row.fold == fold and not row.refused:
                sure[place] = calibrator.confidence(row.features)
    asked = np.array([row.answerable for row in rows])
    absent = np.array([row.weight == ABSENT for row in rows])
    right = np.array([row.right for row in rows])
    for share in (0.03, 0.05, 0.07, 0.1, 0.15):
        threshold = np.quantile(sure[~asked & ~absent], 1 - share)
        said = sure >= threshold
        shares = (
            said[asked] & right[asked],
            said[asked] & ~right[asked],
            said[~asked & ~absent],
            said[absent],
        )
        yield f"{threshold:.2f}  " + "  ".join(f"{100 * share.mean():5.1f}" for share in shares)


def main() -> None:
    """Fit on the shipped knowledge and write `confidence.json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", default="nl")
    options = parser.parse_args()
    fitting = Fitting(Library.load(), options.language)
    ranking = fitting.ranking()
    rows = list(fitting.samples(ranking))
    fit(rows, ranking).save()
    sys.stdout.write("from   right  wrong  must not be answered, and was  entry taken away (per cent)\n")
    sys.stdout.write("".join(f"{line}\n" for line in worth(rows, ranking)))


if __name__ == "__main__":
    main()

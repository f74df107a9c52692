"""How well passages are found and how well Spil abstains: questions whose right passages are known, in figures."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.documents.index import PassageIndex
from knowledge.documents.quoting import Certainty, consider

DEPTH = 10
"""A right passage further down than this counts as not found."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the places of the passages that answer it; none where nothing does."""

    words: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question. `rank`: of its first right passage, from 1, or None; `seconds`: what it took."""

    answerable: bool
    rank: int | None
    certainty: float
    answered: bool
    seconds: float


def measure(
    index: PassageIndex, text_of: Callable[[int], str], questions: Iterable[Question]
) -> list[Outcome]:
    """Ask every question once, as the shelf asks it."""
    certainty = Certainty.load()
    index.ask("")  # What is read at the first question only is not a question's time.
    return [_asked(index, text_of, certainty, question) for question in questions]


def _asked(
    index: PassageIndex, text_of: Callable[[int], str], certainty: Certainty, question: Question
) -> Outcome:
    begin = time.perf_counter()
    found = consider(index, question.words, text_of, certainty)
    took = time.perf_counter() - begin
    places = found.ranked.places[:DEPTH] if found else ()
    rank = next((n for n, place in enumerate(places, 1) if place in question.right), None)
    sure, answered = (found.certainty, found.answered) if found else (0.0, False)
    return Outcome(bool(question.right), rank, sure, answered, took)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The figures of `spil evaluate search`: percentages from 0 to 100, milliseconds; None where there is nothing to
    count. Recall is of the answerable questions, `answered` of all, `precision` of the answered,
    `wrongly_answered` of those that nothing answers."""
    ranks = [one.rank for one in outcomes if one.answerable]
    known = [one for one in outcomes if one.answerable]
    unknown = [one for one in outcomes if not one.answerable]
    given = [one for one in outcomes if one.answered]
    times = [one.seconds * 1_000 for one in outcomes]
    return {
        "R@1": _share(rank == 1 for rank in ranks),
        "R@5": _share(rank is not None and rank <= 5 for rank in ranks),
        "MRR@10": _share(1 / rank if rank else 0.0 for rank in ranks),
        "AUROC": area([one.certainty for one in known], [one.certainty for one in unknown]),
        "answered": _share(one.answered for one in outcomes),
        "precision": _share(one.rank == 1 for one in given),
        "wrongly_answered": _share(one.answered for one in unknown),
        "ms_p50": round(float(np.percentile(times, 50)), 2),
        "ms_p95": round(float(np.percentile(times, 95)), 2),
    }


def area(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """The area under the ROC curve, 0 to 100: how often one of the first is above one of the second."""
    if not higher or not lower:
        return None
    below = np.sort(np.array(lower))
    first, last = (np.searchsorted(below, higher, side) for side in ("left", "right"))
    return round(float((first + last).mean()) / 2 / len(below) * 100, 2)


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(100 * sum(listed) / len(listed), 2) if listed else None

"""Spil beside plain SQLite FTS5, bm25s and rapidfuzz, on the same rows in one run.

    .venv/bin/python -m benchmarks.knowledge.compare DOCS.jsonl QUERIES.jsonl [DOCS QUERIES …] [--typos]

One JSON object a set and engine. Recall: R@1, R@5, MRR@10 of the answerable questions. Abstention: AUROC of the score
of the first passage, and how many of all questions can be answered with nine of ten right (`answered_at_90`), at the
threshold that is best for just these rows, which no engine knows beforehand; Spil's `shipped` is the one it has. Speed:
milliseconds, and `times_spil`, the median beside Spil's.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.knowledge.engines import ENGINES, Engine
from benchmarks.knowledge.rows import Rows
from knowledge.documents.learning.fit import mistyped
from knowledge.documents.learning.measuring import Outcome, figures

MISSING = (
    "bm25s is left out: it is not installed here (pip install --require-hashes -r requirements/bench.txt)."
)


def outcomes(engine: Engine, questions: Sequence[tuple[str, frozenset[int]]]) -> list[Outcome]:
    """What an engine makes of each question."""
    engine.find(questions[0][0])  # What is set up with the first question is not its time.
    found = []
    for words, right in questions:
        begin = time.perf_counter()
        places, sure, answered = engine.find(words)
        took = time.perf_counter() - begin
        rank = next((n for n, place in enumerate(places, 1) if place in right), None)
        found.append(Outcome(bool(right), rank, sure, answered, took))
    return found


def answered_at(found: Sequence[Outcome], precision: float) -> float:
    """The largest share of the questions, in percent, that can be answered with so many of them right."""
    best_first = sorted(found, key=lambda one: -one.certainty)
    right = np.cumsum([one.rank == 1 for one in best_first]) / np.arange(1, len(found) + 1)
    enough = np.flatnonzero(right >= precision)
    return round(100 * (int(enough[-1]) + 1) / len(found), 2) if len(enough) else 0.0


def compared(rows: Rows, typos: bool) -> list[dict[str, Any]]:
    """The figures of every engine on one set, Spil's first."""
    chance = random.Random(1)  # noqa: S311 - a repeatable draw, no secret
    questions = [(mistyped(words, chance) if typos else words, right) for words, right in rows.questions]
    shown: list[dict[str, Any]] = []
    for make in ENGINES:
        try:
            found = outcomes(make(rows.texts, rows.language), questions)
        except ImportError:
            print(MISSING, file=sys.stderr)  # noqa: T201 - says what is left out
            continue
        said = figures(found)
        kept = {name: said[name] for name in ("R@1", "R@5", "MRR@10", "AUROC", "ms_p50", "ms_p95")}
        row: dict[str, Any] = {"engine": make.name, **kept, "answered_at_90": answered_at(found, 0.9)}
        row["times_spil"] = round(said["ms_p50"] / shown[0]["ms_p50"], 2) if shown else 1.0
        if not shown:
            row["shipped"] = {name: said[name] for name in ("answered", "precision", "wrongly_answered")}
        shown.append(row)
    return shown


def main() -> None:
    """Compare on each pair of files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="documents and queries, in turn")
    parser.add_argument("--typos", action="store_true", help="one typing error in each question")
    given = parser.parse_args()
    if len(given.files) % 2:
        parser.error("give documents and queries, in turn")
    for docs, queries in zip(given.files[::2], given.files[1::2], strict=True):
        for row in compared(Rows.read(docs, queries), given.typos):
            print(json.dumps({"set": str(docs), **row}), flush=True)  # noqa: T201 - its report


if __name__ == "__main__":
    main()

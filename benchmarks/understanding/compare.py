"""Spil's recogniser beside scikit-learn's LinearSVC and rapidfuzz, on the same rows in one run.

    .venv/bin/python -m benchmarks.understanding.compare TRAIN.jsonl[:TEST.jsonl] … [--typos]

A set is a file to learn from and one to be asked, or one file in five folds. One JSON object a set and engine:
`accuracy` of what is in scope, nothing rejected; `AUROC` of what is out of scope, and `oos_recall_at_5`, how much of it
is told when 5 % of the rest is rejected too; training in seconds (all folds), a sentence in milliseconds, and
`times_spil`, the median beside Spil's.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.understanding.engines import ENGINES, Engine
from benchmarks.understanding.rows import parts
from intents.learning.examples import Example
from knowledge.documents.learning.fit import mistyped
from knowledge.documents.learning.measuring import area

MISSING = "sklearn-linearsvc is left out: it is not installed here (pip install scikit-learn)."


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence, what the engine made of it, and the milliseconds that took."""

    wanted: str | None
    found: str
    sure: float
    took: float


def asked(engine: Engine, rows: Iterable[Example], typos: bool) -> list[Asked]:
    """What an engine makes of each sentence."""
    chance = random.Random(1)  # noqa: S311 - a repeatable draw, no secret
    done = []
    for row in rows:
        text = mistyped(row.text, chance) if typos else row.text
        begin = time.perf_counter()
        found, sure = engine.find(text)
        done.append(Asked(row.intent, found, sure, (time.perf_counter() - begin) * 1_000))
    return done


def figures(done: list[Asked]) -> dict[str, Any]:
    """Percentages from 0 to 100, milliseconds."""
    inside = [one for one in done if one.wanted is not None]
    inner, outer = [one.sure for one in inside], [one.sure for one in done if one.wanted is None]
    least = float(np.quantile(inner, 0.05))
    took = [one.took for one in done]
    return {
        "accuracy": round(100 * sum(one.found == one.wanted for one in inside) / len(inside), 2),
        "AUROC": area(inner, outer),
        "oos_recall_at_5": round(100 * sum(sure < least for sure in outer) / len(outer), 2)
        if outer
        else None,
        "ms_p50": round(float(np.percentile(took, 50)), 3),
        "ms_p95": round(float(np.percentile(took, 95)), 3),
    }


def compared(said: str, typos: bool) -> list[dict[str, Any]]:
    """The figures of every engine on one set, Spil's first."""
    shown: list[dict[str, Any]] = []
    for make in ENGINES:
        done: list[Asked] = []
        learning = 0.0
        try:
            for learned, rest in parts(said):
                begin = time.perf_counter()
                engine = make(learned)
                learning += time.perf_counter() - begin
                done += asked(engine, rest, typos)
        except ImportError:
            print(MISSING, file=sys.stderr)  # noqa: T201 - says what is left out
            continue
        row = {"engine": make.name, **figures(done), "train_s": round(learning, 2)}
        row["times_spil"] = round(row["ms_p50"] / (shown or [row])[0]["ms_p50"], 2)
        shown.append(row)
    return shown


def main() -> None:
    """Compare on each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", help="TRAIN.jsonl:TEST.jsonl, or one file for five folds")
    parser.add_argument(
        "--typos", action="store_true", help="one typing error in each sentence that is asked"
    )
    given = parser.parse_args()
    for said in given.sets:
        for row in compared(said, given.typos):
            print(json.dumps({"set": said, **row}), flush=True)  # noqa: T201 - its report


if __name__ == "__main__":
    main()

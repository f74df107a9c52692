"""Spil's grammar beside dateparser and recognizers-text, on the same expressions in one run.

    .venv/bin/python -m benchmarks.understanding.dates --scorer score_dates.py CASES.jsonl …

A case holds `span`, `lang`, `reference`, `kind` and `accept`; the scorer is the file whose `match(wanted, got, now)`
says whether an answer is right. One JSON object a file and reader: right answers in percent by kind, `all`, and the
milliseconds of processor time an expression takes (`ms_p50`, `ms_p99`). The first line: the longest that Spil takes for
any of a set of awkward texts of 4,000 characters, read as an expression and as a meeting.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.understanding.date_engines import READERS, Reader, Row
from intents.dates import languages, read_one
from intents.meeting import read_meeting

Right = Callable[[Row, Row, datetime], bool]
LONG = 4_000
_AWKWARD: tuple[str, ...] = (
    *(
        "1 ",
        "12/5 ",
        "a, ",
        "1-1-",
        "14u 3/5 ",
        "een dag en een uur ",
        "de korpschef, ",
        "l'",
        "in de ",
        "en ",
    ),
    *("van 9 tot 10 ", "from 9 to 10 ", "Kerkstraat 12 ", "\n", "..", "x" * 60 + " ", "elke eerste dinsdag "),
)


def scorer(path: Path) -> Right:
    """The function that says whether an answer is right."""
    spec = spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no scorer")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    right: Right = module.match
    return right


@dataclass(frozen=True, slots=True)
class Case:
    """One expression: what it says, seen from when, and every answer that counts."""

    span: str
    language: str
    now: datetime
    kind: str
    accept: tuple[Row, ...]

    @classmethod
    def read(cls, path: Path) -> Iterator["Case"]:
        """The cases of a file that have an answer of their own."""
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            open_ended = row["kind"] == "set" and not row["accept"][0]["rrule"]
            if not row.get("latent") and row["kind"] != "set_span" and not open_ended:
                now = datetime.fromisoformat(row["reference"]).replace(tzinfo=None)
                yield cls(row["span"], row["lang"], now, row["kind"], tuple(row["accept"]))

    def answered(self, got: Row | None, right: Right) -> bool:
        """Is this answer right? Where nothing stands, none is."""
        if self.kind == "negative":
            return got is None
        return got is not None and any(right(wanted, got, self.now) for wanted in self.accept)


def measured(reader: Reader, cases: list[Case], right: Right) -> dict[str, Any]:
    """Percentages by kind, milliseconds of processor time."""
    told: dict[str, list[bool]] = defaultdict(list)
    took = []
    for case in cases:
        begin = time.process_time()
        got = reader.read(case.span, case.language, case.now)
        took.append(time.process_time() - begin)
        done = case.answered(got, right)
        for kind in (case.kind, "all"):
            told[kind].append(done)
    p50, p99 = np.quantile(took, (0.5, 0.99)) * 1_000
    shares = {kind: round(100 * sum(ok) / len(ok), 1) for kind, ok in sorted(told.items())}
    return {"cases": len(cases), **shares, "ms_p50": round(p50, 3), "ms_p99": round(p99, 3)}


def longest() -> float:
    """The most milliseconds of processor time that a text of 4,000 characters takes."""
    now, most = datetime.fromisoformat("2026-03-13T10:00:00"), 0.0
    readers: tuple[Callable[[str, str, datetime], object], ...] = (read_one, read_meeting)
    for language in languages():
        for read in readers:
            read("morgen", language, now)  # Not counted: it loads.
            for text in ((piece * LONG)[:LONG] for piece in _AWKWARD):
                begin = time.process_time()
                read(text, language, now)
                most = max(most, time.process_time() - begin)
    return round(most * 1_000, 1)


def readers() -> Iterator[Reader]:
    """Those that are installed; what is left out is said."""
    for kind in READERS:
        try:
            yield kind()
        except ImportError as missing:
            sys.stderr.write(f"{kind.name} is left out: {missing}\n")


def tell(figures: dict[str, Any]) -> None:
    """One line."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run from the shell."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("cases", nargs="+", type=Path)
    options.add_argument("--scorer", type=Path, required=True)
    said = options.parse_args()
    tell({"reader": "spil", "longest_ms_of_4000_characters": longest()})  # Before the others fill the memory.
    right, engines = scorer(said.scorer), list(readers())
    for path in said.cases:
        cases = list(Case.read(path))
        for reader in engines:
            if cases and cases[0].language in reader.languages:
                reader.read(cases[0].span, cases[0].language, cases[0].now)  # Not counted: it loads.
                tell({"file": path.stem, "reader": reader.name, **measured(reader, cases, right)})


if __name__ == "__main__":
    main()

"""Marked rows, and what share of what they mark a detector covers."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PARTICLES = frozenset(("van", "de", "den", "der", "el", "al", "la", "le"))
ENOUGH = 0.8
"""The share of the letters and digits of an identifier, names apart, that must be covered."""
Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@dataclass
class Tally:
    """What was seen so far; all shares are in percent."""

    found: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)

    def take(self, row: Row, spans: Iterable[Sequence[int]]) -> None:
        """Count one row with what a detector covers of it."""
        covered = {place for start, end in spans for place in range(start, end)}
        kind = "naming" if row["label"] else "clean"
        self.rows[kind] += 1
        self.rows[f"{kind} flagged"] += bool(covered)
        if not row["label"]:
            return
        rest = set(range(len(row["text"])))
        for span in row["spans"]:
            rest -= set(range(span["start"], span["end"]))
            for name in _kinds(span):
                self.marked[name] += 1
                self.found[name] += _is_covered(row["text"], span, covered)
        self.marked["rest"] += len(rest)
        self.found["rest"] += len(rest & covered)

    def shares(self) -> dict[str, float]:
        """Recall by kind, messages warned about, false alarms, and how much of the rest was masked."""
        kinds = ("names", "lower_case_names", "addresses", "patterns", "all")
        return {
            **{kind: _percent(self.found[kind], self.marked[kind]) for kind in kinds},
            "warned": _percent(self.rows["naming flagged"], self.rows["naming"]),
            "false_alarms": _percent(self.rows["clean flagged"], self.rows["clean"]),
            "over_masked": _percent(self.found["rest"], self.marked["rest"]),
        }


def _kinds(span: Row) -> list[str]:
    kind = {"NAME": "names", "ADDRESS": "addresses"}.get(span["type"], "patterns")
    return ["all", kind, *(["lower_case_names"] if span["form"] == "LC" else [])]


def _is_covered(text: str, span: Row, covered: set[int]) -> bool:
    """Each word of a name, particles apart; of anything else most of its letters and digits."""
    start, end = span["start"], span["end"]
    if span["type"] != "NAME":
        places = [place for place in range(start, end) if text[place].isalnum()]
        return len(covered.intersection(places)) >= ENOUGH * len(places)
    spoken = list(re.finditer(r"\w+", text[start:end]))
    words = [w for w in spoken if len(w.group()) > 1 and w.group().lower() not in PARTICLES]
    return all(start + place in covered for word in words or spoken for place in range(*word.span()))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0

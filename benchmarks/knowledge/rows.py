"""Rows of a set, as `spil evaluate search` takes them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.documents.terms import language_of


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts, and questions with the places of the texts that answer them (none where nothing does)."""

    texts: list[str]
    questions: list[tuple[str, frozenset[int]]]
    language: str

    @classmethod
    def read(cls, docs: Path, queries: Path) -> "Rows":
        """Read a file of documents and one of questions."""
        documents = _lines(docs)
        places = {str(row["id"]): place for place, row in enumerate(documents)}
        texts = [row["text"] for row in documents]
        questions = [(row["query"], _right(row, places)) for row in _lines(queries)]
        return cls(texts, questions, language_of(texts[:200]))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _right(row: dict[str, Any], places: dict[str, int]) -> frozenset[int]:
    if not row.get("answerable", True) or row["gold"] is None:
        return frozenset()
    gold = row["gold"] if isinstance(row["gold"], list) else [row["gold"]]
    return frozenset(places[str(name)] for name in gold if str(name) in places)

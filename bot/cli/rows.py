"""JSON Lines in, JSON Lines out: how `ask`, `understand`, `dates` and `screen` read and write."""

import json
import sys
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


class BadRow(ValueError):
    """A row that cannot be worked on; its message is fixed text of ours and never quotes the row."""


def run(handle: Callable[[Row], Row]) -> None:
    """Give each row of standard input to `handle`, write `{"id": …, **answer}` in order, flushed.

    A bad row is answered by `{"id": …, "error": …}` and the run goes on; the exit status is then 1.
    """
    failed = False
    for line in sys.stdin:
        if not line.strip():
            continue
        answer = _answer(line, handle)
        failed = failed or "error" in answer
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    sys.exit(1 if failed else 0)


def parse(line: str) -> Row:
    """A line as a row. Raises `BadRow` where it is no JSON object."""
    try:
        row = json.loads(line)
    except ValueError:
        raise BadRow("not a JSON object") from None
    if not isinstance(row, dict):
        raise BadRow("not a JSON object")
    return row


def _answer(line: str, handle: Callable[[Row], Row]) -> Row:
    row: Row = {}
    try:
        row = parse(line)
        return {"id": row.get("id"), **handle(row)}
    except BadRow as bad:
        return {"id": row.get("id"), "error": str(bad)}


def text_of(row: Row, key: str) -> str:
    """The text under `key`. Raises `BadRow` where it is missing or no text."""
    value = row.get(key)
    if not isinstance(value, str):
        raise BadRow(f"'{key}' is missing or not a text")
    return value


def language_of(row: Row) -> str:
    """The row's language, Dutch where it says nothing. Raises `BadRow` for one that Spil does not speak."""
    language = row.get("lang") or "nl"
    if language not in ("nl", "fr", "de", "en"):
        raise BadRow("'lang' is one of nl, fr, de, en")
    return str(language)

"""Files of JSON Lines that somebody gives to be measured on: read row by row, and never quoted in an error."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

Row = dict[str, Any]


def rows_of(path: Path) -> Iterator[tuple[int, int, Row]]:
    """The rows of a file, each with the number of its line and the place where that begins, in bytes.

    Raises `click.ClickException` (one line, exit status 1) for a file that cannot be read and for a line that is no
    JSON object.
    """
    try:
        with path.open("rb") as file:
            at = 0
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, at, _row(path, number, line)
                at += len(line)
    except OSError as failure:
        raise click.ClickException(f"{path}: cannot be read ({failure.strerror})") from None


def _row(path: Path, number: int, line: bytes) -> Row:
    try:
        row = json.loads(line)
    except ValueError:  # Also what is no UTF-8.
        row = None
    if not isinstance(row, dict):
        raise bad(path, number, "is no JSON object")
    return row


def bad(path: Path, number: int, what: str) -> click.ClickException:
    """The error of one row: the file, the row, and what is wrong in fixed words."""
    return click.ClickException(f"{path}: row {number} {what}")

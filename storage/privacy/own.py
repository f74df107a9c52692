"""The lists that an installation adds in its folder: further names, and words that never name a person."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LISTS = "lists"
"""The folder, in the installation's own."""
_LARGEST = 50_000_000  # Bytes: the names of a whole country with their counts are a tenth of it.
_HEADS = ("name", "naam", "nom")
_KINDS = {"names": "names*", "known": "known*"}


@dataclass(frozen=True, slots=True)
class OwnLists:
    """`names`: names of persons, such as the statistics office's; `known`: organisations, groups, laws, buildings,
    streets and squares, which are let through where they stand alone (a street with a house number is not)."""

    names: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


class ListUnreadable(Exception):
    """A list that cannot be read; its words name the file and what to do."""


def own_lists(data: Path) -> OwnLists:
    """What stands in `lists/names*` and `lists/known*` of the installation in `data`; nothing where there is none.

    A file is text in UTF-8: an entry a line, or a table (comma, semicolon, tab or bar) of which the column counts that
    has 'name', 'naam' or 'nom' in its head, else the first. Raises ListUnreadable.
    """
    found = {
        kind: frozenset(entry for path in sorted((data / LISTS).glob(files)) for entry in _entries(path))
        for kind, files in _KINDS.items()
    }
    return OwnLists(**found)


def _entries(path: Path) -> Iterator[str]:
    if path.stat().st_size > _LARGEST:
        raise ListUnreadable(f"{path}: larger than 50 MB; leave out what is no name")
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=_delimiter(path)))
    except (UnicodeDecodeError, csv.Error):
        raise ListUnreadable(f"{path}: not a text or a table in UTF-8; save it as such") from None
    head = [cell.casefold() for cell in rows[0]] if rows else []
    column = next((place for place, cell in enumerate(head) if any(one in cell for one in _HEADS)), None)
    for row in rows if column is None else rows[1:]:
        cell = row[column or 0].strip() if len(row) > (column or 0) else ""
        if not cell.startswith("#") and any(character.isalpha() for character in cell):
            yield cell


def _delimiter(path: Path) -> str:
    """The mark that parts the cells of the first line; one that is in none where it has no cells."""
    with path.open(encoding="utf-8-sig") as lines:
        first = lines.readline()
    return max(",;\t|", key=first.count)

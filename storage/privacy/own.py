"""The lists that an installation adds in its folder: further names, and words that never name a person."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.privacy.naming.lexicon import key

LISTS = "lists"
"""The folder, in the installation's own."""
_LARGEST = 50_000_000  # Bytes: the names of a whole country with their counts are a tenth of it.
_HEAD = re.compile(
    r"(?<![a-z])(?:(?:voor|achter|familie)?naam|(?:sur|fore|first|last)?name|(?:pre)?nom)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class OwnLists:
    """`names`: names of persons, such as the statistics office's; `known`: organisations, groups, laws, buildings,
    streets and squares, which are let through where they stand alone (a street with a house number is not)."""

    names: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


class ListUnreadable(Exception):
    """A list that cannot be read; its words name the file and what to do."""


def list_files(data: Path, kind: str = "*") -> list[Path]:
    """The lists of the installation in `data`, of one kind or all: `names….txt`, `known….csv`."""
    kinds = ("names", "known") if kind == "*" else (kind,)
    patterns = [f"{one}*.{end}" for one in kinds for end in ("csv", "txt")]
    return sorted(path for pattern in patterns for path in (data / LISTS).glob(pattern))


def own_lists(data: Path) -> OwnLists:
    """What stands in the lists of the installation in `data`; nothing where there are none.

    Text in UTF-8: a `.txt` has an entry a line; a `.csv` is a table (comma, semicolon, tab or bar), of which the column
    counts that is called a name ('first name', 'TX_VOORNAAM', 'nom'), else the first. Raises ListUnreadable.
    """
    return OwnLists(*(frozenset(_read(list_files(data, kind))) for kind in ("names", "known")))


def _read(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        try:
            if path.stat().st_size > _LARGEST:
                raise ListUnreadable(f"{path}: larger than 50 MB; leave out what is no name")
            lines = path.read_text("utf-8-sig").splitlines()
            found = lines if path.suffix == ".txt" else list(_column(lines))
        except (UnicodeDecodeError, csv.Error):
            raise ListUnreadable(f"{path}: not a text or a table in UTF-8; save it as such") from None
        except OSError as failure:
            raise ListUnreadable(f"{path}: cannot be read ({type(failure).__name__})") from None
        entries = (entry.strip() for entry in found)
        yield from (one for one in entries if not one.startswith("#") and any(map(str.isalpha, one)))


def _column(lines: list[str]) -> Iterator[str]:
    """The names of a table."""
    delimiter = max(",;\t|", key=lines[0].count) if lines else ","
    rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    head = [_HEAD.search(key(cell)) is not None for cell in rows[0]] if rows else []
    place = head.index(True) if any(head) else 0
    yield from (row[place] for row in rows[any(head) :] if len(row) > place)

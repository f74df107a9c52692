"""The functions that sit at the table, read from functions.yaml: what people call them, and on which side they are; and
the parts of a joint cell."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Side = Literal["core", "police", "social", "judicial", "other"]
CORE = ("mayor", "police", "officer")
"""The fixed core of a cell: the mayor, the chief of police and the municipal officer who coordinates the
prevention measures, or who stands in for them (law of 30 July 2018, art. 3 § 1)."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its id, how somebody of it is asked along, its side of the table, and a pattern of the wordings
    that mean it."""

    id: str
    name: str
    side: Side
    words: re.Pattern[str]


def functions() -> tuple[Function, ...]:
    """All functions."""
    return _table()


def name_of(function: str) -> str:
    """How somebody of that function is asked along. Raises `KeyError` for one that nobody knows."""
    return {one.id: one.name for one in _table()}[function]


def functions_in(text: str) -> tuple[str, ...]:
    """The ids of the functions that a text names, in the order of functions.yaml."""
    said = f" {_folded(text)} "
    return tuple(function.id for function in _table() if function.words.search(said))


def functions_of(texts: Iterable[str]) -> frozenset[str]:
    """The functions that any of the texts names."""
    return frozenset(one for text in texts for one in functions_in(text))


def part_in(text: str) -> str | None:
    """Which operational cell of a joint cell the text names ('cel noord', 'de zuidelijke operationele cel'), by its
    code."""
    said = f" {_folded(text)} "
    return next((part for part, words in _parts().items() if words.search(said)), None)


def missing_core(present: Collection[str]) -> tuple[str, ...]:
    """Who of the fixed core is not among these."""
    return tuple(one for one in CORE if one not in present)


def has_side(present: Collection[str], side: Side) -> bool:
    """Whether one of that side of the table is among these."""
    return any(function.id in present for function in _table() if function.side == side)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:500].casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    cell = r"(?:operationele |zonale )?(?:deel)?cel"
    either = {row["id"]: "|".join(map(re.escape, row["words"])) for row in _data()["parts"]}
    return {
        part: re.compile(
            rf"(?<=\s)(?:(?:deel)?cel (?:van |in )?(?:het )?(?:{words})|(?:{words}) {cell})(?=\s)"
        )
        for part, words in either.items()
    }


@cache
def _table() -> tuple[Function, ...]:
    rows = _data()["functions"]
    return tuple(Function(row["id"], row["name"], row["side"], _pattern(row["words"])) for row in rows)


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.safe_load(files("scheduler").joinpath("functions.yaml").read_text("utf-8")))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<=\s)(?:{either})(?=\s)")

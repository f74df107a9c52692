"""The kinds of meeting, read from kinds.yaml: how each is called and how long it takes by default."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz import fuzz

_NEAR = 86  # One slip in ten letters ('vergadring') is the same word; 'platvorm' still is, 'plat' is not.


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of meeting: its id, the default length in minutes, names by language, wordings that mean it.

    `weeks`: how often it usually meets, in weeks, or None where no rhythm is usual. `functions`: who is asked to it
    as a rule, as codes of functions.yaml. `outline`: what its agenda always has, as codes. `core`: whether the fixed
    core of the law must be there.
    """

    id: str
    minutes: int
    names: Mapping[str, str]
    words: tuple[str, ...]
    weeks: int | None = None
    functions: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    core: bool = False

    def name(self, language: str) -> str:
        """The name for people; Dutch where the language has none."""
        return self.names.get(language, self.names["nl"])


def kinds() -> tuple[Kind, ...]:
    """All kinds, the fallback last."""
    return tuple(_table().values())


def kind(id: str) -> Kind:
    """The kind with that id. Raises `KeyError` for an id that kinds.yaml does not have."""
    return _table()[id]


def kind_of(text: str | None) -> Kind:
    """The kind that a noun as typed means, typing slips included; the fallback where it means none."""
    words = _folded(text or "").split()[:30]
    best = (0, kinds()[-1])
    for candidate in kinds():
        for wording in candidate.words:
            if len(wording) > best[0] and _contains(words, wording):
                best = (len(wording), candidate)
    return best[1]


def _contains(words: list[str], wording: str) -> bool:
    length = wording.count(" ") + 1
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    if len(wording) < 8:  # Short words are too near each other for slips: 'blis', 'livc'.
        return any(run == wording for run in runs)
    return any(fuzz.ratio(run, wording) >= _NEAR for run in runs)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:300].casefold())
    return "".join(c if c.isalnum() or c == "-" else " " for c in plain if not unicodedata.combining(c))


@cache
def _table() -> dict[str, Kind]:
    raw = yaml.safe_load(files("scheduler").joinpath("kinds.yaml").read_text("utf-8"))
    return {row["id"]: _kind(row) for row in raw["kinds"]}


def _kind(row: Mapping[str, Any]) -> Kind:
    lists = {name: tuple(row.get(name, ())) for name in ("words", "functions", "outline")}
    return Kind(
        row["id"], row["minutes"], row["names"], weeks=row.get("weeks"), core=row.get("core", False), **lists
    )

"""Municipalities by any of their names, and what is only a part of one (data: `towns.yaml`, the gate's places)."""

import re
import unicodedata
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from rapidfuzz import process

from intents.dates import read_when
from intents.fields.listing import parts_of

NEAR = 84
"""How alike (0-100) a typed town and a known one must be for the known one to be offered."""
_SHORTEST_NEAR = 4
_BETWEEN = re.compile(r"[()/]")
_WORD = re.compile(r"[^\W\d_]+")
_ANY_DAY = datetime(2026, 6, 15, 12)  # noqa: DTZ001 - whether it is a day does not depend on today


def odd_town(typed: str) -> tuple[Literal["unknown", "part"], str, str] | None:
    """What is not plainly a municipality: how, which words, and the municipality that looks like it or ''."""
    named = [part.strip() for piece in _BETWEEN.split(typed) for part in parts_of(piece)]
    known = [(part, _kind(part)) for part in named]
    for part, kind in known:
        if kind == "unknown":
            return "unknown", part, _near(part)
    if known and all(kind == "part" for _, kind in known):
        return "part", known[0][0], ""
    return None if known else ("unknown", typed, "")


def odd_zone(typed: str, language: str) -> bool:
    """What hardly is the name of a police zone: a day, or words that are in no name of a place. After 'zone' one
    such word may follow, and a word alone may be anything: zones have names of their own."""
    if odd_town(typed) is None:
        return False
    days = read_when(typed, language, _ANY_DAY).found
    if any(char.isalpha() for char in typed) and any(f.moment.kind == "instant" for f in days):
        return True
    words = _WORD.findall(typed)
    named = [word for word in words if word.casefold() not in _data()["zones"]]
    strange = [word for word in named if word.islower() and _key(word) not in _place_words()]
    may = 1 if len(named) < len(words) or len(named) == 1 else 0
    return len(strange) > may


def _kind(part: str) -> Literal["town", "part", "unknown"]:
    key = _key(part)
    if key in _towns():
        return "town"
    return "part" if key in _parts() else "unknown"


def _near(part: str) -> str:
    key = _key(part)
    if len(key) < _SHORTEST_NEAR:
        return ""
    near = process.extractOne(key, list(_towns()), score_cutoff=NEAR)
    return _towns()[near[0]] if near else ""


def _key(name: str) -> str:
    """Without accents, signs, postal code and the words before a name."""
    plain = unicodedata.normalize("NFKD", name[:80].casefold())
    plain = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    before = _data()["before"]
    words = [word for word in plain.split() if word not in before and not word.isdecimal()]
    return " ".join(_data()["short"].get(word, word) for word in words)


@cache
def _towns() -> dict[str, str]:
    lines = files("storage.privacy").joinpath("data/places.txt").read_text("utf8").splitlines()
    names = {_key(line): line for line in (*lines, *_data()["more"]) if line and not line.startswith("#")}
    return {key: name for key, name in names.items() if key not in _parts()}


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word for key in (*_towns(), *_parts()) for word in key.split())


@cache
def _parts() -> frozenset[str]:
    return frozenset(_key(name) for name in _data()["parts"])


@cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = yaml.safe_load(
        files("intents").joinpath("fields/towns.yaml").read_text("utf8")
    )
    return data

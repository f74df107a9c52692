"""Words that say where and when, found in a question; the words themselves are data (`words.yaml`)."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz.distance import OSA

LONG = 6
"""From so many letters on, a word with one letter wrong is still known."""
_WORD = re.compile(r"[^\W_]{1,40}")


def words_in(text: str) -> list[str]:
    """The words of a text without capitals and accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))


def cues(language: str, name: str) -> Any:
    """The list or table of that name; empty where the language has none yet."""
    return _data().get(language, {}).get(name, {})


def says(words: list[str], wordings: Iterable[str]) -> bool:
    """Whether one of the wordings stands in the words, a long one also with a letter wrong."""
    said = f" {' '.join(words)} "
    for wording in wordings:
        if f" {wording} " in said:
            return True
        near = len(wording) >= LONG and " " not in wording
        if near and any(word[0] == wording[0] and OSA.distance(word, wording) <= 1 for word in words):
            return True
    return False


@cache
def _data() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(files("knowledge.heads").joinpath("words.yaml").read_text("utf8")))

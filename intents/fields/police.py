"""A status in the police's common database: never asked, and refused where it is typed (data: police_status.yaml)."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class _Words:
    codes: re.Pattern[str]
    short: re.Pattern[str]
    near: re.Pattern[str]
    names: re.Pattern[str]


def status_in(text: str) -> str | None:
    """The words of `text` that tell somebody's status, or None."""
    words = _words()
    found = words.codes.search(text) or words.names.search(text)
    if found is None and words.near.search(text):
        found = words.short.search(text)
    return found.group() if found else None


@cache
def _words() -> _Words:
    data = yaml.safe_load(files("intents").joinpath("data/police_status.yaml").read_text("utf8"))
    return _Words(
        codes=_any_of(data["codes"]),
        short=_any_of(data["short"]),
        near=_any_of(data["near"], re.IGNORECASE),
        names=_any_of(data["names"], re.IGNORECASE, end="e?n?s?"),
    )


def _any_of(words: list[str], flags: int = 0, end: str = "") -> re.Pattern[str]:
    """Any of these words as whole words; a space may be one or two."""
    choices = "|".join(re.escape(word).replace(r"\ ", r"\s{1,2}") for word in words)
    return re.compile(rf"(?<!\w)(?:{choices}){end}(?!\w)", flags)

"""Danger that is there now (`danger.yaml`), in every language at once: who is in danger types what comes."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from knowledge.heads.wording import says, words_in

_MOST_WORDS = 25
"""Who needs help now does not write more."""


def is_now(text: str) -> bool:
    """Whether a message says that somebody is in danger here and now."""
    words = words_in(text)
    return len(words) <= _MOST_WORDS and any(_said(words, cues) for cues in _cues().values())


def _said(words: list[str], cues: Mapping[str, Sequence[str]]) -> bool:
    here = says(words, cues["threats"]) and says(words, cues["now"])
    return here and not says(words, cues["unless"])


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
        files("knowledge.heads").joinpath("danger.yaml").read_text("utf8")
    )
    return found

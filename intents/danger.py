"""Danger that is there now, in whatever dialogue it is typed: the emergency numbers come first (design: never from
knowledge). Data: `data/danger.yaml`, in every language at once, since who is in danger types what comes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from intents.model import Outcome, Phrase
from knowledge.heads.wording import says, words_in

FIRST = Phrase("danger-first")
_MOST_WORDS = 25
"""Who needs help now does not write more."""
_NUMBER = "112"


def is_now(text: str) -> bool:
    """Whether a message says that somebody is in danger here and now."""
    words = words_in(text)
    return len(words) <= _MOST_WORDS and any(_said(words, cues) for cues in _cues().values())


def first_of_all(outcome: Outcome, text: str) -> Outcome:
    """The same outcome with the emergency numbers before everything else, where `text` says danger and they are not
    there yet. Silence stays silence: a room in which Spil was not addressed is not interrupted."""
    if not outcome.replies or not is_now(text) or _NUMBER in str(outcome.replies[0].paragraphs):
        return outcome
    first, *rest = outcome.replies
    return replace(outcome, replies=(replace(first, paragraphs=(FIRST, *first.paragraphs)), *rest))


def _said(words: list[str], cues: Mapping[str, Sequence[str]]) -> bool:
    here = says(words, cues["threats"]) and says(words, cues["now"])
    return here and not says(words, cues["unless"])


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
        files("intents").joinpath("data/danger.yaml").read_text("utf8")
    )
    return found

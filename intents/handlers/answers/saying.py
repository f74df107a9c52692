"""Short messages about the answer that was given ('bron?', 'en in Brussel?'), and where somebody says their cell is.

They count only where an answer was given here: then they mean that one, and nothing is searched.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz.distance import OSA

from intents.model import Intent
from intents.turn import Turn
from knowledge.heads.regions import region_named
from knowledge.heads.wording import cues, says, words_in

_MOST = 12
"""Words: a longer message is a question of its own."""
_ALWAYS = ("source", "more")
"""Asked where nothing was answered they are no question either: Spil says that it does not know about what."""
_LETTERS = 8
"""For so many letters one may be wrong; two at most."""
_WHOLE = 2
"""So many wrong letters in one word make another word of it."""


def about_answer(turn: Turn) -> Intent | None:
    """What a message asks about the answer given last, or says about where the cell is; None for any other."""
    data = _data().get(turn.language)
    words = _bare(words_in(turn.text.text), data) if data else []
    if data is None or not 0 < len(words) <= _MOST:
        return None
    if placed := _place(words, turn, data["place"]):
        return placed
    if turn.state.topic is None:
        lost = next((kind for kind in _ALWAYS if _is(words, data["about"][kind], data)), None)
        return Intent("faq.about", {"what": lost}) if lost else None
    if whom := _audience(words, turn.language, data):
        return Intent("faq.audience", {"audience": whom})
    kind = next((kind for kind, table in data["about"].items() if _is(words, table, data)), None)
    return Intent("faq.about", {"what": kind}) if kind else None


def _place(words: list[str], turn: Turn, data: Mapping[str, list[str]]) -> Intent | None:
    if " ".join(words) in data["asks"]:
        return Intent("region")
    named = region_named(turn.text.text, turn.language)
    if named is None:
        return None
    rest = _without_region(words, turn.language)
    if button := _asked_where(turn):
        return (
            Intent("region.set", {**button, "region": named})
            if _only(rest, data["around"], *data.values())
            else None
        )
    ours = set(data["ours"]) | set(data["cell"])
    if (
        set(rest) & set(data["is"])
        and set(rest) & ours
        and _only(rest, *data.values())
        and "?" not in turn.text.text
    ):
        return Intent("region", {"region": named})
    if turn.state.topic and _only(rest, data["around"]):
        return Intent("faq.region", {"region": named})
    return None


def _audience(words: list[str], language: str, data: Mapping[str, Any]) -> str | None:
    """For whom 'en voor een school?' asks the same; None for a message that says more than that."""
    around = [*data["around"], *data["audience"]]
    for audience, wordings in cues(language, "audiences").items():
        if says(words, wordings) and _only(
            [word for word in words if not says([word], wordings)], around, wordings
        ):
            return str(audience)
    return None


def _asked_where(turn: Turn) -> Mapping[str, Any] | None:
    """The slots of the buttons with regions that are still open: the question where the cell is was asked last."""
    slots = (button.get("slots") or {} for button in turn.state.open)
    return next((found for found in slots if "region" in found), None)


def _without_region(words: list[str], language: str) -> list[str]:
    named = {
        word for wordings in cues(language, "regions").values() for one in wordings for word in one.split()
    }
    return [word for word in words if word not in named and region_named(word, language) is None]


def _only(words: list[str], *lists: list[str]) -> bool:
    known = {word for one in lists for wording in one for word in wording.split()}
    return set(words) <= known


def _is(words: list[str], table: Mapping[str, list[str]], data: Mapping[str, Any]) -> bool:
    said = " ".join(words)
    wrong = min(len(said) // _LETTERS, 2)
    near = (one for one in table["whole"] if OSA.distance(said, one, score_cutoff=wrong) <= wrong)
    if any(_mistyped(words, one.split()) for one in near):
        return True
    for strong in table["strong"]:
        if f" {strong} " in f" {said} ":
            rest = [word for word in words if not word.isdigit()]
            return _only(rest, [strong], table.get("too", []), data["around"])
    return False


def _mistyped(words: list[str], meant: list[str]) -> bool:
    """Whether no word became another one: 'waar vind ik die' is not 'waar vind ik dat'."""
    return len(words) != len(meant) or all(
        OSA.distance(*pair) < _WHOLE for pair in zip(words, meant, strict=True)
    )


def _bare(words: list[str], data: Mapping[str, Any]) -> list[str]:
    """The words without those that change nothing; all of them where nothing else is left."""
    return [word for word in words if word not in data["skip"]] or words


@cache
def _data() -> dict[str, dict[str, Any]]:
    data = dict(yaml.safe_load(files("intents").joinpath("data/answers.yaml").read_text("utf8")))
    for words in data.values():
        for table in words["about"].values():
            table["whole"] = [" ".join(_bare(words_in(one), words)) for one in table["whole"]]
    return data

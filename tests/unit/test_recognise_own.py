"""Own sentences, worded otherwise than the examples: how many are understood, asked about, left alone.

The Dutch parts c, d and e were written one after the other, each before what followed it was changed; the second
file before any sentence of its intents was read or written, its last Dutch rows long as people type them.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from intents.recognise import Recogniser, Recognition

FILES = sorted((Path(__file__).parents[1] / "data").glob("intents_own*.jsonl"))
ROWS = [json.loads(line) for path in FILES for line in path.open("rb")]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


def outcome(found: Recognition, wanted: str | None) -> str:
    if found.decision == "act":
        return "right" if found.intent == wanted else "wrong"
    if wanted is None:
        return "right"
    return "asked" if wanted in found.choices else "missed"


def shares(recogniser: Recogniser, language: str, ours: bool) -> dict[str, float]:
    rows = [row for row in ROWS if row["lang"] == language and (row["intent"] is not None) is ours]
    counts = Counter(outcome(recogniser.recognise(row["text"], language), row["intent"]) for row in rows)
    return {name: counts[name] / len(rows) for name in ("right", "asked", "missed", "wrong")}


def test_dutch_is_understood(recogniser: Recogniser) -> None:
    found = shares(recogniser, "nl", ours=True)
    assert found["right"] + found["asked"] >= 0.97
    assert found["asked"] <= 0.2
    assert found["wrong"] <= 0.01


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_the_other_languages_are_understood(recogniser: Recogniser, language: str) -> None:
    found = shares(recogniser, language, ours=True)
    assert found["right"] + found["asked"] >= 0.95
    assert found["asked"] <= 0.25
    assert found["wrong"] <= 0.01


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_what_is_off_topic_is_not_acted_on(recogniser: Recogniser, language: str) -> None:
    assert shares(recogniser, language, ours=False)["wrong"] <= 0.05

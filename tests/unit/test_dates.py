"""The date grammar: expressions alone, what cannot be, and any text at all."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.dates import languages, read_one, read_when
from intents.dates.lexicon import load

DATA = Path(__file__).parent.parent / "data"
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1999-01-01"), max_value=datetime.fromisoformat("2099-12-31")
)
NOW = datetime.fromisoformat("2026-03-27T09:00:00")
ROWS = [
    pytest.param(path.stem[-2:], json.loads(line), id=f"{path.stem[-2:]}-{number}")
    for path in sorted(DATA.glob("dates-*.jsonl"))
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1)
]


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_reads_the_expression(language: str, row: dict[str, Any]) -> None:
    assert read_one(row["span"], language, datetime.fromisoformat(row["reference"])) == row["got"]


def test_says_where_in_the_sentence_it_stands() -> None:
    text = "Zien we elkaar dinsdag om 14u, of eerder volgende week?"
    assert [found.text for found in read_when(text, "nl", NOW).found] == ["dinsdag om 14u", "volgende week"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("30 februari", "no-such-date"),
        ("32 maart", "no-such-date"),
        ("14/13", "no-such-date"),
        ("14/13/2026", "no-such-date"),
        ("om 25u", "no-such-time"),
    ],
)
def test_names_what_does_not_exist(text: str, problem: str) -> None:
    assert read_when(text, "nl", NOW).problems == (problem,)


def test_offsets_are_code_points() -> None:
    text = "👍🏽 … morgen"
    (found,) = read_when(text, "nl", NOW).found
    assert text[found.start : found.end] == "morgen"


_SHAPES = [
    "12",
    "3",
    "30/2",
    "31/02/2027",
    "25u",
    "24:00",
    "99:99",
    "9.30",
    "12-14",
    "31ste",
    "'18",
    "(",
    ",",
    ".",
]


def _phrases(language: str) -> st.SearchStrategy[str]:
    words = sorted(" ".join(phrase) for phrase in load(language).phrases)
    return st.lists(st.sampled_from(words + _SHAPES * 20), min_size=1, max_size=14).map(" ".join)


@pytest.mark.parametrize("language", languages())
def test_no_mix_of_its_own_words_breaks_it(language: str) -> None:
    @settings(max_examples=80, deadline=None)
    @given(_phrases(language), MOMENTS)
    def check(text: str, now: datetime) -> None:
        json.dumps(read_one(text, language, now))

    check()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    for found in read_when(text, "nl", NOW).found:
        assert 0 <= found.start < found.end <= len(text)

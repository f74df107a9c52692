"""Polls in words: which times a sentence proposes, until when, who must be there, and what is answered."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.handlers.polls.said.times import read_poll
from intents.handlers.polls.said.wanted import wanted
from intents.handlers.polls.said.worded import read_answers
from intents.model import State
from intents.turn import Turn
from storage.privacy import Gate
from storage.records import Conversation, Member

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)  # A Monday, 9.00 h in Brussels.
GATE = Gate(frozenset())
STARTS = [
    datetime(2026, 3, day, hour)  # noqa: DTZ001 - wall clocks
    for day, hour in ((10, 14), (11, 10), (11, 14), (12, 14), (16, 9), (17, 10))
]
"""dinsdag 10/3 14u, woensdag 11/3 10u en 14u, donderdag 12/3 14u, maandag 16/3 9u, dinsdag 17/3 10u."""


def turn_of(text: str) -> Turn:
    place = Conversation("c", "cell", "terminal", "a", "m", False, 0, {})
    member = Member("m", "cell", "coordinator", "nl")
    return Turn(place, member, State(), NOW, datetime(2026, 3, 2, 9), GATE.mask(text))  # noqa: DTZ001


def starts_in(text: str) -> list[str]:
    return [f"{start:%d/%m %H:%M}" for start in read_poll(text, turn_of(text)).starts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dinsdag 14u, woensdag 10u of donderdag 14u", ["03/03 14:00", "04/03 10:00", "05/03 14:00"]),
        ("dinsdag en donderdag om 14u of 16u", ["03/03 14:00", "05/03 14:00", "03/03 16:00", "05/03 16:00"]),
        (
            "10/3 14u, 11/3 9u of 10u30, 12/3 14u",
            ["10/03 14:00", "11/03 09:00", "11/03 10:30", "12/03 14:00"],
        ),
        ("volgende week dinsdag 14u of donderdag 10u", ["10/03 14:00", "12/03 10:00"]),
        (
            "dinsdag en donderdag volgende week om 14u, vrijdag 10u",
            ["10/03 14:00", "12/03 14:00", "13/03 10:00"],
        ),
        ("3, 5 of 7 april om 14u", ["03/04 14:00", "05/04 14:00", "07/04 14:00"]),
        (
            "dinsdag 10 maart 14u, woensdag of donderdag 12 maart 10u",
            ["10/03 14:00", "11/03 10:00", "12/03 10:00"],
        ),
        ("dinsdag 10 maart 14u of woensdag 11 maart", ["10/03 14:00", "11/03 14:00"]),
        ("dinsdag van 14u tot 16u, woensdag van 9 tot 11u", ["03/03 14:00", "04/03 09:00"]),
        ("een vergadering van 2 uur", []),
        ("hoe gaat het", []),
    ],
)
def test_times_are_read(text: str, expected: list[str]) -> None:
    assert starts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("dinsdag 10 maart 14u of woensdag 11 maart 10u, antwoorden tegen vrijdag 12u", "06/03 12:00"),
        ("deadline donderdag: dinsdag 10 maart 14u, vrijdag 13 maart 9u", "05/03 17:00"),
        ("dinsdag 10 maart 14u of vrijdag 13 maart 9u", None),
    ],
)  # fmt: skip
def test_the_deadline_is_no_time_to_meet(text: str, deadline: str | None) -> None:
    said = read_poll(text, turn_of(text))
    assert (said.deadline and f"{said.deadline:%d/%m %H:%M}") == deadline
    assert len(said.starts) == 2


def test_a_stretch_with_a_part_of_the_day() -> None:
    (window,) = read_poll("volgende week in de namiddag", turn_of("")).windows
    assert (window.first.day, window.last.day, window.start.hour, window.end.hour) == (9, 15, 12, 17)


def test_how_long_is_read() -> None:
    assert read_poll("dinsdag 10 maart van 14u tot 15u30", turn_of("")).minutes == 90
    assert read_poll("dinsdag 10 maart 14u, duurt 3 uur", turn_of("")).minutes == 180


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de politie moet erbij zijn", (("police",), ())),
        ("de politie, het CLB en het OCMW moeten erbij zijn", (("police", "clb", "ocmw"), ())),
        ("de politie moet erbij zijn, de school hoeft niet", (("police",), ("school",))),
        ("met de politie in het stadhuis", ((), ())),
    ],
)
def test_who_must_be_there(text: str, expected: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    required, optional = wanted(text, "nl")
    assert (set(required), set(optional)) == (set(expected[0]), set(expected[1]))


Y, M, N = "yes", "maybe", "no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dinsdag 10 maart kan, woensdag liever niet", {0: Y, 1: M, 2: M}),
        ("woensdag 10u kan, woensdag 14u niet", {1: Y, 2: N}),
        ("ik kan donderdag en maandag", {3: Y, 4: Y}),
        ("donderdag en maandag kan", {3: Y, 4: Y}),
        ("donderdag kan en maandag niet", {3: Y, 4: N}),
        ("donderdag kan, maandag als het moet, de rest niet", {0: N, 1: N, 2: N, 3: Y, 4: M, 5: N}),
        ("alles past", dict.fromkeys(range(6), Y)),
        ("niets past", dict.fromkeys(range(6), N)),
        ("ik kan geen enkel moment", dict.fromkeys(range(6), N)),
        ("alles kan behalve donderdag", {**dict.fromkeys(range(6), Y), 3: N}),
        ("alleen donderdag past", {**dict.fromkeys(range(6), N), 3: Y}),
        ("enkel de 12de", {**dict.fromkeys(range(6), N), 3: Y}),
        ("1 en 3 kan, 2 niet", {0: Y, 2: Y, 1: N}),
        ("optie 4 is perfect", {3: Y}),
        ("de eerste en de derde zijn goed", {0: Y, 2: Y}),
        ("de 12de lukt, de 16de met moeite", {3: Y, 4: M}),
        ("dinsdag geen probleem", {0: Y, 5: Y}),
        ("woensdagnamiddag kan", {2: Y}),
        ("woensdag ni", {1: N, 2: N}),
        ("woensdag kan ik enkel in de namiddag, de rest is goed", {**dict.fromkeys(range(6), Y), 1: N}),
        ("2 en 5", {1: Y, 4: Y}),
        ("liefst donderdag, maandag zeker niet", {3: Y, 4: N}),
        ("maandag kan ik niet, de rest om het even", {**dict.fromkeys(range(6), Y), 4: N}),
        ("voor mij maakt het niet uit", dict.fromkeys(range(6), Y)),
        ("vrijdag kan", {}),
        ("bedankt", {}),
        ("ik kan", {}),
    ],
)
def test_answers_in_words(text: str, expected: dict[int, str]) -> None:
    assert read_answers(text, STARTS, turn_of(text)) == expected


def test_the_rest_is_what_was_not_answered_before() -> None:
    assert read_answers("de rest niet", STARTS, turn_of("de rest niet"), [1, 4]) == {0: N, 2: N, 3: N, 5: N}


_WORDS = (
    "dinsdag woensdag donderdag 14u 10/3 kan niet liever alles behalve rest 1 2 , . of en maar tot deadline"
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map(" ".join)))
def test_no_text_breaks_the_reading(text: str) -> None:
    turn: Any = turn_of(text)
    said = read_poll(turn.text.text, turn)
    assert all(start.tzinfo is None for start in said.starts)
    given_ = read_answers(turn.text.text, STARTS, turn)
    assert set(given_) <= set(range(len(STARTS)))
    assert set(given_.values()) <= {Y, M, N}

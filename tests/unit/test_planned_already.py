"""Words about meetings that are planned: how far they push, what they name, which language they ask for."""

from datetime import date

import pytest

from intents.commands import languages_in
from intents.handlers.meetings.planned import changing_what_is_planned
from intents.handlers.meetings.saying.moment import by_how_much, is_from, turned
from intents.handlers.meetings.saying.words import days_of
from intents.model import Phrase
from intents.recognise import Recognition
from tests.unit.test_meeting_handlers import turn


@pytest.mark.parametrize(
    ("words", "verb", "longer"),
    [
        ("met een uur", "verschuif de keer van 2 juni met een uur", True),
        ("twee uur op", "schuif het overleg twee uur op", True),
        ("met drie uur", "verzet het met drie uur", True),
        ("om een uur", "verschuif het om een uur", False),
        ("15u", "verzet het overleg van 2 juni, 15u", False),
        ("21u", "verschuif het overleg, 21u", False),
        ("met een uur", "vervroeg het overleg met een uur", False),
        ("met een week", "verzet de volgende keer met een week", False),
        ("vrijdag", "schuif het overleg vrijdag op", False),
    ],
)
def test_an_amount_is_no_hour_of_the_day(words: str, verb: str, longer: bool) -> None:
    assert by_how_much(words, verb, turn()).endswith("later") is longer


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("het overleg van 22 april", True),
        ("het overleg op 22 april", False),
        ("de stuurgroep 22 april", False),
    ],
)
def test_only_from_a_day_is_it_moved(words: str, wanted: bool) -> None:
    assert is_from(words, date(2026, 4, 22), turn()) is wanted


@pytest.mark.parametrize(
    ("words", "sure", "wanted"),
    [
        ("nodig het OCMW uit voor het overleg van dinsdag", "meeting.who", "meeting.ask-along"),
        ("betrek de jeugddienst bij de stuurgroep", None, "meeting.ask-along"),
        ("nodig het CAW uit voor een overleg volgende week", "meeting.plan", None),
        ("voeg de politiezone toe aan onze groep", "invite", None),
        ("niet meer elke zes weken maar elke maand", "stop", "meeting.rhythm"),
        ("wie nodig ik uit voor het overleg van dinsdag", "meeting.who", None),
        ("verzet het overleg van dinsdag naar woensdag", "meeting.move", None),
    ],
)
def test_what_changes_a_planned_meeting(words: str, sure: str | None, wanted: str | None) -> None:
    read = Recognition(sure, 0.9 if sure else 0.1, "act" if sure else "ask", (), ())
    found = changing_what_is_planned(turn(words), read)
    assert (found.name if found else None) == wanted


def test_forwards_is_earlier() -> None:
    assert turned("schuif het een uur naar voren", turn()) == "schuif het een uur vroeger"
    assert turned("een dag naar achteren", turn()) == "een dag later"
    assert turned("verzet het naar vrijdag", turn()) == "verzet het naar vrijdag"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("spreek engels", ["en"]),
        ("Néerlandais svp", ["nl"]),
        ("frans of duits", ["fr", "de"]),
        ("een andere", []),
    ],
)
def test_the_language_named(words: str, codes: list[str]) -> None:
    assert languages_in(words) == codes


def test_days_of_another_year_have_it() -> None:
    here, there = date(2026, 12, 29), date(2027, 2, 9)
    assert days_of([here], 2026) == [here]
    later = Phrase("days-of-year", {"days": [there], "year": "2027"})
    assert days_of([here, there], 2026) == Phrase("days-and-later", {"days": [here], "later": later})
    assert days_of([there], 2026) == later

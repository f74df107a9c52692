"""The recogniser as a whole: what it must understand, what it must leave alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.recognise import CHOICES, Recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wie vult de terugkoppelingsfiche in?", "faq"),
        ("hoe vaak moet een cel samenkomen?", "faq"),
        ("wie zit er in de LTF?", "faq"),
        ("nodig de directeur van het CAW uit", "invite"),
        ("nodig het OCMW uit voor het overleg van dinsdag", "meeting.who"),
        ("maak een nieuwe referentie", "case.new"),
        ("kan dinsdg ni, verzet naar de week erna", "meeting.move"),
        ("Plan een casusoverleg volgende dinsdag om 14u in het stadhuis, elke zes weken", "meeting.plan"),
    ],
)
def test_neighbouring_intents_are_told_apart(recogniser: Recogniser, text: str, intent: str) -> None:
    found = recogniser.recognise(text, "nl")
    assert (found.intent, found.decision) == (intent, "act")


@pytest.mark.parametrize("text", ["", "   ", "😀", "???", "\u200f\u200e", "zal het sneeuwen in de Ardennen"])
def test_what_is_not_ours_is_declined(recogniser: Recogniser, text: str) -> None:
    found = recogniser.recognise(text)
    assert (found.intent, found.decision, found.choices) == (None, "decline", ())


def test_says_which_words_decided(recogniser: Recogniser) -> None:
    assert "annuleer" in recogniser.recognise("Annuleer het overleg van dinsdag").words


def test_weights_are_kept_once(recogniser: Recogniser, tmp_path: Path) -> None:
    Recogniser.load(tmp_path)
    (tmp_path / "recogniser-of-older-sentences.npz").write_bytes(b"")
    Recogniser.load(tmp_path / "deeper")
    assert len(list(tmp_path.glob("*.npz"))) == 2
    assert len(list((tmp_path / "deeper").iterdir())) == 1


def test_a_cache_that_refuses_is_no_error(recogniser: Recogniser, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert Recogniser.load(tmp_path / "file").recognise("bedankt").intent == "thanks"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_a_well_formed_answer(recogniser: Recogniser, text: str) -> None:
    found = recogniser.recognise(text)
    assert 0 <= found.confidence <= 1
    assert len(found.choices) <= CHOICES
    assert (found.decision == "decline") == (found.intent is None)

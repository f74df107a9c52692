"""Names of persons and ordinary sentences. The sentences are our own; no name stands for somebody.

The floors are a little under what was measured, so that a change that costs recall or peace shows here.
"""

import re
from pathlib import Path

import pytest

from storage.privacy import Find, Gate, Tier

DATA = Path(__file__).parents[1] / "data"
GATE = Gate()
MARK = re.compile(r"\{(\w)\|([^}]*)\}")
PARTICLES = {"van", "de", "den", "der", "el", "al", "la", "le"}


def _sentences(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line]


def _is_covered(text: str, start: int, end: int, finds: tuple[Find, ...]) -> bool:
    """Whether each word (particles aside) lies in a find of the hard or soft tier."""
    sure = [find for find in finds if find.tier is not Tier.ASK]
    words = [w for w in re.finditer(r"\w{2,}", text[start:end]) if w.group().lower() not in PARTICLES]
    return all(any(f.start <= start + w.start() and start + w.end() <= f.end for f in sure) for w in words)


def test_persons_are_found() -> None:
    missed = []
    for line in _sentences("gate_persons.txt"):
        text, spans = "", []
        for part in re.split(r"(\{\w\|[^}]*\})", line):
            marked = MARK.fullmatch(part)
            if marked:
                spans.append((len(text), len(text) + len(marked[2])))
            text += marked[2] if marked else part
        finds = GATE.screen(text).finds
        missed += [text[a:b] for a, b in spans if not _is_covered(text, a, b, finds)]
    assert len(missed) <= 6, missed


def test_ordinary_sentences_pass() -> None:
    flagged = [text for text in _sentences("gate_clean.txt") if GATE.screen(text).decision != "pass"]
    assert len(flagged) <= 5, flagged


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("korpschef Van Hove spreekt", "Van Hove"),
        ("mevrouw De Smet komt", "De Smet"),
        ("de neef van Van den Broeck", "Van den Broeck"),
        ("het gaat om annetta t. uit het 5de jaar", "annetta t"),
        ("KABONGO Fatoumata is er niet", "KABONGO Fatoumata"),
        ("men noemt hem Abu Lounja, zegt men", "Abu Lounja"),
        ("men noemt hem BrBr, zegt men", "BrBr"),
        ("Dossier van M.B., minderjarige", "M.B."),
        ("gesprek met Khaadija gisteren", "Khaadija"),
        ("Naam besproken persoon: Dos Santos", "Dos Santos"),
        ("jan de smet komt niet", "jan de smet"),
        ("Karims moeder belde", "Karims"),
        ("broer van Islam M, zelfde gezin", "Islam M"),
        ("Okan komt niet meer", "Okan"),
    ],
)
def test_the_whole_name_is_one_find(text: str, name: str) -> None:
    assert name in {text[find.start : find.end] for find in GATE.screen(text).finds if find.type == "NAME"}


@pytest.mark.parametrize(
    "text",
    [
        "de burgemeester, de heer korpschef en mevrouw de voorzitter",
        "zaal De Linde of Zaal Rubens",
        "moskee Al Fath en vzw Amal",
        "het OKAN-onderwijs en een OKAN-klas",
        "Elke dinsdag in mei en juni",
        "Toon de agenda",
        "M.B. van 5 juni en K.B. nr. 3",
        "A. Inleiding B. Stand van zaken",
        "hij spreekt Frans, Turks en Berbers",
        "Haatpropagandist, Veiligheidscellen en Preventieplan",
        "wa moet ek doen as de ouders nie akkoord gaan",
    ],
)
def test_no_person(text: str) -> None:
    assert GATE.screen(text).finds == ()


def test_an_unknown_word_with_a_capital_is_asked_about() -> None:
    verdict = GATE.screen("we dachten aan Qwoltrix vandaag")
    assert verdict.decision == "ask"

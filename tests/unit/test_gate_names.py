"""Names of persons and ordinary sentences. The sentences are our own; no name stands for somebody.

The floors are a little under what was measured, so that a change that costs recall or peace shows here.
"""

import re
from collections.abc import Callable
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


def _marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of a line without its marks, and where the marked names stand."""
    text, spans = "", []
    for part in re.split(r"(\{\w\|[^}]*\})", line):
        marked = MARK.fullmatch(part)
        if marked:
            spans.append((len(text), len(text) + len(marked[2])))
        text += marked[2] if marked else part
    return text, spans


@pytest.mark.parametrize(
    ("name", "written", "most"),
    [
        ("gate_persons.txt", str, 6),
        ("gate_persons.txt", str.lower, 26),
        ("gate_persons_more.txt", str, 9),
        ("gate_persons_more.txt", str.lower, 18),
    ],
)
def test_persons_are_found(name: str, written: Callable[[str], str], most: int) -> None:
    missed = []
    for line in _sentences(name):
        text, spans = _marked(line)
        finds = GATE.screen(written(text)).finds
        missed += [text[a:b] for a, b in spans if not _is_covered(text, a, b, finds)]
    assert len(missed) <= most, missed


@pytest.mark.parametrize(("name", "most"), [("gate_clean.txt", 2), ("gate_clean_more.txt", 2)])
def test_ordinary_sentences_pass(name: str, most: int) -> None:
    flagged = [text for text in _sentences(name) if GATE.screen(text).decision != "pass"]
    assert len(flagged) <= most, flagged


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
        ("zijn broer storm is veertien", "storm"),
        ("mo en bas hangen rond", "mo"),
        ("bart de wever komt niet", "bart de wever"),
        ("het gezin de jong verhuist", "jong"),
        ("collega Prins neemt het over", "Prins"),
        ("Rashid al-Masri preekt", "Rashid al-Masri"),
        ("peter ter horst is trainer", "peter ter horst"),
        ("liesbet d'hondt belt terug", "liesbet d'hondt"),
        ("casus r.b. wordt heropend", "r.b."),
        ("vandamme weigert elke begeleiding", "vandamme"),
        ("Patrice Ilunga wa Mutombo slaapt bij een kennis", "Patrice Ilunga wa Mutombo"),
        ("Öztürk, Emre wurde gemeldet", "Öztürk"),
        ("Van Damme, Kobe: 15 jaar", "Van Damme"),
        ("Van den Eede kwam niet opdagen.", "Van den Eede"),
        ("Van de Putte was er niet.", "Van de Putte"),
        ("Van Hove was er niet.", "Van Hove"),
        ("gesprek met ter horst", "ter horst"),
        ("volgens dr. Veer klopt dat", "Veer"),
        ("het dossier van van de walle", "walle"),
        ("van den abeele komt niet", "abeele"),
        ("we bespraken de thuissituatie van Mei", "Mei"),
        ("we spraken met Winter over school", "Winter"),
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
        "moet ik die jongen van de bakker melden",
        "in de winter is de jongste zoon ziek, m.b.t. school volgt nieuws",
        "de roos in het logo en de storm van gisteren",
        "nieuw overleg op 15 jan om 14u",
        "quels comptes sont liés au lien de mon calendrier ?",
        "max 10 deelnemers, geen hoop op meer",
        "overleg in St.-Niklaas met de preventiedienst",
        "Die Anwesenheitsliste und die Terminumfrage liegen beim Präventionsdienst",
        "AZ Marie Dumont en kazerne Majoor Willems laten iets weten",
        "Institut Saint-Boniface et Clinique Saint-Pierre ont répondu",
        "Die Polizeizone Eifel-Süd nimmt teil",
        "We werken volgens Geweldloos Verzet en Nieuwe Tijd",
        "a talk on Antinatalism and the Ecosphere",
        "dat hoop ik wel dat hij komt",
        "Van de stad, van de Raad van State en van de Kruispuntbank kwam niets.",
        "Van de Vlaamse overheid hoorden we niets, voor van de week lukt het niet meer.",
        "Van de Politie kwam niemand, van den burgemeester mag het.",
        "Onderwerp: de Lijst, en zijn dr Nieuwe leden die Lingala spreken",
        "Het overleg op Vrijdag schuift naar Donderdag, in Mei of begin Augustus met Welzijn en Jeugd.",
        "Kent gezinshulp van Zonnelied vzw sinds mei.",
        "Maandag komt niet in aanmerking en het nieuwe Plein ook niet.",
        "De Information Officer vraagt een Nieuwe Kaart en de Foutmelding in Beeld.",
    ],
)
def test_no_person(text: str) -> None:
    assert GATE.screen(text).finds == ()


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("we dachten aan de Qwoltrix vandaag", "ask"),
        ("Qwoltrix", "ask"),
        ("we dachten aan Qwoltrix vandaag", "refuse"),
        ("Selon Qwoltrix, rien n'a changé.", "refuse"),
        ("Die Lage bei Qwoltrix ist besser.", "refuse"),
        ("the uncle of qwoltrix phoned", "refuse"),
        ("je pense que qwoltrix a besoin d'aide", "refuse"),
        ("qwoltrix kwam niet opdagen", "refuse"),
        ("qwoltrix war heute nicht in der schule", "refuse"),
        ("de onrustige Kuipers moest wachten", "ask"),
        ("Kramer zat achteraan", "ask"),
        ("De Graaf zegt dat hij thuis was", "ask"),
        ("Kramer: ik ga akkoord", "ask"),
        ("Molenaar had een afspraak", "ask"),
        ("Van Aalst was erbij", "ask"),
        ("Van der Qwoltrix: 15 jaar", "refuse"),
        ("volgens Van de Qwoltrix klopt dat", "refuse"),
        ("daarna stapte Kersbeek naar buiten", "ask"),
        ("we hoorden dat de stille Kramer kwam", "refuse"),
        ("zo is het, aldus Kramer", "refuse"),
        ("Storm zit opnieuw zonder werk", "refuse"),
        ("Bakker en Peeters zijn samen opgepakt", "refuse"),
        ("doelman Kikkert speelt niet", "refuse"),
        ("bespreek op de beeck als laatste", "refuse"),
        ("J.-P. D. drinkt te veel", "refuse"),
        ("kan iemand T.v.d.M. verwittigen?", "refuse"),
        ("ze zegt dat roos opnieuw niet naar de les wil", "refuse"),
        ("Grace from reception said no", "refuse"),
        ("a message from will martin", "refuse"),
    ],
)
def test_a_word_nobody_knows_is_a_name_where_a_person_stands_and_else_asked_about(
    text: str, decision: str
) -> None:
    assert GATE.screen(text).decision == decision


def test_in_a_public_document_a_word_that_is_only_unknown_stays() -> None:
    assert GATE.publish("Volgens Qwoltrix en mevrouw Peeters klopt het.").text.startswith(
        "Volgens Qwoltrix en mevrouw [persoon A]"
    )

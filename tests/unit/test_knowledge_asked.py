"""What is asked: an answer gives the kind of thing that is asked for, or is only offered."""

from functools import cache

import pytest

from knowledge.library import Library
from knowledge.search import Found, Search


@cache
def search() -> Search:
    return Search(Library.load())


def found(question: str) -> tuple[str, str | None]:
    what: Found = search().find(question)
    return what.decision, what.entry.id if what.entry else None


@pytest.mark.parametrize(
    "question",
    [
        "Hoe heet de directeur van CAPREV?",
        "In welke straat zitten de bureaus van CREA?",
        "wat is het gsm-nummer van de coach van de VVSG",
        "vanaf welke leeftijd kan iemand op de informatiekaart staan?",
        "Welke kleur heeft de informatiekaart?",
        "hoe word ik justitieassistent",
        "Hoe word ik expert radicalisering in een justitiehuis?",
        "Wie is de contactagent van onze wijk?",
        "Wat doet een contactagent op school?",
        "Wie beheert de Europese terroristenlijst?",
        "Door wie is het decreet van 22 maart 2024 ondertekend?",
        "Hoeveel kantoren heeft politiezone CARMA?",
        "Hoeveel mensen stonden er in 2018 in de GGB?",
        "Hoeveel gemeenten hadden dit jaar nog geen LIVC-R?",
        "Hoeveel jongeren vertrokken uit Mechelen naar Syrië?",
        "Hoeveel LIVC-R's telde Luxemburg in 2019?",
        "Welke dertien gemeenten kregen specifieke middelen, alle namen?",
    ],
)
def test_another_kind_of_answer_than_an_entry_gives_is_not_answered_by_it(question: str) -> None:
    assert found(question)[0] in ("suggest", "unknown")


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Wie leidt de LIVC-R?", "cell-mayor-directs"),
        ("Op welk telefoonnummer is CAPREV te bereiken?", "caprev-number"),
        ("Hoe kan ik Wegweiser contacteren, is er een mailadres?", "wegweiser-what"),
        ("hoeveel namen zaten er in november 2022 in de databank", "ggb-names-count"),
        ("Hoeveel mensen staan er ongeveer in de GGB?", "ggb-names-count"),
        ("hoeveel jongeren zijn er uit genk naar syrië getrokken", "genk-departures"),
        ("In welk jaar is het draaiboek verschenen?", "handbook-when"),
        ("Hoe wordt iemand uit de GGB gehaald?", "ggb-removal"),
        ("Hoe wordt iemand geschrapt uit de GGB?", "ggb-removal"),
        ("Hoe wordt iemand uit de gegevensbank verwijderd?", "ggb-removal"),
        ("Hoe wordt iemand begeleid door CAPREV?", "caprev-what"),
        ("Hoe geraak ik aan een modelfiche?", "sheet-template"),
        ("Welke organisaties zitten in het Brusselse platform?", "brussels-platform-cadence"),
        ("Vanaf welke datum is er een opleiding voor Information Officers?", "io-training"),
        ("Hoe heten de leden van het Vlaams Platform?", "flemish-platform-who"),
        ("Hoe heten de vaste leden van de LIVC-R?", "cell-core-members"),
        ("Hoe oud is EMMA?", "emma-what"),
        ("Wie roept de cel samen?", "who-sets-up-cell"),
        ("Wie roept de LIVC samen?", "who-sets-up-cell"),
        ("Welke rol heeft CREA binnen de Franse Gemeenschap?", "crea-what"),
    ],
)
def test_the_kind_of_answer_that_an_entry_gives_is_answered(question: str, entry: str) -> None:
    assert found(question) == ("answer", entry)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("In een brief staat 'Strategie T.E.R.'. Wat is dat?", "strategy-ter"),
        ("Op een oude folder staat Wegweiser. Bestaat dat nog?", "wegweiser-active"),
        ("Het OCMW denkt dat elke naam van ons overleg in de databank komt. Is dat waar?", "cell-and-ggb"),
        ("Alvéole is toch een computerspel?", "alveole-what"),
        ("Is een haatpropagandist gewoon een journalist?", "status-hate-propagandist"),
        ("Mijn nieuwe collega snapt niet wat een IO doet. Hoe leg ik hem dat uit?", "io-role"),
        ("Een stagiair vraagt wat er in het draaiboek staat.", "handbook-what"),
        ("Een psycholoog vraagt of hij op de cel verplicht is om te spreken.", "health-may-speak"),
    ],
)
def test_what_stands_around_a_question_does_not_hide_it(question: str, entry: str) -> None:
    assert found(question) == ("answer", entry)


@pytest.mark.parametrize(
    "question",
    [
        "Een moeder vraagt of hij in de gegevensbank staat.",
        "Een collega vraagt of die man uit de Kerkstraat in de GGB staat.",
        "Een journalist vraagt of hij bij ons op de cel kwam. Wat antwoord ik?",
        "Haar moeder vraagt wat er op haar informatiekaart staat.",
        "De buren vertellen dat hij wapens in huis heeft. Wat nu?",
        "Een stagiair wil de vragen van de Radix Tool zien. Mag ik ze doorsturen?",
        "Een psycholoog vraagt of hij hem mag afsluiten of verder volgen.",
        "Is CAPREV een goede keuze voor mijn broer?",
        "Mijn laptop vraagt een certificaat, wat nu",
    ],
)
def test_a_case_that_somebody_passes_on_stays_a_case(question: str) -> None:
    assert found(question)[0] != "answer"

"""Orders in so many words: what means one, and that no question or other order of the shipped sentences does."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from intents.handlers import HANDLERS
from intents.handlers.meetings.saying.orders import order_in
from intents.turn import Turn
from knowledge.library import Library
from knowledge.watching import Knowledge
from scheduler.recurrence import to_local

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MEANT = {
    "meeting.show": ["hoe laat is het overleg", "wanneer is het nu", "en waar gaat het door?"],
    "meeting.cancel": ["annuleer deze en alle volgende", "zeg het overleg van 2 juni en de volgende af"],
    "meeting.move": [
        "verzet deze en de volgende naar donderdag",
        "vanaf 21 april moet het altijd op donderdag om 10u",
    ],
    "closing.add": [
        "we zijn gesloten op 26 december",
        "2 november is een sluitingsdag",
        "het stadhuis is dicht op 15 mei",
    ],
    "closing.drop": [
        "wij werken op 11 juli",
        "26 december is geen sluitingsdag",
        "we zijn open op 27 september",
    ],
    "closing.show": ["wat zijn onze sluitingsdagen?", "wanneer zijn we gesloten?", "toon de sluitingsdagen"],
    "wish.set": [
        "herinner mij liever een uur vooraf, op Telegram",
        "verwittig me voortaan twee dagen op voorhand",
    ],
    "wish.rest": [
        "stuur mij niets na 20u",
        "stuur mij geen berichten tussen 20u en 8u",
        "herinner mij ook 's nachts",
    ],
    "wish.show": ["hoe herinner je mij?", "toon mijn herinneringen"],
    "function.set": [
        "ik ben van het CLB",
        "ik werk bij de lokale politie",
        "ik vertegenwoordig het OCMW",
        "ik zit in cel noord",
        "ik ben van de zuidelijke operationele cel",
        "ik zit in beide cellen",
    ],
    "agenda.add": ["zet LR-ZGW-H3B-MKX op de agenda van dinsdag", "voeg vorming toe aan de agenda"],
    "agenda.show": ["wat zijn de agendapunten?", "toon de agenda van het overleg"],
    "agenda.drop": ["haal LR-ZGW-H3B-MKX van de agenda", "schrap punt 2 van de agenda"],
    "told.show": [
        "is iedereen verwittigd?",
        "wie kreeg de uitnodiging?",
        "wie kreeg de herinnering?",
        "is de uitnodiging aangekomen?",
        "wie heeft het bericht ontvangen?",
    ],
    "owner.give": [
        "draag dit overleg over aan een collega",
        "geef de reeks door aan mijn collega",
        "kan een collega de werkgroep overnemen?",
    ],
    "owner.show": [
        "wie volgt het casusoverleg op?",
        "van wie is dit overleg?",
        "van wie is de intervisie?",
        "wie organiseert de werkgroep?",
    ],
    "owner.take": ["ik neem dit overleg over", "ik neem de reeks over van mijn collega"],
    "attendance.set": ["aanwezig waren politie, OCMW en CLB", "de politie en het CLB waren erbij"],
    "attendance.show": ["wie was er aanwezig?", "wie waren er?"],
    "minutes.make": ["verslag", "maak een verslag", "geef me een sjabloon voor het verslag"],
    "keylist.make": ["druk de sleutellijst af", "geef me een lege sleutellijst"],
    "helpdesk.queue": ["antwoord", "de vraag beantwoorden", "open vragen", "hoeveel wacht er nog?"],
    "case.sheets": [
        "welke fiches hebben we al gemaakt?",
        "toon onze fiches",
    ],
    "members.show": ["toon de leden", "wie zijn er lid van de cel?", "welke functies hebben we"],
    "succession.make": [
        "ik stop ermee, een collega neemt mijn taken over",
        "maak de overdracht",
        "bereid een document voor mijn opvolger voor",
        "ik draag de coördinatie over",
    ],
}


def test_every_order_has_a_handler_and_an_example() -> None:
    orders = yaml.safe_load((ROOT / "intents/data/orders.yaml").read_text("utf-8"))["nl"]
    assert sorted(orders) == sorted(MEANT)
    assert sorted(orders.keys() - HANDLERS.keys()) == []


@pytest.mark.parametrize(
    ("intent", "text"), [(name, text) for name, texts in MEANT.items() for text in texts]
)
def test_an_order_is_read(intent: str, text: str) -> None:
    found = order_in(_turn(text, "helpdesk" if intent == "helpdesk.queue" else "member"))
    assert found is not None
    assert found.name == intent


def test_no_question_of_the_knowledge_is_an_order() -> None:
    library: Library = Knowledge.load().library
    texts = [
        text
        for entry in library.entries.values()
        for language, block in entry.blocks.items()
        if language == "nl"
        for text in (block.question, *block.variants)
    ]
    assert len(texts) > 500
    found = {text: order.name for text in texts if (order := order_in(_turn(text)))}
    assert {text: name for text, name in found.items() if name != "privacy.models"} == {}
    assert len(found) < 5, found  # 'ben je chatgpt': small talk of the knowledge too.


def test_no_shipped_sentence_of_another_intent_is_an_order() -> None:
    sentences: list[tuple[str, str]] = []
    for path in (ROOT / "intents/data/examples/nl").glob("*.yaml"):
        for intent, lines in yaml.safe_load(path.read_text("utf-8")).items():
            sentences += [(intent, line) for line in lines.splitlines()]
    read = [(intent, text, order_in(_turn(text))) for intent, text in sentences]
    assert len(read) > 1000
    others = {text: found.name for intent, text, found in read if found and found.name != intent}
    asked = {text for intent, text, _ in read if intent == "privacy.show"}
    assert {text: name for text, name in others.items() if text not in asked} == {}
    assert {name.partition(".")[0] for name in others.values()} <= {"privacy"}


def _turn(text: str, role: str = "member") -> Turn:
    return cast(
        Turn,
        SimpleNamespace(
            text=SimpleNamespace(text=text),
            language="nl",
            local=to_local(NOW),
            now=NOW,
            member=SimpleNamespace(role=role),
        ),
    )


def test_a_long_text_is_no_order() -> None:
    words: Any = "we zijn gesloten op 26 december " * 20
    assert order_in(_turn(words)) is None


@pytest.mark.parametrize(
    "text",
    [
        "wie is lid van de gemeenteraad?",
        "welke partners hebben we nodig in onze cel?",
        "welke diensten hebben we in Vlaanderen voor gezinnen?",
        "wie zit er in onze cel volgens het decreet?",
        "mijn laatste coördinator was ziek",
    ],
)
def test_what_is_asked_or_told_of_others_is_no_order(text: str) -> None:
    assert order_in(_turn(text)) is None


@pytest.mark.parametrize("text", ["geen verslag", "welk verslag", "verslag?", "LTF verslag"])
def test_a_word_alone_is_an_order_only_if_nothing_is_said_against_it(text: str) -> None:
    assert order_in(_turn(text)) is None

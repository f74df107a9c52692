"""Questions about Spil and data: which is read as what, what stays a question about the law, and what is said."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import yaml

from intents.handlers.meetings.saying.orders import order_in
from intents.handlers.rights.asked import TOPICS
from intents.turn import Turn
from scheduler.recurrence import to_local
from storage.store.upkeep.retention import OWN_RULES, shipped_rules
from tests.conversations.stage import Stage

ROOT = Path(__file__).parents[2]
ASKED = {
    "privacy.models": [
        "gebruikt spil chatgpt?",
        "zit hier ai achter",
        "worden mijn vragen naar chatgpt gestuurd",
        "worden onze gesprekken gebruikt om een model te trainen",
    ],
    "privacy.drafts": [
        "ik ben dpo, ik wil het register van verwerkingsactiviteiten",
        "maak de dpia",
        "geef mij de link voor de functionaris",
        "mag ik als dpo zien wat er in de databank zit",
    ],
    "privacy.processor": [
        "is er een verwerkersovereenkomst",
        "wie is verwerkingsverantwoordelijke voor spil",
    ],
    "privacy.periods": [
        "hoe lang houdt ge alles bij",
        "wanneer wordt alles gewist",
        "wat zijn de bewaartermijnen van spil",
    ],
    "privacy.place": ["waar staan de gegevens, in amerika?", "staat dit op een server in de cloud"],
    "privacy.discussed": [
        "bewaar je namen van besproken personen",
        "welke gegevens slaan jullie op van inwoners",
        "hoe bewaar je namen van besproken personen",
    ],
    "privacy.readers": ["kan de burgemeester meelezen", "ziet de leverancier onze gegevens"],
    "privacy.safety": [
        "is alles versleuteld",
        "wat als er een datalek is",
        "voldoet dit aan de avg",
        "mijn laptop is gestolen",
    ],
    "privacy.show": ["welke persoonsgegevens verwerkt deze tool"],
}
OF_THE_LAW = [
    "hoe lang mag een fiche bewaard worden",
    "wie is verwerkingsverantwoordelijke van de T.E.R.-gegevensbank",
    "hoe lang blijft iemand in de databank",
    "moet een livc een dpia maken?",
    "moet er een register van verwerkingsactiviteiten zijn voor de LIVC-R",
    "mogen we namen bewaren van wie we bespreken?",
    "hoe lang houden we het overleg dinsdag",
    "waar staat dat?",
    "welke gegevens staan in de fiche",
    "wat als iemand zijn wapen gestolen is?",
    "mag ik chatgpt gebruiken om een casus samen te vatten?",
    "mag ik een verslag in Copilot laten maken?",
    "wat weet je over mensen die terugkeren uit Syrië?",
    "hoe bewaar je het vertrouwen bij jongeren?",
    "hoe houd je jongeren bij de les?",
    "hoe sla je een brug naar jongeren?",
    "hoe lang blijft iemand hier in begeleiding staan?",
    "wie heeft toegang tot de sleutellijst hier?",
    "ziet de burgemeester wat wij bespreken?",
]


def _read(text: str) -> str | None:
    local = to_local(datetime(2026, 3, 2, 8, tzinfo=UTC))
    said, who = SimpleNamespace(text=text), SimpleNamespace(role="coordinator")
    order = order_in(cast(Turn, SimpleNamespace(text=said, language="nl", local=local, member=who)))
    return order.name if order else None


def test_every_topic_has_an_example() -> None:
    words = yaml.safe_load((ROOT / "intents/data/privacy.yaml").read_text("utf-8"))["nl"]
    assert set(words) - {"words"} == set(ASKED)
    assert {name.partition(".")[2] for name in ASKED} == {*TOPICS, "show"}


@pytest.mark.parametrize(
    ("intent", "text"), [(name, text) for name, texts in ASKED.items() for text in texts]
)
def test_what_is_asked_of_spil(intent: str, text: str) -> None:
    assert _read(text) == intent


@pytest.mark.parametrize("text", OF_THE_LAW)
def test_what_is_a_question_about_the_law_or_a_meeting(text: str) -> None:
    assert _read(text) is None


async def test_the_periods_are_those_of_the_installation(tmp_path: Path) -> None:
    days = {rule.id: rule.days for rule in shipped_rules()}
    async with Stage(tmp_path) as stage:
        (told,) = await stage.say("hoe lang hou je alles bij?")
        assert f"– {days['dialogues']} dagen: waar ons gesprek" in told["text"]
        assert "jaar: overleggen" in told["text"]
        (stage.folder / OWN_RULES).write_text("dialogues: 45\nmeetings: 400\n", "utf-8")
        (told,) = await stage.say("wat bewaar je over mij?")
        assert "– 45 dagen: waar ons gesprek" in told["text"]
        assert "– 400 dagen: overleggen" in told["text"]

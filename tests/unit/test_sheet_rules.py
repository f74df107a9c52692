"""The rules R1-R23 of the sheet's template, one by one: where each stands in the declaration, in the words that are
said, in the document, and in what a sheet does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.documents.sheet import sheet_words
from bot.joining import join_terminal
from bot.phrases import phrases, plain
from intents.fields import MOST_DAYS, Context, Problem, parse
from intents.form import Field, load_form
from intents.handlers.sheet.question import DOMAINS
from intents.model import Phrase
from storage.privacy import Gate
from storage.store.cases import last_sheets
from storage.tables import sheets
from tests.conversations.stage import Stage

SHEET = load_form("sheet")
WORDS = sheet_words("nl")
ALL = frozenset(field.id for field in SHEET.fields)
BOXES = frozenset(field.id for field in SHEET.fields if field.volatile and not field.extends)
VALUES = {"direction": "to_ltf", "subject": "person"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one rule is kept: `fields` with these properties; `said`: phrase → what is in it; `document`: a word of
    the document → what is in it."""

    fields: Mapping[str, Mapping[str, object]] | None = None
    said: Mapping[str, str] | None = None
    document: Mapping[str, str] | None = None


RULES: dict[str, Rule] = {
    "R1": Rule(said={"sheet-agreed": "artikel 4, § 2"}, document={"ground_text": "Artikel 4, § 2"}),
    "R2": Rule({"officer": {}}, {"sheet-officer": "vult de fiche in, samen met de deelnemers"}),
    "R3": Rule(
        {
            "agreed": {"ends": "no", "optional": False, "exact": True},
            "participants": {"optional": False, "kind": "functions"},
            "agreement": {"ends": "no", "optional": False, "exact": True, "each": "participants"},
        },
        {"sheet-agreed": "zonder consensus geen fiche", "sheet-withdrawn": "geen document"},
        {"explanation_text": "in consensus", "consensus": "Alle effectief deelnemende leden"},
    ),
    "R4": Rule(said={"sheet-officer": "tijdens het overleg"}),
    "R5": Rule(
        {"impact": {"within": "followup"}, "followup": {}},
        {"sheet-impact": "de wet wil", "sheet-readback-no-evaluation": "evaluatie"},
        {"ground_text": "evaluatie van de opvolging"},
    ),
    "R6": Rule(
        {"readback": {"exact": True, "optional": False}},
        {"sheet-domain": "als geheim", "sheet-readback": "als geheim"},
        {"explanation_text": "als geheim"},
    ),
    "R7": Rule(
        said={"sheet-domain": "alleen feiten", "sheet-direction-to_ltf-note": "feiten volstaan"},
        document={"explanation_text": "Feiten volstaan"},
    ),
    "R8": Rule(
        {f"{domain}_balance": {"extends": domain} for domain in DOMAINS},
        {"sheet-domain": "ook wat goed gaat of neutraal is", "sheet-balance": "positiefs of neutraals"},
        {"domains_text": "wat goed gaat, wat neutraal is en wat zorgen baart"},
    ),
    "R9": Rule({"dates": {"kind": "days"}}, {"sheet-domain": "met hun datum"}, {"domains_text": "datum"}),
    "R10": Rule(
        {box: {"optional": True} for box in BOXES} | {"wanted": {"optional": True}},
        {"sheet-intro": "elk vak mag leeg blijven"},
        {"explanation_text": "Geen enkel vak is verplicht"},
    ),
    "R11": Rule({"wanted": {"kind": "choices"}}, {"sheet-wanted": "welke vakken"}),
    "R12": Rule({"questions": {"when": None}}, {"sheet-agreed@to_livc": "beslist de ltf zelf"}),
    "R13": Rule(said={"sheet-subject": "elke vorm van radicalisme of extremisme"}),
    "R14": Rule(
        {"subject": {"choices": ("person", "organisation"), "optional": False}},
        document={"name": "organisatie, vereniging", "no_birth_date": "organisatie of vereniging"},
    ),
    "R15": Rule(said={"sheet-subject": "of er een statuut in de ggb is, maakt niet uit"}),
    "R16": Rule({"direction": {}}, document={"to_ltf.purpose": "welke opvolging loopt en hoe die verloopt"}),
    "R17": Rule(
        {"direction": {"choices": ("to_ltf", "to_livc"), "optional": False}},
        {"sheet-direction-to_livc-note": "waarom de ltf doorverwijst"},
        {"to_livc.purpose": "licht de LTF een doorverwijzing", "referral": "doorverwijzing"},
    ),
    "R18": Rule(
        said={"sheet-direction-to_livc-note": "komt de fiche in de ggb"},
        document={"tensions_status": "komt de inhoud in de GGB"},
    ),
    "R19": Rule(
        said={
            "sheet-officer-absent-note": "alles loopt langs die weg",
            "sheet-finished": "ik verstuur niets",
        },
        document={"sending_text": "De Information Officer kijkt deze fiche na"},
    ),
    "R20": Rule(
        {"phase": {}, "categories": {"kind": "choices"}}, document={"to_ltf.purpose": "opvolging loopt"}
    ),
    "R21": Rule(
        {domain: {"kind": "box"} for domain in DOMAINS}, document={"domains_text": "ruim worden opgevat"}
    ),
    "R22": Rule(
        {"confirmed": {"exact": True}, "psychological": {"when": {"confirmed": ("yes",)}}},
        {"sheet-confirmed": "psychiater of psycholoog", "sheet-confirmed-unknown-note": "dicht"},
        {"psychological_text": "Alleen wat een psychiater of psycholoog"},
    ),
    "R23": Rule(
        {"phase": {"notes": ("none",)}},
        {"sheet-phase-none-note": "geldige uitkomst"},
        {"phases.none": "geen traject op te starten"},
    ),
}


def test_every_rule_is_in_the_table() -> None:
    assert list(RULES) == [f"R{number}" for number in range(1, 24)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_is_kept_where_it_says(rule: Rule) -> None:
    for field_id, wanted in (rule.fields or {}).items():
        field: Field = SHEET.field(field_id)
        assert {name: getattr(field, name) for name in wanted} == wanted, field_id
    for key, text in (rule.said or {}).items():
        name, _, way = key.partition("@")
        said = plain(phrases("nl").text(Phrase(name, {**VALUES, **({"direction": way} if way else {})})))
        assert text in said.casefold(), (key, said)
    for name, text in (rule.document or {}).items():
        assert text in WORDS[name], name


def test_what_the_source_contradicts_is_said_and_not_smoothed_over() -> None:
    """The three tensions: analysis or facts, in the databank or not, numbers that are loose in the text."""
    told = [WORDS[f"tensions_{name}"] for name in ("facts", "status", "numbers")]
    for text, pieces in zip(
        told,
        (("analyse", "feiten volstaan"), ("niet in de GGB", "een statuut heeft"), ("punt 3",)),
        strict=True,
    ):
        assert all(piece in text for piece in pieces)


def test_no_field_asks_for_what_spil_never_holds() -> None:
    """No name, birth date, number, address or status; and every text that may name somebody is a volatile box."""
    asked = " ".join(field.id for field in SHEET.fields)
    assert not re.search(r"name|birth|national|address|status|ggb", asked)
    free = {field.id for field in SHEET.fields if field.kind == "box"}
    assert free == {field.id for field in SHEET.fields if field.volatile}


def test_what_is_kept_of_the_fullest_sheet_fits_its_columns() -> None:
    """A database that holds people to the length of a column takes every sheet that can be made."""
    kept = {
        "boxes": BOXES,
        "categories": SHEET.field("categories").choices,
        "dates": ["2026-03-20"] * MOST_DAYS,
    }
    for column, values in kept.items():
        assert len(" ".join(values)) <= (sheets.c[column].type.length or 0), column
    many = ", ".join(f"{day} maart 2026" for day in range(1, MOST_DAYS + 2))
    read = parse(
        SHEET.field("dates"),
        many,
        Context(gate=Gate(), open=(), today=date(2026, 4, 1), language="nl", codes=()),
    )
    assert isinstance(read, Problem)
    assert read.code == "too-many-days"


BEGIN = (
    "start een terugkoppelingsfiche",
    "naar de LTF",
    "ja",
    "persoon",
    "zit mee aan tafel",
    "nieuwe referentie",
)


@pytest.mark.parametrize(
    "answer", ["nee", "weten we niet", "overslaan", "een vriend zegt van wel", "vermoedelijk"]
)
async def test_only_a_confirmed_yes_ever_opens_the_box_of_disorders(tmp_path: Path, answer: str) -> None:
    """R22 through the front door, whatever is answered: it is asked again, or the box stays closed."""
    async with Stage(tmp_path) as stage:
        for text in (*BEGIN, "overslaan", "overslaan", "vandaag", "psychische stoornissen en vragen"):
            rows = await stage.say(text)
        assert rows[-1]["form"]["fields"] == ["confirmed"]
        rows = await stage.say(answer)
        assert rows[-1]["form"]["fields"] in (["confirmed"], ["phase"])
        assert "Wat stelde de psychiater" not in rows[-1]["text"]


async def test_nobody_gets_a_document_without_every_functions_agreement(tmp_path: Path) -> None:
    """R3: one that is missing, doubtful or taken back, and there is none; and nothing goes to the LTF."""
    async with Stage(tmp_path) as stage:
        for text in (
            *BEGIN,
            "overslaan",
            "overslaan",
            "vandaag",
            "reden",
            "Aangebracht door de school.",
            "opstart",
        ):
            await stage.say(text)
        for text in (
            "begeleiding en werk",
            "CLB, politie en jeugdwerk",
            "ja",
            "akkoord",
            "akkoord",
            "misschien",
        ):
            rows = await stage.say(text)
            assert not any("file" in row for row in rows)
        assert rows[-1]["form"]["fields"] == ["agreement.3"]
        await stage.say("ik trek mijn akkoord in")
        (closed,) = await stage.say("ja")
        assert "geen consensus meer" in closed["text"]
        assert not any("file" in row for row in await stage.say("akkoord"))
        assert list(stage.out.iterdir()) == []


async def test_consensus_taken_back_afterwards_is_kept_with_the_sheet(tmp_path: Path) -> None:
    """R3, once the document is there, by its button or later under the reference, which is all that somebody has who
    finished it in a window or in the web form. The sheet's record says so, and the PDF can no longer be had."""
    async with Stage(tmp_path) as stage:
        for text in (*BEGIN, "overslaan", "overslaan", "vandaag", "niets", "opstart", "begeleiding en werk"):
            await stage.say(text)
        for text in ("CLB en politie", "ja", "iedereen akkoord"):
            await stage.say(text)
        pdf = next(button["id"] for button in stage.buttons if button["label"] == "Ook als PDF")
        assert await agreed_upon(stage) == [True]
        (file,) = stage.out.iterdir()
        code = file.name.removeprefix("terugkoppelingsfiche-")[: len("LR-ZGW-H3B-MKX")]
        await stage.say(code)
        await stage.press("Toch geen consensus")
        assert await agreed_upon(stage) == [False]
        (shown,) = await stage.say(code)
        assert "geen consensus meer" in shown["text"]
        assert "Toch geen consensus" not in [button["label"] for button in stage.buttons]
        assert not any("file" in row for row in await stage.row({"choice": pdf}))
        assert [path.suffix for path in stage.out.iterdir()] == [".docx"]


async def agreed_upon(stage: Stage) -> list[bool]:
    """Whether there is consensus on the last sheet of each case."""
    member = await join_terminal(stage.app.store, "a", "coordinator", "demo", "nl", stage.clock.fixed)
    async with stage.app.store.reading(member.cell_id) as scope:
        return [sheet.consensus for sheet in (await last_sheets(scope)).values()]


def test_the_recorded_sheet_of_six_boxes_takes_few_turns() -> None:
    """At most two turns a box and twenty-five in all, and none of them refused (its transcript says what came back)."""
    file = Path(__file__).parents[1] / "conversations" / "nl" / "sheet_six_boxes.yaml"
    steps = yaml.safe_load(file.read_text("utf8"))["steps"]
    turns = steps[: 1 + next(number for number, step in enumerate(steps) if step.get("file") == "docx")]
    assert len(turns) <= 25
    assert not any("kill" in turn or "now" in turn for turn in turns)
    shown = [re.search(r"vak (\d) van 6", " ".join(turn["has"])) for turn in turns]
    first, last = [number for number, found in enumerate(shown) if found][:: len([f for f in shown if f]) - 1]
    assert last + 1 - first <= 2 * 6 + 2  # And the phase with its category, which are asked among them.

"""The feedback sheet opens, follows the model's order, keeps its blanks, and holds text as text."""

import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import make_file
from bot.documents.paper import clean
from bot.documents.sheet import BOXES, DOMAINS, SheetContent, sheet_document, sheet_words
from intents.form import load_form
from intents.model import Attachment

WORDS = sheet_words()
SHEET = SheetContent(
    reference="LR-ZGW-H3B-MKX",
    version=2,
    direction="to_ltf",
    subject="person",
    town="Mechelen",
    police_zone="PZ Rivierenland",
    made_on=date(2026, 3, 10),
    dates=(date(2026, 1, 13), date(2026, 3, 10)),
    boxes={"reason": "Op vraag van de LTF.", "social": "De ploeg is een steun."},
    phase="running",
    categories=("guidance", "education", "Taalles"),
    agreements=(("Burgemeester", True), ("Information Officer", True)),
)
HOSTILE = [
    '=HYPERLINK("http://x.example")',
    "<w:fldSimple w:instr=\"DDEAUTO cmd\"/> {INCLUDETEXT 'x'}",
    "]]></w:t><w:p/>&amp;",
    "nul\x00 bel\x07 escape\x1b\ud800 \ufffe",
    "keer \u202eom\u202c",
    "مرحبا بكم\n\nשלום",
    "x" * 10_000,
    "regel\n" * 1_600,
    "😀 👨‍👩‍👧 ‏",
]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}


def text_of(data: bytes) -> str:
    """All text of the body in reading order, cells of tables included."""
    document = Document(BytesIO(data))
    lines = []
    for block in document.iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else [block]
        lines += [paragraph.text for each in cells for paragraph in getattr(each, "paragraphs", [each])]
    return "\n".join(lines)


def test_the_blocks_of_the_model_in_their_order() -> None:
    text = text_of(sheet_document(SHEET, WORDS))
    headings = [
        "DUIDING",
        "1. GEGEVENS BESPREKING",
        "2. REDEN AGENDERING",
        "3. ANALYSE VAN DE RISICODOMEINEN VOOR EXTREMISME",
        *(WORDS[domain] for domain in DOMAINS),
        "4. GEÏNDIVIDUALISEERD OPVOLGINGSTRAJECT",
        "5. VRAGEN AAN DE LTF",
        "AKKOORD VAN DE DEELNEMERS",
        "WETTELIJKE GROND",
    ]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    for value in ("Mechelen", "PZ Rivierenland", "13 januari 2026, 10 maart 2026", "De ploeg is een steun."):
        assert value in text
    assert "Begeleidingstraject; Toeleiding onderwijs; Taalles" in text
    assert WORDS["phases.running"] in text


def test_blanks_and_skipped_boxes_are_told() -> None:
    text = text_of(sheet_document(SHEET, WORDS))
    assert text.count("niet ingevuld") == len(BOXES) - 2
    assert text.count("Met de hand in te vullen door de Information Officer") == 3
    nothing = replace(SHEET, town="", dates=(), phase=None, categories=(), boxes={"reason": " \n\x00"})
    assert text_of(sheet_document(nothing, WORDS)).count("niet ingevuld") == len(BOXES) + 4


def test_who_sends_it_and_on_what_ground() -> None:
    text = text_of(sheet_document(SHEET, WORDS))
    for piece in ("Spil verstuurt niets", "30 juli 2018", "29 maart 2024", "model van 2022"):
        assert piece in text


def test_the_other_direction_and_an_organisation() -> None:
    text = text_of(sheet_document(replace(SHEET, direction="to_livc", subject="organisation"), WORDS))
    assert "5. VRAGEN AAN HET LIVC-R" in text
    assert "Van de Lokale Task Force (LTF) aan de LIVC-R" in text
    assert "Niet van toepassing" in text
    assert text.count("Met de hand in te vullen") == 3
    assert WORDS["referral"] in text
    assert text.count(WORDS["to_livc.not_filled"]) == len(BOXES) - len(SHEET.boxes)


@pytest.mark.parametrize(
    ("agreements", "told"),
    [
        (SHEET.agreements, "consensus"),
        ((("Burgemeester", True), ("CAW", False)), "no_consensus"),
        ((), "no_consensus"),
    ],
)
def test_consensus_is_told(agreements: tuple[tuple[str, bool], ...], told: str) -> None:
    text = text_of(sheet_document(replace(SHEET, agreements=agreements), WORDS))
    assert WORDS[told] in text
    assert all(function in text for function, _ in agreements)


def test_every_page_has_reference_version_and_number() -> None:
    data = sheet_document(SHEET, WORDS)
    section = Document(BytesIO(data)).sections[0]
    foot = section.footer.paragraphs[0].text
    assert "LR-ZGW-H3B-MKX · versie 2 · opgemaakt op 10 maart 2026" in foot
    fields = [name for name, xml in parts(data).items() if "fldSimple" in xml or "instrText" in xml]
    assert len(fields) == 1
    assert fields[0].startswith("word/footer")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    content = replace(
        SHEET, boxes=dict.fromkeys(BOXES, text), town=text[:200], agreements=((text[:200], True),)
    )
    data = sheet_document(content, WORDS)
    xml = parts(data)
    body = xml["word/document.xml"]
    assert not any(mark in body for mark in ("<w:fldSimple", "<w:instrText", "<w:hyperlink", "\u202e"))
    assert not any("External" in each for name, each in xml.items() if name.endswith(".rels"))
    shown = text_of(data)
    assert shown.count(clean(text).split("\n")[0]) >= len(BOXES)


@given(st.text(st.characters(codec=None), max_size=400))
@settings(max_examples=15, deadline=None)
def test_any_text_gives_a_document_that_opens(text: str) -> None:
    shown = text_of(sheet_document(replace(SHEET, boxes={"reason": text}), WORDS))
    for line in clean(text).splitlines():
        assert line.strip("\n") in shown


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_nothing_goes_through_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    boxes = dict.fromkeys(BOXES, "lang " * 2_000)
    assert sheet_document(replace(SHEET, boxes=boxes), WORDS).startswith(b"PK")


def test_the_file_says_nothing_about_who_made_it_where() -> None:
    data = sheet_document(SHEET, WORDS)
    properties = Document(BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("Spil", "Spil", "")
    assert properties.title == "Terugkoppelingsfiche LR-ZGW-H3B-MKX"
    assert properties.created is not None
    assert properties.created.date() == SHEET.made_on
    assert not any("thumbnail" in name for name in zipfile.ZipFile(BytesIO(data)).namelist())


def test_an_unknown_box_is_refused_without_its_text() -> None:
    with pytest.raises(KeyError, match="does not have"):
        sheet_document(replace(SHEET, boxes={"score": "hoog"}), WORDS)


def test_the_attachment_of_the_dialogue_becomes_a_file() -> None:
    values = {
        "language": "nl",
        "reference": "LR-ZGW-H3B-MKX",
        "version": 1,
        "direction": "to_ltf",
        "subject": "person",
        "town": "Mechelen",
        "police_zone": "",
        "dates": [date(2026, 3, 10)],
        "boxes": {"social": "De ploeg is een steun."},
        "phase": None,
        "categories": [],
        "participants": ["Burgemeester", "CAW"],
        "made_on": date(2026, 3, 10),
    }
    name, content = make_file(Attachment("sheet", values))
    assert name == "terugkoppelingsfiche-LR-ZGW-H3B-MKX-v1.docx"
    assert text_of(content).count("akkoord") >= 2
    name, _ = make_file(Attachment("sheet", {**values, "reference": "../../LR\x00‮"}))
    assert name == "terugkoppelingsfiche-LR-v1.docx"


def test_every_choice_of_the_form_has_its_words() -> None:
    choices = {field.id: field.choices for field in load_form("sheet").fields}
    assert all(f"phases.{code}" in WORDS for code in choices["phase"])
    assert all(f"category.{code}" in WORDS for code in choices["categories"])

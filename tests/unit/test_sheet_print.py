"""The sheet as a PDF: tagged, with the same words as the DOCX, nothing cut, and nothing of it on any disk. And the DOCX
as LibreOffice prints it."""

import re
import shutil
import socket
import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from bot.documents import make_file
from bot.documents.sheet import BOXES, DOMAINS, sheet_document, sheet_words
from bot.documents.typeset import Typeset
from intents.model import Attachment
from tests.unit.test_sheet_document import HOSTILE, SHEET, WORDS


def printed(content: object = SHEET, words: object = WORDS) -> bytes:
    return sheet_document(content, words, Typeset)  # type: ignore[arg-type]


def said(data: bytes) -> str:
    """Its text in reading order, spaces and breaks alike."""
    return " ".join(extract_text(BytesIO(data)).replace("\u200b", "").split())


def catalogue(data: bytes) -> dict:
    return PDFDocument(PDFParser(BytesIO(data))).catalog


def test_it_is_tagged_says_its_language_and_its_title() -> None:
    data = printed()
    root = catalogue(data)
    assert resolve1(root["MarkInfo"])["Marked"] is True
    assert "StructTreeRoot" in root
    assert root["Lang"].decode() == "nl-BE"
    assert b"pdfuaid" in data
    assert resolve1(root["ViewerPreferences"])["DisplayDocTitle"] is True
    info = PDFDocument(PDFParser(BytesIO(data))).info[0]
    assert decode_text(info["Title"]) == "Terugkoppelingsfiche LR-ZGW-H3B-MKX"
    assert decode_text(info["Author"]) == "Spil"


def test_the_blocks_of_the_model_in_their_order_and_the_blanks() -> None:
    text = said(printed())
    headings = [
        WORDS["explanation"],
        f"1. {WORDS['discussion']}",
        f"2. {WORDS['reason_title']}",
        f"3. {WORDS['domains']}",
        *(WORDS[domain] for domain in DOMAINS),
        f"4. {WORDS['trajectory']}",
        f"5. {WORDS['to_ltf.questions']}",
        WORDS["agreement"],
        WORDS["ground"],
    ]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert text.count("niet ingevuld") == len(BOXES) - 2
    assert text.count("Met de hand in te vullen door de Information Officer") == 3


def test_reference_and_version_stand_on_each_page_and_nothing_leaves_its_page() -> None:
    boxes = dict(zip(BOXES, ("x" * 3000, "Lang. " * 900, "a\n" * 200), strict=False))
    pages = list(extract_pages(BytesIO(printed(replace(SHEET, boxes=boxes)))))
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        blocks = [block for block in page if isinstance(block, LTTextContainer)]
        foot = " ".join(block.get_text() for block in blocks if block.y0 < 60)
        assert "LR-ZGW-H3B-MKX · versie 2" in foot
        assert f"Pagina {number} van {len(pages)}" in " ".join(foot.split())
        assert all(block.x0 >= 60 and block.x1 <= page.width - 60 for block in blocks), number


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_prints_the_docx_without_cutting_a_box(tmp_path: Path) -> None:
    """Every word is on a page, between its margins: long boxes, a word that is wider than its box, many functions."""
    words = {name: [f"{name[:4]}{number}é" for number in range(80)] for name in BOXES}
    boxes = {name: " ".join(each) + "\n" + "x" * 300 for name, each in words.items()}
    functions = [f"Dienst{number}œ" for number in range(20)]
    content = replace(SHEET, boxes=boxes, agreements=tuple((one, True) for one in functions))
    (tmp_path / "sheet.docx").write_bytes(sheet_document(content, WORDS))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = (
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "sheet.docx",
    )
    subprocess.run(command, check=True, capture_output=True)
    data = (tmp_path / "sheet.pdf").read_bytes()
    printed_words = set(said(data).split())
    assert {word for each in [*words.values(), functions] for word in each} <= printed_words
    for page in extract_pages(BytesIO(data)):
        blocks = [block for block in page if isinstance(block, LTTextContainer)]
        assert all(block.x0 >= 60 and block.x1 <= page.width - 60 and block.y0 > 20 for block in blocks)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text_and_gives_a_document(text: str) -> None:
    data = printed(
        replace(
            SHEET, boxes=dict.fromkeys(BOXES[:2], text), town=text[:200], agreements=((text[:200], True),)
        )
    )
    assert b"/JavaScript" not in data
    assert b"/URI" not in data
    assert "AKKOORD VAN DE DEELNEMERS" in said(data)


def test_markup_of_the_typesetter_is_text_as_well() -> None:
    typed = '#panic() *vet* _schuin_ = kop $x^2$ `code` @label <l> \\ // niet weg #read("/etc/passwd") ~'
    text = said(printed(replace(SHEET, boxes={"reason": typed})))
    assert typed.replace("  ", " ") in text


def test_nothing_goes_through_a_file_or_the_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    monkeypatch.setenv("TMPDIR", "/nonexistent")
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setattr(socket, "socket", None)
    assert printed(replace(SHEET, boxes=dict.fromkeys(BOXES, "lang " * 2_000))).startswith(b"%PDF")


def test_other_words_make_it_another_language() -> None:
    """Words are data: a file of them in French or German is a sheet in that language, days and all."""
    words = {
        **{key: f"§{key}§" for key in sheet_words("nl")},
        "language": "fr",
        "footer": "{reference} {version}",
    }
    text = said(printed(SHEET, words))
    assert "10 mars 2026" in text
    assert not re.search(r"niet ingevuld|maart|versie|hand in te vullen", text)
    assert catalogue(printed(SHEET, words))["Lang"].decode() == "fr-BE"


def test_the_attachment_of_the_dialogue_becomes_a_file() -> None:
    values = {
        "language": "nl",
        "reference": "LR-ZGW-H3B-MKX",
        "version": 3,
        "direction": "to_livc",
        "subject": "organisation",
        "town": "",
        "police_zone": "",
        "dates": [date(2026, 3, 10)],
        "boxes": {"questions": "Wie volgt de vereniging op?"},
        "phase": None,
        "categories": [],
        "participants": ["Burgemeester", "CAW"],
        "made_on": date(2026, 3, 10),
    }
    name, content = make_file(Attachment("sheet_pdf", values))
    assert name == "terugkoppelingsfiche-LR-ZGW-H3B-MKX-v3.pdf"
    text = said(content)
    assert "Wie volgt de vereniging op?" in text
    assert "Reden van doorverwijzing" in text
    assert "Burgemeester" in text

"""Plain text as programs and people write it out: what a reader would keep of it, what it is called and its date."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents.kept.naming import as_iso, date_of, latest_day, title_of
from knowledge.documents.passages import LONGEST, split
from knowledge.documents.reading.links import plain_links, says_something
from knowledge.documents.reading.model import Block, Limits, Reading
from knowledge.documents.reading.plain import read_text

BODY = (
    "De cel van de proefgemeente komt om de zes weken samen in",
    "het stadhuis, en de coördinator maakt de agenda op met de",
    "partners die iets willen bespreken.",
)


def blocks(text: str) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in read_text(text.encode(), Limits()).blocks]


def spaced(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def test_a_line_that_goes_on_is_no_heading() -> None:
    text = (
        "Inleiding van de tekst\n\n2. Wat zijn de voornaamste oorzaken die ertoe hebben geleid dat niet alle\n"
        "22 gemeenten een verslag hebben gemaakt van hun overleg in het vorige jaar.\n"
    )
    assert [level for _, level in blocks(text)] == [1, 0]


def test_text_that_was_printed_with_a_blank_line_after_each_has_headings_and_paragraphs() -> None:
    found = blocks(
        spaced(
            *("HOE DE CEL WERKT", "1. Hoe de cel werkt", *BODY),
            *("Rol van de coördinator", *BODY, "12", "HOE DE CEL WERKT", *BODY[:2]),
        )
        + "\n\n"
        + spaced("partners verder.", *BODY, *BODY)
    )
    whole = " ".join(BODY)
    assert found[:4] == [
        ("1. Hoe de cel werkt", 1),
        (whole, 0),
        ("Rol van de coördinator", 6),
        (whole, 0),
    ]
    assert not any("12" in text or "HOE DE" in text for text, _ in found)


def test_headers_footers_and_lists_of_links_of_pages_are_left_out() -> None:
    pages = [
        f"Draaiboek proef\n\nDe regel van pagina {name} gaat over de sleutel.\nhttps://example.org/a\n"
        f"https://example.org/b\nhttps://example.org/c?x={name}\nmailto:an.voorbeeld%40example.org?subject=\n"
        f"\nProef – p. {number}\n"
        for number, name in enumerate(("een", "twee", "drie", "vier"), 1)
    ]
    reading = read_text("\f".join(pages).encode(), Limits())
    assert [(block.text, block.page) for block in reading.blocks] == [
        (f"De regel van pagina {name} gaat over de sleutel.", number)
        for number, name in enumerate(("een", "twee", "drie", "vier"), 1)
    ]


def test_a_paragraph_goes_on_over_pages() -> None:
    text = "Kop van de tekst\n\nDe burgemeester zit de cel voor en roept alle\n\fpartners samen. Dan een verslag.\n"
    found = read_text(text.encode(), Limits()).blocks
    assert found[1:] == [
        Block("De burgemeester zit de cel voor en roept alle partners samen. Dan een verslag.", 0, 1)
    ]


def test_links_are_those_that_a_reader_would_open() -> None:
    wrapped = (
        "Zie https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fdraaiboek&data="
        "04%7C01%7Can.voorbeeld%40example.org%7Cabc&reserved=0 voor meer."
    )
    assert plain_links(wrapped) == "Zie https://example.org/draaiboek voor meer."
    assert plain_links("https://example.org/a?mail=an%40example.org") == "https://example.org/a"
    assert plain_links("mailto:info%40example.org?subject=") == "info@example.org"
    assert not says_something("https://example.org/a https://example.org/b")
    assert says_something("Meer: https://example.org/a")


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    reading = Reading(blocks=[Block("overleg " * 400)])
    pieces = split(reading, "")
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    assert {word for piece in pieces for word in piece.text.split()} == {"overleg"}


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("Versie 2.1 – mei 2024", "2024-05"),
        ("Laatst bijgewerkt op 3/2/2025 door de dienst", "2025-02-03"),
        ("Datum: 21 mei 2021", "2021-05-21"),
        ("Version du 1er février 2023", "2023-02-01"),
        ("Stand: 5. März 2022", "2022-03-05"),
        ("Last updated 2026-01-31", "2026-01-31"),
        ("Versie van 31 februari 2024", None),
        ("De wet van 30 juli 2018 geldt.", None),
        ("Deze versie volgt het decreet van de Vlaamse Gemeenschap van 21 mei 2021.", None),
    ],
)
def test_a_document_says_which_date_it_bears(words: str, dated: str | None) -> None:
    assert date_of(Reading(blocks=[Block("Titel", 1), Block(words)])) == dated


def test_the_latest_day_that_is_spoken_of_is_a_hint() -> None:
    texts = ["De wet van 30 juli 2018.", "Vraag van 19 januari 2022, voor juni 2023.", "Tegen 1 mei 2030."]
    assert latest_day(iter(texts), date(2026, 1, 1)) == "2022-01-19"
    assert latest_day(iter(["geen datum"]), date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("stated", "head", "name", "title"),
    [
        ("Werkwijze van de cel", "Kop", "a.pdf", "Werkwijze van de cel"),
        ("Microsoft Word - werkw_def2.docx", "Werkwijze", "a.pdf", "Werkwijze"),
        ("Microsoft Word - Werkwijze.docx", "1. Wie", "a.pdf", "Werkwijze"),
        (None, "Kop van het stuk", "a.pdf", "Kop van het stuk"),
        (None, "1. Inleiding", "werkwijze_cel 2024.pdf", "werkwijze cel 2024"),
        ("document1", "1. Inleiding", "003_46539956ea39f557.txt", None),
    ],
)
def test_what_a_document_is_called(stated: str | None, head: str, name: str, title: str | None) -> None:
    reading = Reading(blocks=[Block(head, 1), Block("Zin.")], title=stated)
    assert title_of(reading, Path(name)) == title


@pytest.mark.parametrize(
    ("head", "dated"),
    [("2024-05", "2024-05"), ("12 mei 2024", "2024-05-12"), ("binnenkort", None), (None, None)],
)
def test_a_date_in_a_head_may_be_written_out(head: str | None, dated: str | None) -> None:
    assert as_iso(head) == dated

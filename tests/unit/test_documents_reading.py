"""Reading documents: the text in reading order, with headings, pages and dates, out of every kind of file."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.passages import LONGEST, split
from knowledge.documents.reading.intake import read_document
from knowledge.documents.reading.model import Block, Limits, Reading, Refused
from knowledge.documents.reading.plain import read_markdown, read_text
from knowledge.documents.reading.printed.flow import blocks_of, join
from knowledge.documents.reading.printed.layout import Line, Page, in_order
from knowledge.documents.reading.web import read_html
from tests.attack.writing import docx, pdf, shown

LIMITS = Limits()
LEFT = [f"links regel {n} over het beroepsgeheim" for n in range(1, 13)]
RIGHT = [f"rechts regel {n} over de burgemeester" for n in range(1, 13)]


def read(tmp_path: Path, name: str, content: bytes) -> Reading:
    (tmp_path / name).write_bytes(content)
    return read_document(tmp_path / name)


def _two_columns(page: int) -> bytes:
    """A page with a title over its whole width, two columns whose lines stand side by side, and its number."""
    lines = [(60.0, 815.0, 8.0, "Draaiboek van de proefcel"), (290.0, 20.0, 8.0, str(page))]
    lines.append((60.0, 760.0, 18.0, f"{page}. Hoofdstuk over de cel en over wie erin zit"))
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines += [(60.0, 720.0 - 13 * n, 10.0, left), (310.0, 720.0 - 13 * n, 10.0, right)]
    return shown(lines)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    reading = read(tmp_path, "kolommen.pdf", pdf([_two_columns(page) for page in range(1, 5)]))
    said = " ".join(block.text for block in reading.blocks if not block.level and block.page == 2)
    assert said == " ".join([*LEFT, *RIGHT])
    headings = [(block.text, block.page) for block in reading.blocks if block.level]
    assert headings == [(f"{n}. Hoofdstuk over de cel en over wie erin zit", n) for n in range(1, 5)]
    assert reading.pages == 4


def test_a_heading_in_a_column_stays_above_its_text_and_a_box_comes_after(tmp_path: Path) -> None:
    lines = [(60.0, 700.0, 13.0, "1. Links"), (310.0, 694.0, 13.0, "2. Rechts")]
    lines += [(60.0, 680.0 - 13 * n, 10.0, text) for n, text in enumerate(LEFT)]
    lines += [(310.0, 673.0 - 13 * n, 10.0, text) for n, text in enumerate(RIGHT)]
    blocks = read(tmp_path, "koppen.pdf", pdf([shown(lines)])).blocks
    assert [b.text[:9] for b in blocks] == ["1. Links", LEFT[0][:9], "2. Rechts", RIGHT[0][:9]]
    wide = [
        (60.0, 700.0 - 13 * n, 10.0, f"De cel spreekt in regel {n} over haar werking en") for n in range(6)
    ]
    box = [(400.0, 695.0 - 11 * n, 8.0, f"kader regel {n}") for n in range(3)]
    said = read(tmp_path, "kader.pdf", pdf([shown([*wide, *box])])).blocks
    assert [b.text[:15] for b in said] == ["De cel spreekt ", "kader regel 0 k"]


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, "kolommen.pdf", pdf([_two_columns(page) for page in range(1, 5)]))
    assert not [block for block in reading.blocks if block.text in ("Draaiboek van de proefcel", "1", "4")]


def test_a_word_cut_at_the_end_of_a_line_is_whole_again() -> None:
    assert join("de infor-", "matie stroomt") == "de informatie stroomt"
    assert join("sociaal-", "preventieve partners", frozenset(["sociaal-preventieve"])) == (
        "sociaal-preventieve partners"
    )
    assert join("federale en Vlaams-", "Brabantse") == "federale en Vlaams- Brabantse"
    assert join("welzijns-", "en onderwijspartners") == "welzijns- en onderwijspartners"


def test_a_paragraph_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    first = shown([(60, 60, 10, "De burgemeester zit de cel voor en roept de")])
    second = shown([(60, 780, 10, "partners samen. Daarna volgt het verslag.")])
    blocks = read(tmp_path, "verder.pdf", pdf([first, second])).blocks
    assert blocks == [
        Block("De burgemeester zit de cel voor en roept de partners samen. Daarna volgt het verslag.", 0, 1)
    ]


@given(st.permutations(range(24)))
@settings(max_examples=30)
def test_the_order_in_which_a_file_draws_its_lines_does_not_matter(order: list[int]) -> None:
    lines = [Line(60, 280, 100 + 13 * n, 110 + 13 * n, 10, False, text) for n, text in enumerate(LEFT)]
    lines += [Line(310, 540, 100 + 13 * n, 110 + 13 * n, 10, False, text) for n, text in enumerate(RIGHT)]
    assert [line.text for line in in_order([lines[n] for n in order])] == [*LEFT, *RIGHT]


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(1, 90), st.floats(0, 800), st.floats(3, 30)), max_size=25)
)
@settings(max_examples=60)
def test_whatever_the_layout_no_word_is_lost(places: list[tuple[float, float, float, float]]) -> None:
    lines = tuple(
        Line(x, x + width, 100 + top * 0.75, 100 + top * 0.75 + size, size, False, f"woord{n}x")
        for n, (x, width, top, size) in enumerate(places)
    )
    said = "".join(block.text for block in blocks_of([Page(1, 1000, lines)]))
    assert [n for n in range(len(places)) if f"woord{n}x" not in said] == []


def test_word_keeps_headings_tables_pages_and_its_date(tmp_path: Path) -> None:
    made = Document()
    made.core_properties.title = "Draaiboek proef"
    made.add_heading("Beroepsgeheim", 1)
    made.add_paragraph("Wie deelneemt, mag spreken en moet niet.")
    made.add_page_break()
    made.add_heading("Verslag", 2)
    made.add_paragraph("Het verslag blijft in de cel.", style="List Bullet")
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "burgemeester", "voorzitter"
    out = io.BytesIO()
    made.save(out)
    reading = read(tmp_path, "draaiboek.docx", out.getvalue())
    assert reading.title == "Draaiboek proef"
    assert reading.date
    assert [(b.text, b.level, b.page) for b in reading.blocks] == [
        ("Beroepsgeheim", 1, 1),
        ("Wie deelneemt, mag spreken en moet niet.", 0, 1),
        ("Verslag", 2, 2),
        ("Het verslag blijft in de cel.", 0, 2),
        ("burgemeester | voorzitter.", 0, 2),
    ]


def test_a_page_is_read_as_people_see_it() -> None:
    page = """<html><head><title>Het decreet</title><meta name="dcterms.date" content="2021-05-21T00:00">
    <link rel="canonical" href="https://example.org/decreet"><style>p{color:red}</style></head><body>
    <nav><p>menu</p></nav><h1>Het decreet</h1><p>Wie <b>spreekt</b>,<br>schendt niets.</p><h2>Wie</h2>
    <ul><li>de school</li><li>het CLB</li></ul><table><tr><td>cel</td><td>lokaal</td></tr></table></body></html>"""
    reading = read_html(page.encode(), LIMITS)
    assert (reading.title, reading.date, reading.url) == (
        "Het decreet",
        "2021-05-21",
        "https://example.org/decreet",
    )
    assert [(b.text, b.level) for b in reading.blocks] == [
        ("Het decreet", 1),
        ("Wie spreekt, schendt niets.", 0),
        ("Wie", 2),
        ("de school", 0),
        ("het CLB", 0),
        ("cel | lokaal", 0),
    ]
    assert reading.active == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    text = "1. Één begrip\n\nDe cel wisselt coördinatoren – en hun ervaring – uit.\n"
    assert [b.text for b in read_text(text.encode(encoding), LIMITS).blocks] == [
        "1. Één begrip",
        "De cel wisselt coördinatoren – en hun ervaring – uit.",
    ]


def test_markdown_keeps_its_head_and_headings() -> None:
    head = b"---\ntitle: Werkwijze\ndate: 2025-02-01\nurl: https://example.org/w\n---\n"
    text = head + b"# Kop\n\nEen *zin*.\n\n| a | b |\n|---|---|\n| c | d |\n"
    reading = read_markdown(text, LIMITS)
    assert (reading.title, reading.date, reading.url) == ("Werkwijze", "2025-02-01", "https://example.org/w")
    assert [b.text for b in reading.blocks] == ["Kop", "Een zin.", "a | b", "c | d"]


def test_plain_text_with_a_blank_line_after_every_line_has_paragraphs() -> None:
    lines = ["2. Wie er zit", *["De burgemeester zit de cel voor en de politie neemt", "daaraan deel."] * 6]
    blocks = read_text("\n\n".join(lines).encode(), LIMITS).blocks
    assert blocks[0] == Block("2. Wie er zit", 1)
    assert {b.text for b in blocks[1:]} == {
        "De burgemeester zit de cel voor en de politie neemt daaraan deel."
    }


@given(st.binary(max_size=400))
@settings(max_examples=80)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader in (read_text, read_markdown, read_html):
        with suppress(Refused):
            assert reader(data, LIMITS).blocks


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=3_000), st.integers(0, 3)), max_size=12)
)
@settings(max_examples=60)
def test_passages_are_short_enough_and_lose_no_text(rows: list[tuple[str, int]]) -> None:
    reading = Reading()
    for text, level in rows:
        reading.add(text, level)
    pieces = split(reading, "titel")
    assert all(0 < len(piece.text) <= LONGEST + 170 for piece in pieces)
    said = "".join("".join(piece.text.split()) for piece in pieces)
    assert said == "".join("".join(b.text.split()) for b in reading.blocks if not b.level)


def test_a_passage_names_its_section_and_page() -> None:
    reading = Reading()
    for text, level, page in (
        ("Titel", 1, 1),
        ("Wie", 2, 1),
        ("Zin een. " * 20, 0, 3),
        ("Wat", 2, 4),
        ("Zin.", 0, 4),
    ):
        reading.add(text, level, page)
    assert [(p.section, p.page) for p in split(reading, "TITEL")] == [("Wie", 3), ("Wat", 4)]


def test_of_a_page_its_main_part_is_read_and_what_leads_elsewhere_is_not() -> None:
    said = "De proefcel komt vier keer per jaar samen. " * 9
    page = (
        "<html><body><a href='#m'>Naar de inhoud</a><header><p>Stad Voorbeeld</p></header>"
        "<div role='dialog'>Wij gebruiken koekjes</div><nav>Menu</nav>"
        f"<main><div role='navigation'>Home</div><h1>De proefcel</h1><p>{said}</p></main>"
        "<aside>Nieuws</aside></body></html>"
    )
    reading = read_html(page.encode(), LIMITS)
    assert [block.text for block in reading.blocks] == ["De proefcel", said.strip()]


def test_in_word_what_was_struck_is_gone_and_footnotes_stand_with_their_paragraph(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = (
        "<w:p><w:r><w:t>De cel komt </w:t></w:r><w:del><w:r><w:delText>twee</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>drie</w:t></w:r></w:ins><w:r><w:t> keer samen.</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnotes {space}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Of vaker.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    remarks = (
        f"<w:comments {space}><w:comment><w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    lead = f'<Relationship Id="a" Type="{kinds}" Target="footnotes.xml"/>'
    leads = f'<Relationships xmlns="{packages}">{lead}</Relationships>'
    parts = {"footnotes.xml": notes, "comments.xml": remarks, "_rels/document.xml.rels": leads}
    made = docx(body, parts={f"word/{name}": text.encode() for name, text in parts.items()})
    said = [block.text for block in read(tmp_path, "wijziging.docx", made).blocks]
    assert said[-2:] == ["De cel komt drie keer samen.", "Of vaker."]
    assert not any("twee" in text or "Klopt" in text for text in said)


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    rules = [f"{x} 600 1 90 re f" for x in (60, 200, 500)] + [
        f"60 {y} 440 1 re f" for y in (600, 630, 660, 690)
    ]
    cells = [(66, 670, 10, "Stap"), (206, 670, 10, "Termijn van de stap"), (66, 640, 10, "Agenda")]
    cells += [(206, 646, 10, "vijf werkdagen"), (206, 634, 10, "vooraf"), (66, 610, 10, "Verslag")]
    cells += [(206, 610, 10, "tien werkdagen"), (60, 560, 10, "Daarna wordt alles vernietigd.")]
    drawn = "\n".join(rules).encode() + b"\n" + shown(cells)
    assert [block.text for block in read(tmp_path, "tabel.pdf", pdf([drawn])).blocks] == [
        "Stap | Termijn van de stap.",
        "Agenda | vijf werkdagen vooraf.",
        "Verslag | tien werkdagen.",
        "Daarna wordt alles vernietigd.",
    ]

"""A form written from top to bottom into a DOCX, in memory and nowhere else.

What a person typed enters as runs of text only: no field, no link, no markup can come of it.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.shared import Cm, Length
from docx.table import Table, _Cell

from bot.documents import look

_LABEL_WIDTH = Cm(5.4)
_LAST_WIDTH = Cm(4)
_SHORT, _FEW_LINES = 1200, 12  # A box up to here stays on one page.
FEW_ROWS = 12
"""A table of up to so many rows stays on one page, under its heading."""
# Characters that turn the direction of what follows could show a sentence otherwise than it is stored.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(text: str) -> str:
    r"""Text that a document can hold: line ends as \n, no control or direction-turning characters.

    Letters of every script, emoji and the plain left-to-right and right-to-left marks stay.
    """
    lines = ("".join(c for c in line if _printable(c)).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()


def stays_whole(text: str) -> bool:
    """Whether a box with this text is kept on one page."""
    return len(text) < _SHORT and text.count("\n") < _FEW_LINES


class Paper:
    """A form being written. `title`, `language` and the day go into the file's properties."""

    def __init__(self, title: str, language: str, made_on: date) -> None:
        self._document = Document()
        look.dress(self._document, language)
        look.describe(self._document, title, made_on)

    def title(self, text: str, below: str) -> None:
        """The document's title and the line under it."""
        self._document.add_paragraph(text, style="Title")
        self._document.add_paragraph(below, style="Subtitle")

    def heading(self, text: str, new_page: bool = False) -> None:
        """A block's heading, for the eye and for navigation."""
        heading = self._document.add_paragraph(text, style="Heading 1")
        heading.paragraph_format.page_break_before = new_page or None

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """A sentence of ours, in the style Normal, Intro or Notice."""
        self._document.add_paragraph(text, style=style)

    def fields(self, rows: Sequence[tuple[str, str | None, str]], empty: str) -> None:
        """Rows of label, value and note; `empty` stands where the value is blank.

        A value of None is a dotted line to be filled in by hand.
        """
        value_width = Length(look.WIDTH - _LABEL_WIDTH)
        table = self._table(len(rows), [_LABEL_WIDTH, value_width])
        for at, (label, value, note) in enumerate(rows):
            look.keep_whole(table, at)
            left, right = table.row_cells(at)
            look.shade(left)
            _write(left, label, "Label")
            if value is None:
                look.dotted_line(right.paragraphs[0], Length(value_width - Cm(0.6)))
            else:
                _answer(right, value, empty)
            if note:
                right.add_paragraph(note, style="Guidance")
        self._gap()

    def box(self, label: str, guidance: str, text: str, empty: str) -> None:
        """A box: label and guidance above what was written, or `empty` where nothing was."""
        table = self._table(2, [look.WIDTH])
        head, body = table.cell(0, 0), table.cell(1, 0)
        look.keep_whole(table, 0)
        look.shade(head)
        _write(head, label or guidance, "Label" if label else "Guidance")
        if label and guidance:
            head.add_paragraph(guidance, style="Guidance")
        for paragraph in head.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        _answer(body, text, empty)
        if stays_whole(text):
            look.keep_whole(table, 1)
        self._gap()

    def listing(self, header: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        """A table of two columns whose header row repeats on each page; a short one stays on one, under its heading."""
        widths = [Length(look.WIDTH - _LAST_WIDTH), _LAST_WIDTH]
        table = self._table(1 + len(rows), widths)
        look.repeat_header(table)
        for at, values in enumerate([header, *rows]):
            look.keep_whole(table, at)
            for cell, value in zip(table.row_cells(at), values, strict=True):
                _write(cell, clean(value), "Box" if at else "Label")
                if at == 0:
                    look.shade(cell)
                if len(rows) <= FEW_ROWS and at < len(rows):
                    cell.paragraphs[-1].paragraph_format.keep_with_next = True
        self._gap()

    def margins(self, above: str, below: str, page: tuple[str, str]) -> None:
        """The running header, and the footer with the page out of all pages; `page`: ('Pagina', 'van')."""
        section = self._document.sections[0]
        section.header.paragraphs[0].add_run(above)
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{below}\t{page[0]} ")
        look.number(foot, "PAGE")
        foot.add_run(f" {page[1]} ")
        look.number(foot, "NUMPAGES")

    def to_bytes(self) -> bytes:
        """The DOCX."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _table(self, rows: int, widths: list[Length]) -> Table:
        table: Table = self._document.add_table(rows, len(widths))
        look.frame(table, widths)
        return table

    def _gap(self) -> None:
        self._document.add_paragraph(style="Gap")


def _answer(cell: _Cell, text: str, empty: str) -> None:
    written = clean(text)
    _write(cell, written or empty, "Box" if written else "Empty")


def _write(cell: _Cell, text: str, style: str) -> None:
    """Put text into an empty cell: a paragraph for each part between blank lines."""
    parts = [part.strip("\n") for part in text.split("\n\n") if part.strip()] or [""]
    for at, part in enumerate(parts):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(part)
        if begins_right_to_left(part):
            look.right_to_left(paragraph)


def begins_right_to_left(text: str) -> bool:
    """Whether the first letter of `text` is of a right-to-left script."""
    directions = (unicodedata.bidirectional(c) for c in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


def _printable(character: str) -> bool:
    if character == "\t":
        return True
    no_character = ord(character) & 0xFFFE == 0xFFFE
    return not (no_character or character in _TURNING or unicodedata.category(character) in ("Cc", "Cs"))

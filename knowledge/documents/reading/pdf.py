"""PDF: lines with their place and size, by pdfminer. Scripts, launches, attachments and hidden text are named."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from statistics import median
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTCurve,
    LTFigure,
    LTImage,
    LTItem,
    LTLine,
    LTPage,
    LTRect,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from knowledge.documents.reading.model import Limits, Reading, Refused
from knowledge.documents.reading.printed.flow import blocks_of, join
from knowledge.documents.reading.printed.layout import Line, Page
from knowledge.documents.reading.printed.tables import Table, tables_in

LAYOUT = LAParams(char_margin=1.5, word_margin=0.12, line_overlap=0.5)
_ACTIVE = {
    "JS": "a script",
    "JavaScript": "a script",
    "Launch": "an action that starts a program",
    "EmbeddedFile": "an embedded file",
    "EmbeddedFiles": "an embedded file",
    "RichMedia": "embedded media",
    "XFA": "an interactive form (XFA)",
    "SubmitForm": "an action that sends data",
    "ImportData": "an action that fetches data",
}
DEEPEST = 50
"""Objects inside objects; honest files have a handful."""
_INVISIBLE = (3, 7)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " "})
_DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """The text of a PDF in reading order. Raises `Refused`."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFException as broken:
        encrypted = "Password" in type(broken).__name__ or "Encryption" in type(broken).__name__
        raise Refused(_ENCRYPTED if encrypted else _DAMAGED) from None
    if document.encryption:
        raise Refused(_ENCRYPTED)
    reading = Reading()
    _check_tree(document.catalog.get("Pages"), set())
    _active(document, reading)
    _described(document, reading)
    pages = list(_pages(document, reading, limits))
    reading.blocks, reading.pages = blocks_of(pages), len(pages)
    if sum(len(line.text) for page in pages for line in page.lines) < 20:
        raise Refused("has no text: it is empty or a scan; run text recognition (OCR) on it first")
    return reading


_ENCRYPTED = "is encrypted; save it without a password first"
_DAMAGED = "is damaged or no PDF"


class _Glyphs(PDFLayoutAnalyzer):
    """Collects the letters of a page, and which of them are drawn invisibly."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.page: LTPage | None = None
        self.invisible: set[int] = set()

    def render_string(self, textstate: Any, *rest: Any) -> None:
        """Draw a string; remember its letters where they are not to be seen."""
        before = len(self.cur_item)
        super().render_string(textstate, *rest)
        if textstate.render in _INVISIBLE:
            self.invisible.update(id(letter) for letter in list(self.cur_item)[before:])

    def receive_layout(self, ltpage: LTPage) -> None:
        """Keep the page that was drawn."""
        self.page = ltpage


def _pages(document: PDFDocument, reading: Reading, limits: Limits) -> Iterator[Page]:
    resources = PDFResourceManager()
    device = _Glyphs(resources)
    interpreter = PDFPageInterpreter(resources, device)
    characters = 0
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > limits.pages:
            raise Refused(f"has more than {limits.pages} pages; add it in parts")
        device.invisible.clear()
        interpreter.process_page(page)
        if device.page is None:
            continue
        lines = tuple(_lines(device.page, device.invisible, reading))
        characters += sum(len(line.text) for line in lines)
        if characters > limits.characters:
            raise Refused(f"holds more than {limits.characters:,} characters of text; add it in parts")
        yield Page(number, float(device.page.height), lines)


def _lines(page: LTPage, invisible: set[int], reading: Reading) -> Iterator[Line]:
    items = list(_flat(page))
    letters = [item for item in items if isinstance(item, LTChar) and _on(page, item)]
    dark = [item.bbox for item in items if isinstance(item, LTImage | LTCurve) and not _is_white(item)]
    hidden = invisible | {id(one) for one in letters if _is_pale(one) and not _lies_on(one, dark)}
    unseen = [letter for letter in letters if id(letter) in hidden]
    if unseen and not _scanned(page, items):  # Under a scan it is the recognised text.
        reading.notice("invisible text")
        letters = [letter for letter in letters if id(letter) not in hidden]
    tables = tables_in([item.bbox for item in items if isinstance(item, LTRect | LTLine)])
    free, cells = _sorted_out(letters, tables)
    yield from _grouped(page, free)
    yield from _table_rows(page, tables, cells)


def _is_pale(letter: LTChar) -> bool:
    return letter.get_text().strip() != "" and _white(letter.graphicstate.ncolor)


def _is_white(drawn: LTImage | LTCurve) -> bool:
    """Whether something drawn leaves the page white: it is not filled, or filled with white."""
    return isinstance(drawn, LTCurve) and (not drawn.fill or _white(drawn.non_stroking_color))


def _white(color: Any) -> bool:
    """White in grey, in red, green and blue, or in inks; a pattern is none."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part <= 0.01 for part in parts) if len(parts) == 4 else all(part >= 0.99 for part in parts)


def _lies_on(letter: LTChar, boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes[:500])


def _grouped(page: LTPage, letters: list[LTChar]) -> Iterator[Line]:
    """Letters as lines."""
    for line in page.group_objects(LAYOUT, letters) if letters else ():
        line.analyze(LAYOUT)
        if made := _line(line, page.y1):
            yield made


Cells = dict[tuple[int, int, int], list[LTChar]]
"""The letters of each cell, by table, row and column."""


def _sorted_out(letters: list[LTChar], tables: list[Table]) -> tuple[list[LTChar], Cells]:
    """The letters outside tables, and those of each cell."""
    free: list[LTChar] = []
    cells: Cells = {}
    for letter in letters:
        middle = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        places = ((number, table.cell(*middle)) for number, table in enumerate(tables))
        place = next(((number, *cell) for number, cell in places if cell), None)
        (cells.setdefault(place, []) if place else free).append(letter)
    return free, cells


def _table_rows(page: LTPage, tables: list[Table], cells: Cells) -> Iterator[Line]:
    """Each row of a table as one line over its whole width, its cells with a bar between them."""
    rows: dict[tuple[int, int], list[Line]] = {}
    for (number, row, _), letters in sorted(cells.items(), key=lambda item: item[0]):
        lines = sorted(_grouped(page, letters), key=lambda line: (round(line.top), line.x0))
        if lines:
            text = reduce(join, (line.text for line in lines))
            rows.setdefault((number, row), []).append(replace(lines[0], bottom=lines[-1].bottom, text=text))
    for (number, _), found in rows.items():
        left, right = tables[number].across[0], tables[number].across[-1]
        top, bottom = min(cell.top for cell in found), max(cell.bottom for cell in found)
        text = " | ".join(cell.text for cell in found)
        yield replace(found[0], x0=left, x1=right, top=top, bottom=bottom, bold=False, text=text, cells=True)


def _flat(container: Any) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTFigure):
            yield from _flat(item)
        else:
            yield item


def _on(page: LTPage, letter: LTChar) -> bool:
    return bool(letter.x1 > page.x0 and letter.x0 < page.x1 and letter.y1 > page.y0 and letter.y0 < page.y1)


def _scanned(page: LTPage, items: list[LTItem]) -> bool:
    images = sum(item.width * item.height for item in items if isinstance(item, LTImage))
    return bool(images >= 0.5 * page.width * page.height)


def _line(line: LTTextLine, height: float) -> Line | None:
    letters = [item for item in line if isinstance(item, LTChar)]
    if not letters:
        return None
    size = float(median(letter.size for letter in letters))
    text = "".join(
        item.get_text()
        for item in line
        if not (isinstance(item, LTChar) and item.size < 0.75 * size and item.get_text().isdigit())
    )
    text = " ".join(_UNMAPPED.sub("", text).translate(_LIGATURES).split())
    bold = sum(bool(_BOLD.search(letter.fontname)) for letter in letters) > len(letters) / 2
    top, bottom = height - line.y1, height - line.y0
    return Line(line.x0, line.x1, top, bottom, size, bold, text) if text and size >= 3 else None


def _check_tree(node: Any, seen: set[int]) -> None:
    """Refuse a tree of pages that leads back into itself."""
    if isinstance(node, PDFObjRef):
        if node.objid in seen:
            raise Refused("is damaged: its pages lead back to themselves")
        seen.add(node.objid)
        node = resolve1(node)
    kids = resolve1(node.get("Kids")) if isinstance(node, dict) else None
    for kid in kids if isinstance(kids, list) else ():
        _check_tree(kid, seen)


def _active(document: PDFDocument, reading: Reading) -> None:
    """Name what could act, wherever in the file it stands; a link acts only where it is pressed."""
    for xref in document.xrefs:
        for number in xref.get_objids():
            try:
                thing = document.getobj(number)
            except PDFException:
                continue
            if any(map(_opens_elsewhere, _by_itself(thing))):
                reading.notice("an action that opens something elsewhere")
            for name in _names(thing, DEEPEST):
                if name in _ACTIVE:
                    reading.notice(_ACTIVE[name])


def _by_itself(thing: Any) -> list[Any]:
    """The actions of an object that nobody has to press for: when the document, a page or a field is opened."""
    if not isinstance(thing, dict):
        return []
    own = resolve1(thing.get("AA"))
    return [thing.get("OpenAction"), *(own.values() if isinstance(own, dict) else ())]


def _opens_elsewhere(action: Any) -> bool:
    found = resolve1(action)
    kind = resolve1(found.get("S")) if isinstance(found, dict) else None
    return isinstance(kind, PSLiteral) and kind.name in ("URI", "GoToR", "GoToE")


def _names(thing: Any, depth: int) -> Iterator[str]:
    """The keys of an object and its types of action, without following references."""
    thing = thing.attrs if isinstance(thing, PDFStream) else thing
    if not depth and isinstance(thing, dict | list):
        raise Refused("is nested too deeply")
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield str(key)
            if isinstance(value, PSLiteral) and key in ("S", "Type", "Subtype"):
                yield str(value.name)
            yield from _names(value, depth - 1)
    elif isinstance(thing, list):
        for value in thing:
            yield from _names(value, depth - 1)


def _described(document: PDFDocument, reading: Reading) -> None:
    for info in document.info:
        title, date = resolve1(info.get("Title")), resolve1(info.get("ModDate") or info.get("CreationDate"))
        if isinstance(title, bytes) and not reading.title:
            reading.title = " ".join(decode_text(title).split())[:200] or None
        found = _DATE.match(decode_text(date)) if isinstance(date, bytes) else None
        if found and not reading.date:
            reading.date = "-".join(found.groups())

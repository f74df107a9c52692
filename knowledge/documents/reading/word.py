"""Word (DOCX): paragraphs with their heading styles, by python-docx. Macros, embedded objects and bombs are refused."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge.documents.reading.model import Limits, Reading, Refused

MOST_PARTS = 3_000
STEEPEST = 250
"""A part of more than a megabyte that grows more than so many times when unpacked is a bomb."""
_BOMB = "grows beyond measure when it is unpacked: a bomb"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = (f"{_W}tab", f"{_W}cr", f"{_W}br", f"{_W}lastRenderedPageBreak")
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = (f"{_W}del", f"{_W}moveFrom", f"{_COMPAT}Fallback", f"{_W}pPr")
_MACROS = re.compile(r"vbaproject|vbadata|\.bas$", re.IGNORECASE)
_ACTIVE = (
    ("activex/", "an ActiveX control"),
    ("oleobject", "an embedded object"),
    ("embeddings/", "an embedded file"),
)
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_SMALLEST = 6
"""Half points: letters smaller than this nobody reads."""
_DECLARES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY", "<!doctype")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OUTSIDE = re.compile(rb"Target=\"(?:https?:|ftp:|\\\\|file:/{2}[^/])[^\"]*\"", re.IGNORECASE)
_FIELD = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|MACROBUTTON)\b")


def read_docx(data: bytes, limits: Limits) -> Reading:
    """The text of a Word document. Raises `Refused`."""
    reading = Reading()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _inspect(parts, reading, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise Refused("is damaged or no Word document") from None
    document = Document(io.BytesIO(data))
    properties = document.core_properties
    reading.title = " ".join((properties.title or "").split())[:200] or None
    if properties.modified or properties.created:
        reading.date = (properties.modified or properties.created).date().isoformat()
    state = _Pages("lastRenderedPageBreak" in document.element.xml, _notes(document, reading))
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            _paragraph(item, reading, state)
        elif isinstance(item, Table):
            _table(item, reading, state)
    reading.pages = state.number if state.number > 1 else None
    if reading.pages is None:
        reading.blocks = [replace(block, page=None) for block in reading.blocks]
    if not reading.blocks:
        raise Refused("holds no text")
    return reading


def _inspect(parts: zipfile.ZipFile, reading: Reading, limits: Limits) -> None:
    """Refuse what must not be unpacked or opened; name what could act."""
    every = parts.infolist()
    names = [part.filename for part in every]
    if len(every) > MOST_PARTS or sum(part.file_size for part in every) > limits.unpacked:
        raise Refused(_BOMB)
    if len(set(names)) != len(names):
        raise Refused("holds two parts of the same name")
    for part in every:
        _inspect_part(part)
        for mark, what in _ACTIVE:
            if mark in part.filename.casefold():
                reading.notice(what)
        content = parts.read(part)
        if content.startswith(_PACKED) and not part.filename.startswith("word/embeddings/"):
            raise Refused("holds an archive inside the archive that it is")
        if not part.filename.startswith("word/media/"):
            _inspect_xml(content, part.filename, reading)
    if "word/document.xml" not in names:
        raise Refused("is a packed file, but no Word document")


def _inspect_part(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 1:
        raise Refused("is encrypted; save it without a password first")
    if part.file_size > 1_000_000 and part.file_size > STEEPEST * max(1, part.compress_size):
        raise Refused(_BOMB)
    if ".." in part.filename.replace("\\", "/").split("/") or part.filename.startswith(("/", "\\")):
        raise Refused("holds a part whose name points outside the file")
    if _MACROS.search(part.filename):
        raise Refused("holds macros; save it as .docx without them first")


def _inspect_xml(data: bytes, name: str, reading: Reading) -> None:
    if data[:4].strip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n")[:1] != b"<":
        return  # No XML, whatever its name.
    if any(mark in data for mark in _DECLARES):
        raise Refused("declares entities of its own, which could draw in other files or grow beyond measure")
    if b":altChunk" in data:
        reading.notice("a part in another format")
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        raise Refused("holds macros; save it as .docx without them first")
    if name.endswith(".rels"):
        for relation in re.findall(rb"<Relationship\b[^>]{0,2000}>", data):
            if b'/hyperlink"' not in relation and _OUTSIDE.search(relation):
                reading.notice("a template, picture or part that lies elsewhere")


@dataclass
class _Pages:
    """Counts pages by the breaks that Word left where it last laid the text out, else by those a writer put there;
    a file without any has no pages. `notes`: the footnotes by their numbers, said after their paragraph."""

    rendered: bool
    notes: dict[str, str]
    number: int = 1

    def turn(self, tag: str, kind: str | None) -> None:
        """A break was met; a page may end here."""
        self.number += tag == f"{_W}lastRenderedPageBreak" if self.rendered else kind == "page"


def _notes(document: Any, reading: Reading) -> dict[str, str]:
    """The text of each footnote; the lines that part notes from text are none."""
    parts = [part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml"]
    found: dict[str, str] = {}
    for note in parse_xml(parts[0].blob) if parts else ():
        if note.tag == f"{_W}footnote" and note.get(f"{_W}type") is None:
            said = "".join(_said(note, reading, _Pages(False, {})))
            found[note.get(f"{_W}id", "")] = " ".join(said.split())
    return found


def _paragraph(paragraph: Paragraph, reading: Reading, pages: _Pages) -> None:
    page = pages.number
    text = "".join(_said(paragraph._p, reading, pages))
    reading.add(text, _level(paragraph), page)
    for mark in paragraph._p.iter(f"{_W}footnoteReference"):
        if note := pages.notes.get(mark.get(f"{_W}id")):
            reading.add(note, 0, page)


def _table(table: Table, reading: Reading, pages: _Pages) -> None:
    """A row a paragraph, its cells with a bar between them; a cell over several columns is said once."""
    for row in table._tbl.tr_lst:
        page = pages.number
        cells = (" ".join("".join(_said(cell, reading, pages)).split()) for cell in row.tc_lst)
        reading.add(" | ".join(cell for cell in cells if cell), 0, page)


def _said(element: Any, reading: Reading, pages: _Pages) -> Iterator[str]:
    """The words of an element in their order: no deleted ones, no second version for old programs."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _UNREAD or _is_note_mark(child):
            continue
        if tag == f"{_W}r" and _is_hidden(child):
            if "".join(child.itertext()).strip():
                reading.notice("hidden text")
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag in _BREAKS:
            pages.turn(tag, child.get(f"{_W}type"))
            yield " "
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}instrText":
            if _FIELD.search(child.text or ""):
                reading.notice("a field that starts or fetches something")
        else:
            yield from _said(child, reading, pages)
            yield " " if tag == f"{_W}p" else ""


def _is_hidden(run: Any) -> bool:
    """Whether a run is not to be seen: hidden, tiny, or white on nothing (in a table the cell may be dark)."""
    look = run.find(f"{_W}rPr")
    if look is None:
        return False
    size, color = look.find(f"{_W}sz"), look.find(f"{_W}color")
    small = size is not None and str(size.get(f"{_W}val")).isdigit() and int(size.get(f"{_W}val")) < _SMALLEST
    white = color is not None and str(color.get(f"{_W}val")).upper() == "FFFFFF"
    if white:
        around = (above.tag for above in run.iterancestors())
        shaded = look.find(f"{_W}shd") is not None or look.find(f"{_W}highlight") is not None
        above = run.getparent().find(f"{_W}pPr/{_W}shd") is not None
        white = not (shaded or above or any(str(tag).endswith(("}tc", "}txbxContent")) for tag in around))
    return small or white or look.find(f"{_W}vanish") is not None


def _is_note_mark(run: Any) -> bool:
    """Whether a run is the raised number of a footnote."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    return (
        raised is not None and raised.get(f"{_W}val") == "superscript" and "".join(run.itertext()).isdigit()
    )


def _level(paragraph: Paragraph) -> int:
    name = (paragraph.style.name if paragraph.style is not None else "") or ""
    if name == "Title":
        return 1
    numbered = re.fullmatch(r"(?:Heading|Kop|Titre|Überschrift) ([1-9])", name)
    return min(6, int(numbered.group(1))) if numbered else 0

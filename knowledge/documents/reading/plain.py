"""Markdown and plain text."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt

from knowledge.documents.reading.flow import join
from knowledge.documents.reading.model import Limits, Reading, Refused
from knowledge.documents.reading.web import decoded, read_markup

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*\n", re.DOTALL)
_STATED = re.compile(
    r"^(title|titel|date|datum|url)\s*:\s*[\"']?(.{1,300}?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE
)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_ITEM = re.compile(r"(?:[•▪●*–−-]|\(?\d{1,2}[.)])\s")
_CLOSED = (".", "!", "?", ":", ";", ",", "…")
_LONGEST_HEADING, _LONGEST_TITLE = 90, 160


def read_markdown(data: bytes, limits: Limits) -> Reading:
    """The text of Markdown; HTML in it is read as HTML is. Raises `Refused`."""
    text = _text(data).replace("\r\n", "\n")
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    rendered = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table").render(body)
    reading = read_markup(rendered)
    reading.title = next((block.text for block in reading.blocks if block.level == 1), None)
    for name, value in _STATED.findall(front.group(1)) if front else ():
        _state(reading, name.casefold(), value)
    return reading


def _state(reading: Reading, name: str, value: str) -> None:
    if name in ("title", "titel"):
        reading.title = value
    elif name in ("date", "datum") and (found := _ISO.match(value)):
        reading.date = found.group()
    elif name == "url" and value.startswith(("https://", "http://")):
        reading.url = value


def read_text(data: bytes, limits: Limits) -> Reading:
    """Plain text: paragraphs by blank lines, headings by their look, pages by form feeds. Raises `Refused`."""
    reading = Reading()
    pages = _text(data).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    for number, page in enumerate(pages, 1):
        _read_page(page, reading, number if len(pages) > 1 else None)
    reading.pages = len(pages) if len(pages) > 1 else None
    if not reading.blocks:
        raise Refused("holds no text")
    first = reading.blocks[0].text
    if (
        " " in first
        and len(first) <= _LONGEST_TITLE
        and not first.endswith(_CLOSED)
        and not first[0].isdigit()
    ):
        reading.title = first
    return reading


def _text(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data and not marked:
        raise Refused("is no text, whatever its name says")
    text = decoded(data)
    odd = sum(char < " " and char not in "\n\r\t\f" for char in text)
    if odd > len(text) / 100:
        raise Refused("is no text, whatever its name says")
    return text


def _read_page(page: str, reading: Reading, number: int | None) -> None:
    paragraph = ""
    lines = [line.strip() for line in [*_unspaced(page.split("\n")), "", ""]]
    for line, following in pairwise(lines):
        level = _heading(line, following) if not paragraph else 0
        if not line or level or _ITEM.match(line):
            reading.add(paragraph, 0, number)
            paragraph = ""
        if level:
            reading.add(line.lstrip("# "), level, number)
        elif line:
            paragraph = join(paragraph, line) if paragraph else line


def _unspaced(lines: list[str]) -> list[str]:
    """Lines without the blank ones between them, where every second line is blank and cuts sentences."""
    full = [line for line in lines if line.strip()]
    cut = sum(not line.rstrip().endswith(_CLOSED) for line in full)
    spaced = sum(not a.strip() or not b.strip() for a, b in pairwise(lines))
    if len(full) < 12 or spaced < 0.9 * (len(lines) - 1) or cut < len(full) / 2:
        return lines
    typical = sorted(len(line) for line in full)[3 * len(full) // 4]
    kept: list[str] = []
    for line, following in pairwise([*full, ""]):  # A line that ends early and closed ends its paragraph.
        kept.append(line)
        closed = len(line) < 0.8 * typical and line.rstrip().endswith(_CLOSED[:4])
        if closed or _heading(line.strip(), following.strip()):
            kept.append("")
    return kept


def _heading(line: str, following: str = "") -> int:
    """The level of a line that looks like a heading; 0 for one that does not, or that the next line goes on."""
    if not line or len(line) > _LONGEST_HEADING or line.endswith(_CLOSED) or following[:1].islower():
        return 0
    if line.startswith("#"):
        return min(6, len(line) - len(line.lstrip("#")))
    if numbered := _NUMBERED.match(line):
        return min(6, numbered.group(1).count(".") + 1)
    return 1 if line.isupper() and len(line) > 6 and " " in line else 0

"""Markdown and plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt

from knowledge.documents.reading.lines import CLOSED, ITEM, Habits, heading, pages_of
from knowledge.documents.reading.model import Block, Limits, Reading, Refused
from knowledge.documents.reading.printed.flow import join
from knowledge.documents.reading.web import decoded, read_markup

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*\n", re.DOTALL)
_STATED = re.compile(
    r"^(title|titel|date|datum|url)\s*:\s*[\"']?(.{1,300}?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE
)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LONGEST_TITLE = 160


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
    elif name in ("date", "datum"):
        found = _ISO.match(value)
        reading.date = found.group() if found else value
    elif name == "url" and value.startswith(("https://", "http://")):
        reading.url = value


def read_text(data: bytes, limits: Limits) -> Reading:
    """Plain text: paragraphs by blank lines, headings by their look, pages by form feeds. Raises `Refused`."""
    reading = Reading()
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = pages_of(text)
    typical = Habits.of([line for page in pages for line in page]).typical
    for number, page in enumerate(pages, 1):
        _read_page(page, reading, number if len(pages) > 1 else None, typical)
    reading.pages = len(pages) if len(pages) > 1 else None
    if not reading.blocks:
        raise Refused("holds no text")
    reading.blocks = list(_gone_on(reading.blocks))
    first = reading.blocks[0]
    named = " " in first.text and len(first.text) <= _LONGEST_TITLE
    if named and not first.text.endswith(CLOSED) and not first.text[0].isdigit():
        reading.title = first.text
        reading.blocks[0] = replace(first, level=1)
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


def _read_page(page: list[str], reading: Reading, number: int | None, typical: int) -> None:
    paragraph = ""
    for line, following in pairwise([*page, "", ""]):
        level = heading(line, following, typical) if not paragraph else 0
        if not line or level or ITEM.match(line):
            reading.add(paragraph, 0, number)
            paragraph = ""
        if level:
            reading.add(line.lstrip("# "), level, number)
        elif line:
            paragraph = join(paragraph, line) if paragraph else line


def _gone_on(blocks: list[Block]) -> Iterator[Block]:
    """Paragraphs that a page's end or a stray blank line cut in two, whole again."""
    last: Block | None = None
    for block in blocks:
        if last and _goes_on(last, block):
            last = replace(last, text=join(last.text, block.text))
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _goes_on(last: Block, block: Block) -> bool:
    open_end = len(last.text) >= 40 and not last.text.endswith(CLOSED)
    plain = not last.level and not block.level
    return plain and open_end and block.text[0].islower() and not ITEM.match(block.text)

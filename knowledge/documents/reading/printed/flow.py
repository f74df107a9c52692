"""From rows in reading order to headings and paragraphs, over columns and pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from knowledge.documents.reading.model import Block
from knowledge.documents.reading.printed.layout import Line, Page, look_of, rows_of, running_in

_LEADER = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}")
_ITEM = re.compile(r"(?:[•▪●◦‣■□➢✓*–−-]|o|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = (".", "!", "?", ":", ";", "…")


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of a document in reading order."""
    running = running_in(pages)
    rows = [
        (page.number, row) for page in pages for row in rows_of(page, running) if not _LEADER.search(row.text)
    ]
    return list(_joined(rows, _Style.of([row for _, row in rows])))


@dataclass(frozen=True, slots=True)
class _Style:
    """How the body looks, and the looks of headings, the highest first."""

    size: float
    bold: bool
    leading: float
    headings: tuple[tuple[float, bool], ...]

    @classmethod
    def of(cls, rows: Sequence[Line]) -> "_Style":
        sizes: Counter[tuple[float, bool]] = Counter()
        for row in rows:
            sizes[look_of(row)] += len(row.text)
        (size, bold), _ = sizes.most_common(1)[0] if sizes else ((10.0, False), 0)
        steps = [b.top - a.top for a, b in pairwise(rows) if 0 < b.top - a.top < 4 * size]
        body = cls(size, bold, median(steps) if steps else 1.2 * size, ())
        looks = {look_of(row) for row in rows if body.stands_out(row)}
        return replace(body, headings=tuple(sorted(looks, reverse=True)))

    def stands_out(self, row: Line) -> bool:
        """Whether a row looks like a heading."""
        text = row.text.strip()
        if row.cells or len(text) > 160 or text.endswith((".", ",", ";")) or not any(map(str.isalpha, text)):
            return False
        if row.size >= 1.12 * self.size:
            return True
        return row.bold and not self.bold and row.size >= 0.95 * self.size and not text[0].islower()

    def level(self, row: Line) -> int:
        """1 and more for a heading, 0 for body text."""
        return min(6, self.headings.index(look_of(row)) + 1) if self.stands_out(row) else 0


def _joined(rows: Sequence[tuple[int, Line]], style: _Style) -> Iterator[Block]:
    """Rows as blocks: lines of one paragraph joined, also over columns and pages."""
    kept = _hyphenated(rows)
    text, level, page, last = "", 0, 0, None
    for number, row in rows:
        rank = style.level(row)
        if last and rank == level and _goes_on(last, row, text, style):
            text = join(text, row.text, kept)
        else:
            if text:
                yield Block(text, level, page)
            text, level, page = row.text.strip(), rank, number
        last = row
    if text:
        yield Block(text, level, page)


def _goes_on(last: Line, row: Line, text: str, style: _Style) -> bool:
    if row.cells or last.cells:
        return False
    if _ITEM.match(row.text) or look_of(last) != look_of(row):
        return abs(last.size - row.size) < 0.6 and not _ITEM.match(row.text) and not text.endswith(_ENDS)
    step = row.top - last.top
    if step <= 0 or step > 6 * style.leading:  # Another column or page.
        return not text.endswith(_ENDS) and row.text.strip()[:1].islower()
    return step <= 1.35 * max(style.leading, row.size * 1.1)


def _hyphenated(rows: Sequence[tuple[int, Line]]) -> frozenset[str]:
    """Words that are written with a hyphen inside a line: theirs stays at a line's end too."""
    return frozenset(
        word.casefold() for _, row in rows for word in re.findall(r"\w{2,40}-\w{2,40}", row.text)
    )


def join(text: str, more: str, kept: frozenset[str] = frozenset()) -> str:
    """Two lines as one: a word that was cut in two at the line's end is whole again."""
    text, more = text.rstrip(), more.strip()
    if text.endswith(("-", "\u00ad", "\u2010")) and more[:1].islower():
        before, after = re.split(r"\s", text[:-1])[-1], re.split(r"\W", more, maxsplit=1)[0]
        whole = f"{before}-{after}".casefold()
        suspended = after in ("en", "of", "et", "ou", "und", "oder", "and", "or")
        if suspended:
            return f"{text} {more}"
        return f"{text}{more}" if whole in kept or not before[-1:].isalpha() else f"{text[:-1]}{more}"
    return f"{text} {more}"

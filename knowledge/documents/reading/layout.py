"""From lines on pages to headings and paragraphs: columns in reading order, headers and footers left out.

Pure geometry: points from the left and from the top of a page. The rules are those of printed Dutch and French
official documents: a gutter is white over many lines on both sides, a heading is larger or bolder than the body.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from knowledge.documents.reading.model import Block

FEWEST = 4
"""Lines on each side of a gutter."""
NARROWEST = 12
"""Mean characters of a column's lines; less is a column of numbers or bullets."""
_LEADER = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}")
_FOLIO = re.compile(
    r"\W*(?:p(?:ag(?:ina|e)?)?\.?|seite)?\s*\d{1,4}(?:\s*(?:/|van|of|sur|von)\s*\d{1,4})?\W*", re.I
)
_ITEM = re.compile(r"(?:[•▪●◦‣■□➢✓*–−-]|o|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one baseline."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in any order; `height` in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of a document in reading order."""
    running = _running(pages)
    rows = [
        (page.number, row)
        for page in pages
        for row in in_order(_body(page, running))
        if not _LEADER.search(row.text)
    ]
    return list(_joined(rows, _Style.of([row for _, row in rows])))


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Lines as they are read: full width, then the left column, then the right one; one row a baseline."""
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    found: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if _crosses(line, gutter):
            found += [*_columns(band, gutter), line]
            band = []
        else:
            band.append(line)
    return found + _columns(band, gutter)


def _columns(band: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in band if line.x1 <= gutter + 1]
    right = [line for line in band if line.x1 > gutter + 1]
    return in_order(left) + in_order(right)


def _crosses(line: Line, x: float) -> bool:
    return line.x0 < x - 1 and line.x1 > x + 1


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the page is split in two columns: white, with enough text side by side on both sides."""
    if len(lines) < 2 * FEWEST:
        return None
    starts = Counter(round(line.x0 / 2) * 2 for line in lines)
    best: tuple[float, float] | None = None
    for start, _ in starts.most_common(12):
        x = start - 3.0
        left = [line for line in lines if line.x1 <= x + 1]
        right = [line for line in lines if line.x0 >= x - 1]
        across = len(lines) - len(left) - len(right)
        if _is_column(left) and _is_column(right) and across <= 0.4 * len(lines) and _beside(left, right):
            score = min(len(left), len(right)) - across
            best = max(best or (score, x), (score, x))
    return best[1] if best else None


def _is_column(lines: Sequence[Line]) -> bool:
    return len(lines) >= FEWEST and sum(len(line.text) for line in lines) >= NARROWEST * len(lines)


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the two stand next to each other, and not one under the other."""
    tops = max(min(line.top for line in side) for side in (left, right))
    bottoms = min(max(line.bottom for line in side) for side in (left, right))
    shortest = min(max(ln.bottom for ln in side) - min(ln.top for ln in side) for side in (left, right))
    return bottoms - tops >= 0.5 * shortest


def _rows(lines: Sequence[Line]) -> list[Line]:
    """One line a baseline, from the top."""
    return [_row(group) for group in _baselines(lines)]


def _baselines(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each baseline from left to right, from the top."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _row(pieces: Sequence[Line]) -> Line:
    widest = max(pieces, key=lambda piece: len(piece.text))
    text = pieces[0].text
    for before, after in pairwise(pieces):
        text += (" " if after.x0 - before.x1 > 0.12 * after.size else "") + after.text
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    bold = all(piece.bold for piece in pieces)
    return replace(widest, x0=pieces[0].x0, x1=pieces[-1].x1, top=top, bottom=bottom, bold=bold, text=text)


def _running(pages: Sequence[Page]) -> frozenset[str]:
    """What stands in the margin of many pages, whatever its numbers: headers and footers."""
    seen = Counter(
        text
        for page in pages
        for text in {_key(_row(row), page) for row in _baselines(page.lines) if _in_margin(row, page)}
    )
    least = max(3, 0.3 * len(pages))
    return frozenset(text for text, times in seen.items() if times >= least)


def _body(page: Page, running: frozenset[str]) -> list[Line]:
    """The lines of a page without its number, headers and footers."""
    return [line for row in _baselines(page.lines) if not _around(row, page, running) for line in row]


def _around(row: Sequence[Line], page: Page, running: frozenset[str]) -> bool:
    if not _in_margin(row, page):
        return False
    whole = _row(row)
    return bool(_FOLIO.fullmatch(whole.text.strip())) or _key(whole, page) in running


def _in_margin(row: Sequence[Line], page: Page) -> bool:
    return row[0].bottom < 0.12 * page.height or row[0].top > 0.88 * page.height


def _key(row: Line, page: Page) -> str:
    """What a row in the margin says, without its numbers; large ones are headings, told apart by theirs."""
    text = " ".join(row.text.split())
    large = row.size > 1.2 * median(line.size for line in page.lines)
    return text if large else re.sub(r"\d+", "#", text)


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
            sizes[_look(row)] += len(row.text)
        (size, bold), _ = sizes.most_common(1)[0] if sizes else ((10.0, False), 0)
        steps = [b.top - a.top for a, b in pairwise(rows) if 0 < b.top - a.top < 4 * size]
        body = cls(size, bold, median(steps) if steps else 1.2 * size, ())
        looks = {_look(row) for row in rows if body.stands_out(row)}
        return replace(body, headings=tuple(sorted(looks, reverse=True)))

    def stands_out(self, row: Line) -> bool:
        """Whether a row looks like a heading."""
        text = row.text.strip()
        if len(text) > 160 or text.endswith((".", ",", ";")) or not any(map(str.isalpha, text)):
            return False
        if row.size >= 1.12 * self.size:
            return True
        return row.bold and not self.bold and row.size >= 0.95 * self.size and not text[0].islower()

    def level(self, row: Line) -> int:
        """1 and more for a heading, 0 for body text."""
        return min(6, self.headings.index(_look(row)) + 1) if self.stands_out(row) else 0


def _look(row: Line) -> tuple[float, bool]:
    return round(row.size * 2) / 2, row.bold


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
    if _ITEM.match(row.text) or _look(last) != _look(row):
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

"""The lines of a page in reading order: columns one after the other, boxes apart, headers and footers left out.

Pure geometry: points from the left and from the top of a page. The rules are those of printed Dutch and French
official documents: a gutter is white over many lines on both sides, a heading is larger or bolder than the body.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

FEWEST = 4
"""Lines on each side of a gutter."""
NARROWEST = 12
"""Mean characters of a column's lines; less is a column of numbers or bullets."""
CELL = 3.0
"""Letter heights of white between two cells of a table; words of one line stand closer."""
_NUMBER = re.compile(r"(?:\d{1,2}\.?){1,5}|[•▪●–-]")
_FOLIO = re.compile(
    r"\W*(?:p(?:ag(?:ina|e)?)?\.?|seite)?\s*\d{1,4}(?:\s*(?:/|van|of|sur|von)\s*\d{1,4})?\W*", re.I
)
_FOLIO_ASIDE = re.compile(r"^\d{1,4} \| | \| \d{1,4}(?:/\d{1,4})?$|^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}\b")
"""A page's number beside a running title; a browser's line with the moment of printing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one baseline. `cells`: it is a row of a table, its cells with a bar between them."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str
    cells: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in any order; `height` in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


def rows_of(page: Page, running: frozenset[str]) -> list[Line]:
    """The rows of a page as they are read, without what is `running`: a box beside the text comes after it."""
    lines = _body(page, running)
    boxed = set(_boxed(lines))
    return in_order([line for line in lines if line not in boxed]) + _rows([*boxed])


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Lines as they are read: full width, then the left column, then the right one; one row a baseline."""
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    found: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if _crosses(line, gutter):
            headings = _leading(band, gutter, look_of(line)[0])
            found += [*_columns([one for one in band if one not in headings], gutter), *headings, line]
            band = []
        else:
            band.append(line)
    return found + _columns(band, gutter)


def _columns(band: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in band if line.x1 <= gutter + 1]
    right = [line for line in band if line.x1 > gutter + 1]
    return in_order(left) + in_order(right)


def _leading(band: Sequence[Line], gutter: float, usual: float) -> list[Line]:
    """Headings at the end of the left column, below all of the right one: they belong to what comes over the whole
    width next, for no heading ends a column."""
    below = max((line.bottom for line in band if line.x1 > gutter + 1), default=None)
    if below is None:
        return []
    left = sorted((line for line in band if line.x1 <= gutter + 1), key=lambda line: line.top)
    found: list[Line] = []
    for line in reversed(left):
        if line.top < below or not (line.size >= 1.1 * usual or line.bold):
            break
        found.insert(0, line)
    return found


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


def _boxed(lines: Sequence[Line]) -> list[Line]:
    """A box or notes beside the text: in smaller print, and not in step with the lines they stand next to."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    inside = [line for line in lines if line.size <= 0.95 * usual and _out_of_step(line, lines)]
    if len(inside) < 2:
        return []
    left, right = min(line.x0 for line in inside), max(line.x1 for line in inside)
    top, bottom = min(line.top for line in inside), max(line.bottom for line in inside)
    kinds = {look_of(line) for line in inside}

    def within(line: Line) -> bool:
        across = min(line.x1, right) - max(line.x0, left)
        near = top - 2 * line.size <= line.top and line.bottom <= bottom + 2 * line.size
        return look_of(line) in kinds and near and across >= 0.5 * (line.x1 - line.x0)

    return [line for line in lines if within(line)]


def _out_of_step(line: Line, lines: Sequence[Line]) -> bool:
    """Whether others stand beside a line, none of them on its baseline."""
    beside = [
        other
        for other in lines
        if other.top < line.bottom and other.bottom > line.top and (other.x1 < line.x0 or other.x0 > line.x1)
    ]
    return bool(beside) and all(abs(other.bottom - line.bottom) > 0.15 * line.size for other in beside)


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
    cells = any(piece.cells for piece in pieces)
    for before, after in pairwise(pieces):
        gap = after.x0 - before.x1
        apart = gap > CELL * after.size and not _NUMBER.fullmatch(before.text)
        cells = cells or apart
        text += (" | " if apart else " " if gap > 0.12 * after.size else "") + after.text
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    bold = all(piece.bold for piece in pieces)
    return replace(
        widest, x0=pieces[0].x0, x1=pieces[-1].x1, top=top, bottom=bottom, bold=bold, text=text, cells=cells
    )


def running_in(pages: Sequence[Page]) -> frozenset[str]:
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
    return (
        bool(_FOLIO.fullmatch(whole.text.strip()) or _FOLIO_ASIDE.search(whole.text))
        or _key(whole, page) in running
    )


def _in_margin(row: Sequence[Line], page: Page) -> bool:
    return row[0].bottom < 0.12 * page.height or row[0].top > 0.88 * page.height


def _key(row: Line, page: Page) -> str:
    """What a row in the margin says, without its numbers; large ones are headings, told apart by theirs."""
    text = " ".join(row.text.split())
    large = row.size > 1.2 * median(line.size for line in page.lines)
    return text if large else re.sub(r"\d+", "#", text)


def look_of(row: Line) -> tuple[float, bool]:
    return round(row.size * 2) / 2, row.bold

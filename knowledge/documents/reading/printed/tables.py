"""Tables by their ruled lines: which cells they have, and what is read in each, a row at a time.

Points from the left and from the bottom of a page, as PDF has them.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

THIN = 3.0
"""Points: a drawn rectangle that is thinner is a line."""
NEAR = 3.0
"""Points between two lines that are meant as one, or that touch."""
_FEWEST = 3
"""Lines across and down that a table has at least: two rows of two columns."""
_MOST_LINES = 1_500
"""A page with more is a drawing."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the places of its upright lines from the left, and of those across from the bottom."""

    across: tuple[float, ...]
    up: tuple[float, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The row (from the top) and the column of a point; None outside."""
        if not (self.across[0] <= x <= self.across[-1] and self.up[0] <= y <= self.up[-1]):
            return None
        column = min(bisect_right(self.across, x), len(self.across) - 1) - 1
        row = len(self.up) - 1 - min(bisect_right(self.up, y), len(self.up) - 1)
        return row, column


def tables_in(boxes: Sequence[Box]) -> list[Table]:
    """The tables that the drawn lines and rectangles of a page make."""
    lines = [line for box in boxes for line in _lines(box)]
    found = (_table(group) for group in (_touching(lines) if len(lines) <= _MOST_LINES else ()))
    return [table for table in found if table]


def _lines(box: Box) -> list[Box]:
    """A rectangle as the lines around it; a thin one is a line itself."""
    x0, y0, x1, y1 = box
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        return [box]
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _touching(lines: Sequence[Box]) -> list[list[Box]]:
    """Lines that touch each other, from the left: a table hangs together."""
    groups: list[tuple[Box, list[Box]]] = []
    for line in sorted(lines):
        whole, members, apart = line, [line], []
        for around, group in groups:
            if _touches(around, line) and any(_touches(one, line) for one in group):
                members += group
                whole = (*map(min, whole[:2], around[:2]), *map(max, whole[2:], around[2:]))  # type: ignore[assignment] # two and two
            else:
                apart.append((around, group))
        groups = [*apart, (whole, members)]
    return [members for _, members in groups]


def _touches(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + NEAR
        and other[0] <= one[2] + NEAR
        and one[1] <= other[3] + NEAR
        and other[1] <= one[3] + NEAR
    )


def _table(lines: Sequence[Box]) -> Table | None:
    upright = _merged([(x0 + x1) / 2 for x0, y0, x1, y1 in lines if x1 - x0 <= THIN < y1 - y0])
    level = _merged([(y0 + y1) / 2 for x0, y0, x1, y1 in lines if y1 - y0 <= THIN < x1 - x0])
    return Table(upright, level) if len(upright) >= _FEWEST and len(level) >= _FEWEST else None


def _merged(places: Sequence[float]) -> tuple[float, ...]:
    """Places in order, those that are nearly the same once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)

"""Rows of numbers, packed: which columns each row holds, without an object for any of them.

Where there are very many, they lie in a file without a name, and of that only what is just being read is in memory.
It holds numbers of words and of passages, no words.
"""

import mmap
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
LARGE = 4_000_000
"""Bytes from which numbers go to a file."""
PIECE = 400_000
"""So many pairs are turned round at a time: what a table needs while it is made stays small."""


def room(many: int, kind: type[np.generic]) -> NDArray[Any]:
    """Room for so many numbers; in memory where they are few, or where no file can be made."""
    size = many * np.dtype(kind).itemsize
    if size < LARGE:
        return np.zeros(many, kind)
    try:
        with TemporaryFile() as file:
            file.truncate(size)
            return np.frombuffer(mmap.mmap(file.fileno(), size), kind)
    except OSError:
        return np.zeros(many, kind)


@dataclass(frozen=True, slots=True)
class Table:
    """Row n is `columns[ends[n]:ends[n + 1]]`; `times` says as long a row how often it holds each column."""

    ends: Places
    columns: Numbers
    times: NDArray[np.uint8]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.ends) - 1

    def row(self, number: int) -> Numbers:
        """The columns of one row."""
        return self.columns[self.ends[number] : self.ends[number + 1]]

    def row_times(self, number: int) -> NDArray[np.uint8]:
        """How often a row holds each of its columns."""
        return self.times[self.ends[number] : self.ends[number + 1]]

    def spread(self, rows: NDArray[np.integer]) -> tuple[Places, Places]:
        """The places in `columns` of several rows, one after another, and to which of the rows each belongs."""
        starts, lengths = self.ends[rows], self.ends[rows + 1] - self.ends[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        before = np.cumsum(lengths) - lengths
        return np.arange(int(lengths.sum())) - before[owners] + starts[owners], owners

    def lengths(self) -> Places:
        """How many columns each row holds."""
        return np.diff(self.ends)

    def turned(self, size: int) -> "Table":
        """The same pairs by column: row n of it says which of these rows hold column n. In pieces, see `PIECE`."""
        counts = np.bincount(self.columns, minlength=size) if len(self.columns) else np.zeros(size, np.int64)
        ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        columns, times = room(len(self.columns), np.int32), room(len(self.times), np.uint8)
        made = Table(ends, columns, times)
        free = ends[:-1].copy()
        for start in range(0, len(self.columns), PIECE):
            piece = self.columns[start : start + PIECE]
            order = np.argsort(piece, kind="stable")
            held = piece[order]
            first = np.searchsorted(held, held)
            at = free[held] + np.arange(len(held)) - first
            places = np.arange(start, start + len(piece))[order]
            columns[at] = np.searchsorted(self.ends, places, side="right") - 1
            if len(times):
                times[at] = self.times[places]
            free += np.bincount(held, minlength=size)
            self.put_away()
            made.put_away()
        return made

    def put_away(self) -> None:
        """Nothing of it is being read: what lies in a file need not be in memory."""
        for numbers in (self.columns, self.times):
            under = numbers.base.obj if isinstance(numbers.base, memoryview) else None
            if isinstance(under, mmap.mmap):
                under.madvise(mmap.MADV_DONTNEED)


def table_of(lengths: NDArray[np.integer], columns: Any, times: Any = ()) -> Table:
    """A table of rows that stand one after another. `columns` and `times` are arrays of machine numbers."""
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Table(ends, _moved(np.asarray(columns, np.int32)), _moved(np.asarray(times, np.uint8)))


def _moved(numbers: NDArray[Any]) -> NDArray[Any]:
    there = room(len(numbers), numbers.dtype.type)
    there[:] = numbers
    return there

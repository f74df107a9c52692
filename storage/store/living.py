"""Which processes work on this installation now. Work of one that is gone is taken over; work of one that lives is its
own.

Each holds a lock under its name, the kernel's on a file or the database server's, so that a killed process lets go at
once. Clocks play no part: a lease that runs out by the clock would take work from a process that is merely slow.
"""

import fcntl
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

FOLDER = "running"
NOW_AND_THEN = 300.0
"""Seconds."""


class Living(Protocol):
    """This process among the others. `name` is what it signs its work with."""

    name: str

    def join(self) -> None:
        """Be known as living from now on. Raises `OSError`, or `DBAPIError` where the database is away."""
        ...

    def leave(self) -> None:
        """What this process still had to do may be taken over."""
        ...

    def names(self) -> list[str]:
        """Every process that lives, this one too."""
        ...


@dataclass(slots=True)
class Company:
    """When to look for work of processes that are gone: where one came or went since the last look, and now and then
    for one that did both in between."""

    seen: frozenset[str] = frozenset()
    looked: float = float("-inf")

    def moved(self, names: Collection[str]) -> bool:
        """Whether to look now; `names` are those that live."""
        now, moved = monotonic(), frozenset(names) != self.seen
        if moved or now - self.looked > NOW_AND_THEN:
            self.seen, self.looked = frozenset(names), now
            return True
        return False


class LivingHere:
    """Processes on one machine, known by locks on files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self.name, self._handle = "", -1

    def join(self) -> None:
        """See `Living`."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        while self._handle < 0:
            self.name = secrets.token_hex(8)
            self._handle = _hold(self._folder / self.name, os.O_CREAT)

    def leave(self) -> None:
        """See `Living`."""
        if self._handle >= 0:
            (self._folder / self.name).unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = -1

    def names(self) -> list[str]:
        """See `Living`. The files of those that are gone are cleared away."""
        found = []
        for path in self._folder.iterdir():
            handle = _hold(path) if path.name != self.name else -1
            if handle < 0:
                found.append(path.name)
            else:
                path.unlink(missing_ok=True)
                os.close(handle)
        return found


def _hold(path: Path, flags: int = 0) -> int:
    """A handle that holds the lock on `path`; -1 where another holds it, or cleared it away meanwhile."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o600)
    except FileNotFoundError:
        return -1
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_nlink:
            return handle
    except BlockingIOError:
        pass
    os.close(handle)
    return -1

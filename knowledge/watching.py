"""The knowledge as its files are now: a saved file is noticed at the next question, without a restart.

    knowledge = Knowledge.load(own=own_folder(data))
    faults = await knowledge.refresh()        # some 60 file dates where nothing changed
    knowledge.search.find("wie zit de livc voor?")

A file that cannot be read keeps what it last said; a file that is taken away takes its entries along.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from knowledge.library import SHIPPED, TOPICS_FILE, Library, Theme, read_theme, theme_files
from knowledge.search import Search

Stamp = tuple[int, int]
"""When a file was last written (nanoseconds) and how large it is (bytes)."""


@dataclass
class Knowledge:
    """Library and search over the same entries. One object an installation."""

    library: Library
    search: Search
    _themes: Mapping[Path, Theme] = field(default_factory=dict)
    _stamps: Mapping[Path, Stamp] = field(default_factory=dict)
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def load(cls, folder: Path = SHIPPED, own: Path | None = None) -> "Knowledge":
        """Read what ships and the installation's own entries. Never raises for what a file holds."""
        stamps = _stamps_of(folder, own)
        library, search, themes = _as_saved(folder, tuple(stamps.items()))
        return cls(replace(library, own=own), search, themes, stamps)

    async def refresh(self) -> Sequence[str]:
        """Take over what changed on disk; what is wrong in the files that did, each with its file and line."""
        if not self._changed():
            return ()
        async with self._busy:
            if not (changed := self._changed()):
                return ()
            return await asyncio.to_thread(self._take_over, changed)

    def _changed(self) -> Mapping[Path, Stamp] | None:
        stamps = _stamps_of(self.library.folder, self.library.own)
        return stamps if stamps != self._stamps else None

    def _take_over(self, stamps: Mapping[Path, Stamp]) -> Sequence[str]:
        """Read the changed files and build their search, beside the one that answers meanwhile."""
        themes: dict[Path, Theme] = {}
        faults: list[str] = []
        for path in theme_files(self.library.folder, self.library.own):
            known = self._themes.get(path)
            if known is not None and stamps.get(path) == self._stamps.get(path):
                themes[path] = known
                continue
            read = read_theme(path)
            faults += read.faults
            themes[path] = known if known and read.faults and not read.entries else read
        library = Library.of(self.library.folder, themes.values(), self.library.own)
        if not library.facts:  # A broken registry: its facts are still known.
            library = Library(
                library.folder, library.entries, self.library.facts, library.faults, library.own
            )
        search = Search(library)
        search.find("LIVC-R")  # Builds the index here, not while somebody waits.
        self.library, self.search = library, search
        self._themes, self._stamps = themes, stamps
        return tuple(faults)


@lru_cache(maxsize=2)
def _as_saved(
    folder: Path, stamps: tuple[tuple[Path, Stamp], ...]
) -> tuple[Library, Search, Mapping[Path, Theme]]:
    """What these files say. None of it changes, so that installations in one process share it, index and all."""
    themes = {path: read_theme(path) for path, _ in stamps if path != folder / TOPICS_FILE}
    library = Library.of(folder, themes.values())
    return library, Search(library), themes


def _stamps_of(folder: Path, own: Path | None) -> dict[Path, Stamp]:
    found = {}
    for path in (*theme_files(folder, own), folder / TOPICS_FILE):
        try:
            about = path.stat()
        except OSError:  # It was taken away in between.
            continue
        found[path] = (about.st_mtime_ns, about.st_size)
    return found

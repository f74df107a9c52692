"""Words that mean the same in this house, from `data/concepts.yaml`, as extra features.

One lexicon for the four languages: a sentence's language need not be known to read it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

_SHORTEST = 3  # letters of a lexicon word with an open end
_LONGEST = 24  # letters of a word that are looked at


class Concepts:
    """Looks up which groups a word, or two or three words in a row, belong to."""

    def __init__(self, groups: dict[str, Iterable[str]]) -> None:
        self._whole: dict[str, tuple[str, ...]] = {}
        self._open: dict[str, list[tuple[str, bool, bool]]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for group, words in groups.items():
            for word in words:
                self._add(group, word)

    @classmethod
    def read(cls, path: Path) -> "Concepts":
        """From a YAML file: group -> words separated by spaces."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        groups = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 (a safe loader, or its C twin)
        return cls({group: words.split() for group, words in groups.items()})

    def _add(self, group: str, word: str) -> None:
        bare = word.strip("*")
        if bare == word:
            key = word.replace("_", " ").replace("-", " ")
            self._whole[key] = (*self._whole.get(key, ()), group)
        else:
            self._open.setdefault(bare, []).append((group, word.startswith("*"), word.endswith("*")))

    @property
    def words(self) -> list[str]:
        """The single words of the lexicon that have no open end."""
        return [word for word in self._whole if " " not in word]

    def of(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """The groups of each word; those of two or three words in a row stand at the first of them."""
        found = [self._groups(key) for key in keys]
        for size in (2, 3):
            for at in range(len(keys) - size + 1):
                whole = self._whole.get(" ".join(keys[at : at + size]))
                if whole:
                    found[at] = tuple(dict.fromkeys((*found[at], *whole)))
        return found

    def _groups(self, key: str) -> tuple[str, ...]:
        if key not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[key] = self._looked_up(key[:_LONGEST])
        return self._known[key]

    def _looked_up(self, key: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._whole.get(key, ()))
        for start in range(len(key)):
            for end in range(start + _SHORTEST, len(key) + 1):
                for group, before, after in self._open.get(key[start:end], ()):
                    if (before or start == 0) and (after or end == len(key)):
                        found[group] = None
        return tuple(found)

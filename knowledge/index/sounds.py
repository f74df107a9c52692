"""Words that sound alike: dialect and hasty spelling write one word in many ways. All rules are data, per language, in
`background/sounds-<language>.yaml`; a language without that file has no words that sound alike."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from knowledge.library import SHIPPED, read_yaml

_SHORTEST = 3  # What is left of a shorter word is heard in too many.


class Alike:
    """Finds the known word that an unknown one sounds like. `known` says how often each word is used."""

    def __init__(self, language: str, known: Mapping[str, int]) -> None:
        path = SHIPPED / "background" / f"sounds-{language}.yaml"
        data = read_yaml(path) if path.exists() else {}
        self._known = known
        self._heard = [(re.compile(seen), heard) for seen, heard in data.get("sounds") or ()]
        self._endings: list[str] = data.get("endings") or []
        self._fronts: list[str] = data.get("fronts") or []

    def of(self, word: str) -> str | None:
        """The known word that sounds like this one, or like it without a diminutive or what is stuck to it."""
        if not self._heard:
            return None
        return next((found for form in self._forms(word) if (found := self._same(form))), None)

    def _forms(self, word: str) -> Iterator[str]:
        yield word
        yield from (word[len(front) :] for front in self._fronts if word.startswith(front))
        yield from (word.removesuffix(ending) for ending in self._endings if word.endswith(ending))

    def _same(self, word: str) -> str | None:
        if len(word) >= _SHORTEST and word in self._known:
            return word
        key = self._key(word)
        return self._by_sound.get(key) if len(key) >= _SHORTEST else None

    def _key(self, word: str) -> str:
        for seen, heard in self._heard:
            word = seen.sub(heard, word)
        return word

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        """Per sound the most used of the known words. Made at the first word that needs it."""
        least_used_first = sorted(self._known, key=self._known.__getitem__)
        return {self._key(word): word for word in least_used_first if word.isalpha()}

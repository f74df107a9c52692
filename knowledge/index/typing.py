"""Short words as fingers mistype them: one letter left out, one too many, two swapped, or the key beside it struck."""

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 2  # What is left of a shorter word is nearly every word.


class Typing:
    """Finds the words that a short unknown one may mistype. `known`: all words with how often each is used; `keys`:
    rows of keyboards."""

    def __init__(self, known: Mapping[str, int], keys: Sequence[str]) -> None:
        self._known = known
        self._beside: dict[str, set[str]] = {}
        for one, other in (pair for row in keys for pair in pairwise(row)):
            self._beside.setdefault(one, set()).add(other)
            self._beside.setdefault(other, set()).add(one)

    def slips(self, token: str) -> list[str]:
        """The known words that are one slip away, each once, the likeliest slip first and for each the most used word;
        none of a language whose keyboards are not known."""
        if not self._beside or len(token) < _SHORTEST:
            return []
        forms = (sorted(kind, key=lambda form: -self._known.get(form, 0)) for kind in self._forms(token))
        return [form for form in dict.fromkeys(chain.from_iterable(forms)) if form in self._known]

    def _forms(self, token: str) -> tuple[list[str], ...]:
        """What a word may have been: two letters swapped, one left out, another key struck, one too many."""
        cuts = [(token[:at], token[at:]) for at in range(len(token) + 1)]
        return (
            [begin + rest[1] + rest[0] + rest[2:] for begin, rest in cuts if len(rest) > 1],
            [begin + letter + rest for begin, rest in cuts for letter in LETTERS],
            [
                begin + key + rest[1:]
                for begin, rest in cuts
                for key in sorted(self._beside.get(rest[:1], ()))
            ],
            [begin + rest[1:] for begin, rest in cuts if rest and len(token) > _SHORTEST],
        )

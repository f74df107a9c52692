"""What kind of answer a question asks for (a leader, an address, a figure of this year …), and which an entry gives.

kinds = Kinds(words_of("nl"))
kinds.gives(kinds.said(wordings, answer), kinds.wanted(tokens))
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from knowledge.words import Words
from knowledge.words.text import split

_GAP = r" (?:\S+ ){0,8}?"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_TOWN, _SURELY_A_TOWN = 4, 6
"""Shorter names of towns are ordinary words, too; shorter than the second where no 'in' or 'van' stands before them."""
_ASKS_WITHIN = 3
"""A question asks who, where or how many with one of its first words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for. `nouns`: what stands behind 'welke' or 'hoeveel', each in one or two words of which
    one has to be said; `years` and `now`: the time of the figure that is asked; `others`: of whom an entry has to
    speak; `subjects` and `towns`: what it is about, of which one has to be said."""

    kinds: tuple[str, ...]
    nouns: tuple[tuple[str, ...], ...]
    years: tuple[str, ...]
    now: bool
    others: tuple[str, ...]
    subjects: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says: the words and terms of all its texts, the kinds of answer that it gives, whether its answer
    names a year, and whether it names towns."""

    terms: frozenset[str]
    kinds: frozenset[str]
    dated: bool
    local: bool


class Kinds:
    """The kinds of answer of one language (`background/kinds-….yaml`)."""

    def __init__(self, words: Words) -> None:
        self.words, lists = words, words.lists.wanted
        self._asks = {name: _pattern(kind.asks) for name, kind in lists.kinds.items()}
        self._told = {
            name: re.compile("|".join(kind.told)) for name, kind in lists.kinds.items() if kind.told
        }
        self._now = _pattern(lists.now)
        self._broad = frozenset(map(words.stem, lists.broad))

    def wanted(self, tokens: Sequence[str]) -> Wanted:
        """What a question asks for."""
        every, lists, line = self.words.lists, self.words.lists.wanted, " ".join(tokens)
        counts = not lists.counts.isdisjoint(tokens)
        which = not every.questions.isdisjoint(tokens[:_ASKS_WITHIN])
        return Wanted(
            kinds=tuple(name for name, asks in self._asks.items() if asks.search(line)),
            nouns=tuple(self._nouns(tokens)),
            years=tuple(filter(_YEAR.fullmatch, tokens)) if counts else (),
            now=counts and bool(self._now.search(line)),
            others=tuple(token for token in tokens if token in lists.others),
            subjects=tuple(token for token in tokens if token in every.subjects) if which else (),
            towns=tuple(self._towns(tokens)) if which else (),
        )

    def said(self, wordings: Iterable[str], answer: str) -> Said:
        """What an entry says: in its question and variants, and in its answers."""
        lines = [self.words.tokens(text) for text in (answer, *wordings)]
        plain = [" ".join(line) for line in lines]
        asked = {name for name, asks in self._asks.items() if any(map(asks.search, plain))}
        told = {name for name, told in self._told.items() if told.search(answer)}
        tokens = [token for line in lines for token in line]
        return Said(
            terms=frozenset((*tokens, *self.words.terms(tokens))),
            kinds=frozenset(asked | told),
            dated=bool(_YEAR.search(answer)),
            local=any(self._towns(lines[0])),
        )

    def gives(self, said: Said, wanted: Wanted) -> bool:
        """Whether an entry gives the kind of answer that is asked for."""
        terms = self.words.terms
        return (
            said.kinds.issuperset(wanted.kinds)
            and said.terms.issuperset((*wanted.years, *wanted.others))
            and not (wanted.now and said.dated)
            and not (wanted.subjects and said.terms.isdisjoint(terms(wanted.subjects)))
            and not (wanted.towns and said.local and said.terms.isdisjoint(wanted.towns))
            and not any(said.terms.isdisjoint(terms(nouns)) for nouns in wanted.nouns)
        )

    def _nouns(self, tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """What stands behind 'welke' or 'hoeveel': a noun, or what may be an adjective and its noun."""
        lists = self.words.lists.wanted
        for place, token in enumerate(tokens):
            if token in lists.which:
                nouns = tokens[place + 1 : place + 3]
                nouns = nouns[: 2 if nouns and nouns[0].endswith("e") else 1]
                named = [noun for noun in nouns if self.words.subject(noun)]
                if named and named[0] == nouns[0] and self._broad.isdisjoint(map(self.words.stem, named)):
                    yield tuple(named)

    def _towns(self, tokens: Sequence[str]) -> Iterator[str]:
        lists, towns = self.words.lists.wanted, _towns()
        for before, token in pairwise(["", *tokens]):
            surely = len(token) >= _SURELY_A_TOWN or before in lists.where
            if surely and token in towns and token not in lists.regions:
                yield token


def _pattern(asks: Sequence[str]) -> re.Pattern[str]:
    lines = "|".join(line.replace(" … ", _GAP) for line in asks)
    return re.compile(rf"(?<!\S)(?:{lines})(?!\S)" if asks else "(?!)")


@cache
def _towns() -> frozenset[str]:
    """The municipalities of Belgium that are one word."""
    lines = files("storage.privacy").joinpath("data/places.txt").read_text("utf8").splitlines()
    names = (split(line) for line in lines if not line.startswith("#"))
    return frozenset(name[0] for name in names if len(name) == 1 and len(name[0]) >= _SHORTEST_TOWN)

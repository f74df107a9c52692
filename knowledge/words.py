"""Words: how a sentence becomes terms that can be compared, per language.

A sentence is folded (lower case, no accents), spoken forms are written out, several words that name one thing
become one, stop words go, and what is left is stemmed. What kind a term is shows in its first character:
`?` asks who or when, `#` an aspect (price, duration …), `~` somebody particular, otherwise a stem.
All word lists are data, in `background`: `words-<language>.yaml`, `same-…`, `spoken-…` and `typing-…`.
"""

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import snowballstemmer

from knowledge.library import SHIPPED, read_yaml

MOST_IN_PASSING = 8  # A follow-up that leans on the answer before has at most so many words.
MOST_CHARACTERS = 1500  # Longer questions are read up to here; nobody asks more in one.
MOST_KEPT = 50_000  # Words whose stems and terms are kept, so that another index is made quickly.
STEMMERS = {"nl": "dutch", "fr": "french", "de": "german", "en": "english"}
FOLDED = {"fr": re.compile(r"(?<=e)es?$")}
"""Per language the letters that a stemmer only takes away after an accent: 'conservée' is read as 'conserve'."""
ASK, ASPECT, SOMEBODY = "?", "#", "~"
SPOKEN_IN_FULL = 7  # Shorter spoken forms are too near to other words to be what a mistyped one means.
_TOKEN = re.compile(r"[a-z0-9]{1,40}")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""Unicode's combining marks, which stand behind their letter."""
_PLAIN = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
_DOTTED = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")  # 't.e.r.', 'i.o.'
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKING = frozenset({"wat", "hoe", "welke", "welk"})
_AGE = re.compile(r"[1-9][0-9]")


def fold(text: str) -> str:
    """Lower case without accents; ligatures and full-width letters as plain ones."""
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return text.lower()
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    for letter, plain in _PLAIN.items():
        folded = folded.replace(letter, plain)
    return folded


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of one language, in the form in which they are looked up."""

    spoken: dict[str, str]
    stop: frozenset[str]
    asks: dict[str, str]
    phrases: dict[str, str]
    same: tuple[tuple[str, ...], ...]
    aspects: dict[str, str]
    pronouns: frozenset[str]
    perhaps: frozenset[str]
    owners: frozenset[str]
    people: frozenset[str]
    opens: frozenset[str]
    leads: frozenset[str]
    points: frozenset[str]
    fragments: frozenset[str]
    subjects: frozenset[str]
    joins: frozenset[str]
    wonders: frozenset[str]
    wondered: frozenset[str]
    ordinary: frozenset[str]
    keys: tuple[str, ...]
    swaps: dict[str, str]

    @classmethod
    def load(cls, language: str) -> "WordLists":
        """Read the word lists in `background`; empty lists where the language has no file yet."""
        data: dict[str, Any] = {}
        for name in ("words", "same", "spoken", "typing"):
            path = SHIPPED / "background" / f"{name}-{language}.yaml"
            data |= read_yaml(path) if path.exists() else {}
        person, turns = data.get("person") or {}, data.get("turns") or {}
        return cls(
            spoken={form: written for written, form in _pairs(data.get("spoken"))},
            stop=frozenset((data.get("stop") or "").split()),
            asks=dict(data.get("asks") or {}),
            phrases={_plain(said): one for one, said in _pairs(data.get("phrases"))},
            same=tuple(tuple(group) for group in data.get("same") or ()),
            aspects={word: aspect for aspect, word in _pairs(data.get("aspects"))},
            pronouns=frozenset(person.get("pronouns") or ()),
            perhaps=frozenset(person.get("perhaps") or ()),
            owners=frozenset(person.get("owners") or ()),
            people=frozenset((person.get("people") or "").split()),
            opens=frozenset((turns.get("opens") or "").split()),
            leads=frozenset((turns.get("leads") or "").split()),
            points=frozenset((turns.get("points") or "").split()),
            fragments=frozenset((turns.get("fragments") or "").split()),
            subjects=frozenset((data.get("subjects") or "").split()),
            joins=frozenset((turns.get("joins") or "").split()),
            wonders=frozenset((turns.get("wonders") or "").split()),
            wondered=frozenset((turns.get("wondered") or "").split()),
            ordinary=frozenset((data.get("ordinary") or "").split()),
            keys=tuple(data.get("keys") or ()),
            swaps={word: kind for kind, word in _pairs(data.get("swaps"))},
        )


class Words:
    """Turns text of one language into tokens and terms. Pure: the same text always gives the same terms."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.lists = WordLists.load(language)
        self._stemmer: Any = snowballstemmer.stemmer(STEMMERS[language])
        self._folded = FOLDED.get(language)
        self._stems: dict[str, str] = {}
        self._terms: dict[str, list[str]] = {}

    def tokens(self, text: str, known: Container[str] = ()) -> list[str]:
        """The words of a text, spoken forms written out unless they are `known` as they stand, fixed phrases joined."""
        return self.join(" ".join(self.heard(text, known)))

    def heard(self, text: str, known: Container[str] = ()) -> list[str]:
        """The words of a text, spoken forms written out unless they are `known` as they stand."""
        spoken = self.lists.spoken
        words = (token if token in known else spoken.get(token, token) for token in _split(text))
        return " ".join(words).split()

    def written(self, text: str) -> list[str]:
        """The words of a text as they stand there, fixed phrases joined: what a document holds is no dialect."""
        return self.join(" ".join(_split(text)))

    def join(self, words: str) -> list[str]:
        """The words of a plain sentence with its fixed phrases joined."""
        if self.lists.phrases:
            words = self._phrase.sub(lambda found: self.lists.phrases[found.group()], words)
        return words.split()

    def terms(self, tokens: Iterable[str]) -> list[str]:
        """The terms of tokens, each once, in their order."""
        tokens = list(tokens)
        found = [term for token in tokens for term in self.terms_of(token)]
        found.extend([f"{SOMEBODY}persoon"] * (self.somebody(tokens) > 0))
        return list(dict.fromkeys(found))

    def terms_of(self, token: str) -> list[str]:
        """The terms of one word: its aspect if it has one, and its stem unless it says nothing."""
        if token not in self._terms:
            if len(self._terms) >= MOST_KEPT:
                self._terms.clear()
            self._terms[token] = self._meant(token)
        return self._terms[token]

    def _meant(self, token: str) -> list[str]:
        found = []
        if token in self.lists.aspects:
            found.append(ASPECT + self.lists.aspects[token])
        if token in self.lists.asks:
            found.append(ASK + self.lists.asks[token])
        elif token not in self.lists.stop and (len(token) > 1 or token.isdigit()):
            stem = self.stem(token)
            found.append(self._same.get(stem, stem))
        return found

    def stem(self, token: str) -> str:
        """The stem of one word; a number stays as it is."""
        if token not in self._stems:
            if len(self._stems) >= MOST_KEPT:
                self._stems.clear()
            self._stems[token] = self._stem(token)
        return self._stems[token]

    def _stem(self, token: str) -> str:
        if token[0].isdigit():
            return token
        word = self._folded.sub("", token) if self._folded else token
        return fold(self._stemmer.stemWord(word))

    def somebody(self, tokens: list[str]) -> int:
        """How often the tokens point at somebody particular: 'hij', 'mijn buurman', 'een jongen van 17'."""
        lists = self.lists
        count = sum(token in lists.pronouns for token in tokens)
        if lists.people.isdisjoint(tokens):
            return count
        for place, token in enumerate(tokens):
            before = tokens[max(0, place - 2) : place]
            if token in lists.people:
                count += any(word in lists.owners for word in before)
            elif _AGE.fullmatch(token) and any(
                word in lists.people for word in tokens[max(0, place - 4) : place]
            ):
                count += 1
        return count

    def asks(self, clause: str) -> bool:
        """Whether a clause begins as a question does."""
        rest = self.led(self.tokens(clause))
        return bool(rest) and rest[0] in self.lists.opens

    def led(self, tokens: list[str]) -> list[str]:
        """The words of a sentence without the 'en', 'maar', 'dus' that lead on from what was said."""
        while tokens and tokens[0] in self.lists.leads:
            tokens = tokens[1:]
        return tokens

    def elliptic(self, tokens: list[str]) -> bool:
        """Whether a question says too little by itself: a fragment ('en voor een school?'), no subject of its own
        ('hoe lang?'), or one that it points at ('mag de politie dat ook?')."""
        rest = self.led(tokens)
        subjects = [word for word in rest if self.subject(word)]
        if not rest or len(tokens) > MOST_IN_PASSING or len(subjects) > 2:
            return False
        if not subjects:
            return True
        if rest[0] in self.lists.opens:
            return len(subjects) <= 1 and any(word in self.lists.points for word in rest)
        return rest[0] in self.lists.fragments or len(rest) < len(tokens)

    def subject(self, token: str) -> bool:
        """Whether a word names something, rather than asking or filling."""
        lists = self.lists
        filling = token in lists.stop or token in lists.asks or token in lists.aspects
        return not filling and token not in lists.opens and token not in lists.points and len(token) > 1

    def read_on(self, subject: list[str], tokens: list[str]) -> tuple[list[str], bool]:
        """A follow-up as a whole question: the words of the subject's question, without those of the kinds that the
        follow-up names, and then its own; and whether it named another of a kind ('politie' for 'school')."""
        own = self.led(tokens)
        kinds = {kind for word in own if (kind := self._kind(word))}
        left = [word for word in subject if self._kind(word) in kinds]
        named = {self._one(word) for word in left if self._kind(word) != ASK}
        other = bool(named) and named.isdisjoint(map(self._one, own))
        return [*(word for word in subject if word not in left), *own], other

    def _kind(self, token: str) -> str:
        if token in self.lists.asks or token in self.lists.aspects or token in _ASKING:
            return ASK
        return "year" if _YEAR.fullmatch(token) else self._swaps.get(self._one(token), "")

    def _one(self, token: str) -> str:
        stem = self.stem(token)
        return self._same.get(stem, stem)

    @cached_property
    def _swaps(self) -> dict[str, str]:
        return {self._one(word): kind for word, kind in self.lists.swaps.items()}

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of the lists themselves, which no correction of typing errors may change."""
        lists = self.lists
        parts = (word for phrase in lists.phrases for word in phrase.split())
        same = (word for group in lists.same for word in group)
        spoken = (word for word in lists.spoken if len(word) >= SPOKEN_IN_FULL)
        return frozenset().union(
            lists.stop,
            lists.asks,
            parts,
            same,
            spoken,
            lists.aspects,
            lists.people,
            lists.pronouns,
            lists.swaps,
        )

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        longest_first = sorted(self.lists.phrases, key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")

    @cached_property
    def _same(self) -> dict[str, str]:
        return {self.stem(word): self.stem(group[0]) for group in self.lists.same for word in group}


@cache
def words_of(language: str) -> Words:
    """The shared `Words` of a language, read once."""
    return Words(language)


def _split(text: str) -> list[str]:
    """The words of a text as they stand; an abbreviation with dots is one word."""
    undotted = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", fold(text))
    return _TOKEN.findall(undotted)


def _plain(phrase: str) -> str:
    return " ".join(_split(phrase))


def _pairs(groups: object) -> list[tuple[str, str]]:
    return (
        [(name, word) for name, listed in groups.items() for word in listed]
        if isinstance(groups, dict)
        else []
    )

"""Words: how a sentence becomes terms that can be compared, per language.

A sentence is folded (lower case, no accents), spoken forms are written out, several words that name one thing
become one, stop words go, and what is left is stemmed. What kind a term is shows in its first character:
`?` asks who or when, `#` an aspect (price, duration …), `~` somebody particular, otherwise a stem.
All word lists are data, in `background`: `words-<language>.yaml`, `same-…`, `spoken-…` and `typing-…`.
"""

import re
from collections.abc import Container, Iterable
from functools import cache, cached_property
from typing import Any

import snowballstemmer

from knowledge.words.lists import WordLists
from knowledge.words.text import MOST_CHARACTERS, fold, split

__all__ = ["ASK", "ASPECT", "MOST_CHARACTERS", "SOMEBODY", "STEMMERS", "Words", "fold", "words_of"]

MOST_IN_PASSING = 8  # A follow-up that leans on the answer before has at most so many words.
MOST_KEPT = 50_000  # Words whose stems and terms are kept, so that another index is made quickly.
STEMMERS = {"nl": "dutch", "fr": "french", "de": "german", "en": "english"}
FOLDED = {"fr": re.compile(r"(?<=e)es?$")}
"""Per language the letters that a stemmer only takes away after an accent: 'conservée' is read as 'conserve'."""
ASK, ASPECT, SOMEBODY = "?", "#", "~"
SPOKEN_IN_FULL = 7  # Shorter spoken forms are too near to other words to be what a mistyped one means.
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKING = frozenset({"wat", "hoe", "welke", "welk"})
_WORDS = re.compile(r"[a-z]{3,}")
_AGE = re.compile(r"[1-9][0-9]")


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
        words = (token if token in known else spoken.get(token, token) for token in split(text))
        return " ".join(words).split()

    def written(self, text: str) -> list[str]:
        """The words of a text as they stand there, fixed phrases joined: what a document holds is no dialect."""
        return self.join(" ".join(split(text)))

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
        subjects = [word for word in rest if self.subject(word) and word not in self.lists.pronouns]
        if not rest or len(tokens) > MOST_IN_PASSING or len(subjects) > 2:
            return False
        if not subjects:
            return True
        if rest[0] in self.lists.opens:
            return len(subjects) <= 1 and any(word in self.lists.points for word in rest)
        return rest[0] in self.lists.fragments or len(rest) < len(tokens)

    def follows_verb(self, token: str) -> bool:
        """Whether a word after a verb is likely its subject, and the verb begins a question."""
        return token in self.lists.begins or self.points_back(token)

    def points_back(self, token: str) -> bool:
        """Whether a word stands for somebody or something that was named before."""
        lists = self.lists
        return token in lists.points or token in lists.pronouns or token in lists.perhaps

    def leans(self, tokens: list[str]) -> bool:
        """Whether a question is about what was told before it: 'is hij …', 'mag dat …', or one that says too little."""
        return self.elliptic(tokens) or any(map(self.points_back, tokens[1:2]))

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
        kinds = (
            word
            for kind in lists.wanted.kinds.values()
            for asks in kind.asks
            for word in _WORDS.findall(asks)
        )
        return frozenset().union(
            lists.stop,
            lists.asks,
            parts,
            same,
            spoken,
            kinds,
            lists.aspects,
            lists.people,
            lists.pronouns,
            lists.swaps,
        )

    @cached_property
    def glued(self) -> frozenset[str]:
        """What phrases with a single letter become ('plan r'): no words of the language."""
        phrases = ((phrase.split(), one) for phrase, one in self.lists.phrases.items())
        return frozenset(
            one
            for parts, one in phrases
            if "".join(parts) == one and one.isalpha() and {1} < {min(len(p), 2) for p in parts}
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

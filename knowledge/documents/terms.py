"""The words of a passage or a question that say something: without those that every text has, in their stems."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from knowledge.library import read_yaml
from knowledge.words import ASK, ASPECT, SOMEBODY, Words, fold, words_of

USUAL = 20
"""So many words of a list are the most usual ones of the language."""


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    listed = read_yaml(Path(__file__).parent / "languages.yaml")
    return {language: tuple(fold(words).split()) for language, words in listed.items()}


@cache
def empty_words(language: str) -> frozenset[str]:
    """The words of a language that say nothing on their own."""
    return frozenset(_lists()[language])


@cache
def _numbers() -> dict[str, dict[str, frozenset[str]]]:
    listed = read_yaml(Path(__file__).parent / "numbers.yaml")
    return {
        language: {name: frozenset(fold(words).split()) for name, words in row.items()}
        for language, row in listed.items()
    }


def asks_number(question: str, language: str) -> bool:
    """Whether a question asks how many or how much."""
    return not _numbers()[language]["asks"].isdisjoint(re.findall(r"\w+", fold(question)))


def says_number(text: str, language: str) -> bool:
    """Whether a text says a number, in digits or in words."""
    words = re.findall(r"\w+", fold(text))
    return any(word[0].isdigit() for word in words) or not _numbers()[language]["says"].isdisjoint(words)


def language_of(texts: Iterable[str]) -> str:
    """The language of a document by its most usual words; Dutch where nothing tells."""
    words = Counter(word for text in texts for word in fold(text).split())
    scores = {language: sum(words[one] for one in usual[:USUAL]) for language, usual in _lists().items()}
    return max(scores, key=lambda language: scores[language])


def tokens_of(text: str, language: str, known: Container[str] | None = None) -> list[str]:
    """The words that say something, in their order and as often as they stand there. In a question a spoken form is
    read as what it means, unless it is one of the words that are `known`: 'deur' may be a door."""
    words = words_of(language)
    empty = empty_words(language) | words.lists.stop
    # Read in pieces: a question is cut at some length, a passage must not be.
    pieces = (text[at : at + 1_200] for at in range(0, len(text), 1_200))
    read = (words.written(piece) if known is None else words.tokens(piece, known) for piece in pieces)
    found = chain.from_iterable(read)
    return [token for token in found if token not in empty and (len(token) > 1 or token.isdigit())]


def stem_of(token: str, words: Words) -> str:
    """The term under which a word is found: its stem, or what it counts as."""
    plain = [term for term in words.terms_of(token) if term[0] not in (ASK, ASPECT, SOMEBODY)]
    return plain[0] if plain else token

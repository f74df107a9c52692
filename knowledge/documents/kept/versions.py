"""Versions of a document: the later one answers, an earlier one where it is asked for by its year or as the one
before ('wat stond er in de versie van 2021 over de kluis?')."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.documents.keeping import newest, series
from knowledge.documents.terms import empty_words
from knowledge.library import read_yaml
from knowledge.words import fold
from storage.published import Document

_WORDS = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Documents that a question asks for though later ones answer, and what it asks of them."""

    documents: tuple[Document, ...]
    question: str


def earlier(question: str, documents: Sequence[Document], language: str) -> Earlier | None:
    """Which earlier versions a question asks for; None where it asks for none that is there."""
    answering = newest(documents)
    gone = [document for document in documents if document.id not in answering]
    words = _WORDS.findall(fold(question))
    said, years = _said(language), {word for word in words if _YEAR.fullmatch(word)}
    if not gone or not (years or said["before"].intersection(words)):
        return None
    meant: list[Document] = []
    if said["version"].intersection(words):
        meant = _dated(gone, years) if years else _latest(gone)
    elif years:
        meant = [one for one in _dated(gone, years) if _named(one, words, language)]
    left = [word for word in words if word not in years | said["version"] | said["before"]]
    return Earlier(tuple(meant), " ".join(left)) if meant else None


def asks_handbook(question: str, language: str) -> bool:
    """Whether a question names the handbook, in a word of its own."""
    listed = read_yaml(Path(__file__).parent / "handbook.yaml")
    return not set(listed[language].split()).isdisjoint(_WORDS.findall(fold(question)))


@cache
def _said(language: str) -> Mapping[str, frozenset[str]]:
    listed = read_yaml(Path(__file__).parent / "versions.yaml")[language]
    return {name: frozenset(words.split()) for name, words in listed.items()}


def _dated(documents: Sequence[Document], years: set[str]) -> list[Document]:
    return [one for one in documents if one.date and one.date[:4] in years]


def _latest(documents: Sequence[Document]) -> list[Document]:
    """Of each series the last one of some documents."""
    last = newest(documents)
    return [one for one in documents if one.id in last]


def _named(document: Document, words: Sequence[str], language: str) -> bool:
    """Whether a question calls a document by a word of its name with its year: 'het draaiboek van 2021'."""
    names = set(series(document).split()) - empty_words(language)
    for place, word in enumerate(words):
        if document.date and word == document.date[:4]:
            before = [near for near in words[:place] if near not in _said(language)["of"]]
            if before and before[-1] in names:
                return True
    return False

"""The documents as they can be asked: where no entry answers, a passage that does is quoted word for word.

    shelf = Papers()
    await shelf.refresh(scope)            # cheap where nothing changed
    quote = shelf.find("hoe vaak komt de cel samen?", "nl")

A document that is added or taken away is noticed by the next `refresh`: documents never change, so their ids tell.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import tee
from typing import Literal

from knowledge.documents.index import PassageIndex
from knowledge.documents.keeping import newest, series
from knowledge.documents.kept.versions import Earlier, asks_handbook, earlier
from knowledge.documents.meaning import MeaningIndex
from knowledge.documents.quoting import Certainty, consider
from knowledge.documents.terms import asks_number, says_number
from knowledge.encoding import Encoder
from knowledge.words import words_of
from storage.published import Document, StoredPassage, Texts, document_ids, load_documents
from storage.store import Everywhere

FRESH = 2
"""Years after which law and practice may well have changed."""
SHORTEST = 25
"""Characters: a shorter run of sentences is a heading or a name, and says nothing."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that answer a question, as they stand there, with how sure that is (0 to 1).

    `later`: the version that answers now, where an earlier one was asked for.
    """

    text: str
    document: Document
    section: str | None
    page: int | None
    certainty: float
    later: Document | None = None

    @property
    def where(self) -> str | None:
        """The section and the page, as a footnote names them."""
        page = f"p. {self.page}" if self.page else None
        return ", ".join(part for part in (self.section, page) if part) or None

    def to_check(self, today: date) -> bool:
        """Whether a reader must check that it still holds: without a date, or older than `FRESH` years."""
        dated = self.document.date
        return dated is None or dated[:10] < f"{today.year - FRESH}{today.isoformat()[4:]}"

    def status(self, today: date) -> Literal["current", "history", "verify"]:
        """How far it can be relied on: a version that was replaced is history."""
        if self.later:
            return "history"
        return "verify" if self.to_check(today) else "current"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where passages are read, and the model of meaning that is plugged in, if any."""

    texts: Texts
    encoder: Encoder | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Documents of one language with the index of their passages. What these say stays in the database."""

    documents: tuple[Document, ...]
    starts: tuple[int, ...]
    index: PassageIndex

    @classmethod
    def of(cls, documents: Sequence[Document], source: "_Source", language: str) -> "_Shelf":
        """Read the passages of some documents once, for their index."""
        starts: list[int] = []
        first, second = tee(_said(documents, source.texts, starts))
        texts, above = (text for text, _ in first), (above for _, above in second)
        if source.encoder and language in source.encoder.languages:
            index: PassageIndex = MeaningIndex(texts, above, language, source.encoder)
        else:
            index = PassageIndex(texts, above, language)
        return cls(tuple(documents), tuple(starts), index)

    def at(self, number: int) -> tuple[Document, int]:
        """The document of a passage, and the passage's place in it."""
        which = bisect_right(self.starts, number) - 1
        return self.documents[which], number - self.starts[which]


def _said(documents: Sequence[Document], texts: Texts, starts: list[int]) -> Iterator[tuple[str, str]]:
    """Each passage with what stands above it; `starts` is told where each document begins."""
    number = 0
    for document in documents:
        starts.append(number)
        for passage in texts.all(document.id):
            yield passage.text, f"{document.title} {passage.section or ''}"
            number += 1


@dataclass
class Papers:
    """All documents, those that answer by language. One object an installation; `refresh` keeps it up to date."""

    encoder: Encoder | None = None
    _ids: tuple[str, ...] = ()
    _documents: tuple[Document, ...] = ()
    _source: _Source | None = None
    _shelves: dict[str, _Shelf] = field(default_factory=dict)
    _history: tuple[tuple[Document, ...], _Shelf] | None = None

    @cached_property
    def certainty(self) -> Certainty:
        """The shipped coefficients."""
        return Certainty.load()

    @property
    def titles(self) -> tuple[str, ...]:
        """What the documents that answer are called."""
        answering = newest(self._documents)
        return tuple(one.title for one in self._documents if one.id in answering)

    async def refresh(self, everywhere: Everywhere) -> None:
        """Read what is new, drop what is gone; later versions answer instead of earlier ones."""
        ids = await document_ids(everywhere)
        if ids == self._ids:
            return
        documents, source = tuple(await load_documents(everywhere)), _Source(Texts(everywhere), self.encoder)
        answering = newest(documents)
        current = [document for document in documents if document.id in answering]
        shelves = await asyncio.to_thread(_shelved, current, source)
        self._ids, self._documents, self._source = ids, documents, source
        self._shelves, self._history = shelves, None

    def asks_earlier(self, question: str, language: str) -> bool:
        """Whether a question asks for a version of a document that was replaced, and that is there."""
        return earlier(question, self._documents, language) is not None

    def lacks(self, question: str, language: str) -> bool:
        """Whether a question is about the handbook, while no document was added at all."""
        return not self._documents and asks_handbook(question, language)

    def find(self, question: str, language: str) -> Quote | None:
        """The passage that answers a question, or None: below the threshold nothing is quoted.

        An earlier version answers where the question asks for it. A question about somebody particular is never
        answered from a document.
        """
        if self._source is None or _about_somebody(question, language):
            return None
        if asked := earlier(question, self._documents, language):
            return self._found(self._past(asked, self._source, language), asked.question, self._source.texts)
        shelf = self._shelves.get(language)
        return self._found(shelf, question, self._source.texts) if shelf else None

    def _past(self, asked: Earlier, source: _Source, language: str) -> _Shelf:
        """The versions that are asked for; they are few, and kept until others are asked for."""
        if self._history is None or self._history[0] != asked.documents:
            self._history = asked.documents, _Shelf.of(asked.documents, source, language)
        return self._history[1]

    def _found(self, shelf: _Shelf, question: str, texts: Texts) -> Quote | None:
        read: dict[int, StoredPassage] = {}

        def text_of(number: int) -> str:
            document, place = shelf.at(number)
            if passage := texts.one(document.id, place):
                read[number] = passage
            return passage.text if passage else ""  # Taken away since the index was made.

        language = shelf.index.language
        found = consider(shelf.index, question, text_of, self.certainty)
        if not found or not found.answered or len(found.said.text) < SHORTEST:
            return None
        if asks_number(question, language) and not says_number(found.said.text, language):
            return None
        number = found.ranked.places[0]
        document, passage = shelf.at(number)[0], read[number]
        later = self._later(document)
        return Quote(found.said.text, document, passage.section, passage.page, found.certainty, later)

    def _later(self, document: Document) -> Document | None:
        """The version that answers in the place of a document."""
        answering = newest(self._documents)
        same = (one for one in self._documents if one.id in answering and one.id != document.id)
        return next((one for one in same if series(one) == series(document)), None)


def _shelved(documents: Sequence[Document], source: _Source) -> dict[str, _Shelf]:
    by_language: dict[str, list[Document]] = {}
    for document in documents:
        by_language.setdefault(document.language, []).append(document)
    return {language: _Shelf.of(some, source, language) for language, some in by_language.items()}


def _about_somebody(question: str, language: str) -> bool:
    words = words_of(language)
    return words.somebody(words.tokens(question)) > 0

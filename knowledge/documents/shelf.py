"""The documents as they can be asked: where no entry answers, a passage that does is quoted word for word.

    shelf = Papers()
    await shelf.refresh(scope)            # cheap where nothing changed
    quote = shelf.find("hoe vaak komt de cel samen?", "nl")

A document that is added or taken away is noticed by the next `refresh`: documents never change, so their ids tell.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from knowledge.documents.index import PassageIndex
from knowledge.documents.keeping import newest
from knowledge.documents.quoting import Certainty, answers, features, window
from knowledge.documents.terms import asks_number, says_number
from knowledge.words import words_of
from storage.published import Document, StoredPassage, document_ids, load_documents, load_passages
from storage.store import Everywhere

FRESH = 2
"""Years after which law and practice may well have changed."""
SHORTEST = 25
"""Characters: a shorter run of sentences is a heading or a name, and says nothing."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that answer a question, as they stand there, with how sure that is (0 to 1)."""

    text: str
    document: Document
    section: str | None
    page: int | None
    certainty: float

    @property
    def where(self) -> str | None:
        """The section and the page, as a footnote names them."""
        page = f"p. {self.page}" if self.page else None
        return ", ".join(part for part in (self.section, page) if part) or None

    def to_check(self, today: date) -> bool:
        """Whether a reader must check that it still holds: without a date, or older than `FRESH` years."""
        dated = self.document.date
        return dated is None or dated[:10] < f"{today.year - FRESH}{today.isoformat()[4:]}"


@dataclass(frozen=True)
class _Shelf:
    """The passages of one language with their index."""

    language: str
    passages: tuple[tuple[Document, StoredPassage], ...]

    @cached_property
    def index(self) -> PassageIndex:
        """The index, built when it is first asked for."""
        above = [f"{document.title} {passage.section or ''}" for document, passage in self.passages]
        return PassageIndex([passage.text for _, passage in self.passages], above, self.language)


@dataclass
class Papers:
    """All documents that answer, by language. One object an installation; `refresh` keeps it up to date."""

    _ids: tuple[str, ...] = ()
    _loaded: Mapping[str, Sequence[StoredPassage]] = field(default_factory=dict)
    _shelves: Mapping[str, _Shelf] = field(default_factory=dict)

    @cached_property
    def certainty(self) -> Certainty:
        """The shipped coefficients."""
        return Certainty.load()

    async def refresh(self, everywhere: Everywhere) -> None:
        """Read what is new, drop what is gone; later versions answer instead of earlier ones."""
        ids = await document_ids(everywhere)
        if ids == self._ids:
            return
        documents = await load_documents(everywhere)
        answering = newest(documents)
        current = [document for document in documents if document.id in answering]
        loaded = {
            one.id: self._loaded.get(one.id) or await load_passages(everywhere, one.id) for one in current
        }
        shelves = await asyncio.to_thread(_shelved, current, loaded)
        self._ids, self._loaded, self._shelves = ids, loaded, shelves

    def find(self, question: str, language: str) -> Quote | None:
        """The passage that answers a question, or None: below the threshold nothing is quoted.

        A question about somebody particular is never answered from a document.
        """
        shelf = self._shelves.get(language)
        if shelf is None or _about_somebody(question, language):
            return None
        asked = shelf.index.ask(question)
        ranked = shelf.index.rank(asked)
        if not ranked.places:
            return None
        document, passage = shelf.passages[ranked.places[0]]
        said = window(shelf.index, asked, passage.text)
        sure = self.certainty.of(features(shelf.index, asked, ranked, said))
        if not answers(shelf.index, asked, said, sure) or len(said.text) < SHORTEST:
            return None
        if asks_number(question, language) and not says_number(said.text, language):
            return None
        return Quote(said.text, document, passage.section, passage.page, sure)


def _shelved(
    documents: Sequence[Document], loaded: Mapping[str, Sequence[StoredPassage]]
) -> dict[str, _Shelf]:
    shelves: dict[str, list[tuple[Document, StoredPassage]]] = {}
    for document in documents:
        shelves.setdefault(document.language, []).extend((document, one) for one in loaded[document.id])
    made = {language: _Shelf(language, tuple(passages)) for language, passages in shelves.items()}
    for shelf in made.values():
        _ = shelf.index  # Built here, off the event loop, and not while somebody waits.
    return made


def _about_somebody(question: str, language: str) -> bool:
    words = words_of(language)
    return words.somebody(words.tokens(question)) > 0

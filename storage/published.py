"""Public documents that the installation quotes from, in passages. They serve every cell, and belong to none.

A document never changes: another version is another document of the same title. Its words are sealed like all
text; what is plain counts, dates and orders.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    create_engine,
    delete,
    insert,
    select,
)
from sqlalchemy.pool import NullPool

from storage.moments import moment, stamp
from storage.privacy import Screened
from storage.store.audit import tables as _audit  # noqa: F401 - its tables belong to the metadata
from storage.store.meetings import tables as _life  # noqa: F401 - its tables belong to the metadata
from storage.store.polls import tables as _polls  # noqa: F401 - its tables belong to the metadata
from storage.store.scope import Everywhere, Vault
from storage.store.upkeep import tables as _upkeep  # noqa: F401 - its table belongs to the metadata
from storage.tables import metadata

__all__ = [
    "Document", "NewPassage", "StoredPassage", "Texts", "add_document", "document_ids", "documents", "load_documents",
    "metadata", "passages", "remove_document",
]  # fmt: skip

_AT_ONCE = 500
"""Passages that are in memory at one time while all of a document are read."""

# `mark`: a keyed hash of the file, so that the same file is there once.
documents = Table(
    "documents",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("title_sealed", LargeBinary, nullable=False),
    Column("url_sealed", LargeBinary),
    Column("language", String(2), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("mark", String(64), nullable=False, unique=True),
    Column("date", String(10)),
    Column("pages", Integer),
    Column("passages", Integer, nullable=False),
    Column("added_at", String(20), nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("document_id", String(48), ForeignKey("documents.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("page", Integer),
    Column("section_sealed", LargeBinary),
    Column("text_sealed", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was added. `date`: the ISO date that it bears, or a part of it; None where unknown.

    `mark` is the fingerprint of the file: the same file is never there twice.
    """

    id: str
    title: str
    language: str
    kind: str
    mark: str
    added_at: datetime
    date: str | None = None
    url: str | None = None
    pages: int | None = None
    passages: int = 0


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage on its way in: its texts passed the gate."""

    text: Screened
    section: Screened | None
    page: int | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of a document, by its place in it."""

    place: int
    text: str
    section: str | None
    page: int | None


async def document_ids(everywhere: Everywhere) -> tuple[str, ...]:
    """Which documents there are. A document never changes, so other ids mean other content."""
    return tuple(row.id for row in await everywhere.rows(select(documents.c.id).order_by(documents.c.id)))


async def load_documents(everywhere: Everywhere) -> list[Document]:
    """All documents, the first added first."""
    query = select(documents).order_by(documents.c.added_at, documents.c.id)
    return [_document(everywhere, row) for row in await everywhere.rows(query)]


class Texts:
    """What passages say, read when it is needed: thousands of them are held by nobody.

    It waits for nothing but the database, on a connection of its own for each reading.
    """

    def __init__(self, everywhere: Everywhere) -> None:
        self._vault = everywhere.vault
        url = everywhere.connection.engine.url
        self._engine = create_engine(
            url.set(drivername=url.drivername.replace("+aiosqlite", "")),
            poolclass=NullPool,
            hide_parameters=True,
        )

    def all(self, document_id: str) -> Iterator[StoredPassage]:
        """The passages of a document, in their order; none where it is gone."""
        return self._read(passages.c.document_id == document_id)

    def one(self, document_id: str, place: int) -> StoredPassage | None:
        """One passage; None where its document is gone."""
        return next(self._read(passages.c.document_id == document_id, passages.c.place == place), None)

    def _read(self, *which: ColumnElement[bool]) -> Iterator[StoredPassage]:
        query = (
            select(passages).where(*which).order_by(passages.c.place).execution_options(yield_per=_AT_ONCE)
        )
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                yield _passage(self._vault, row)


def _passage(vault: Vault, row: Row[Any]) -> StoredPassage:
    text = vault.open_text(row.text_sealed, _piece("text", row.document_id, row.place)) or ""
    section = vault.open_text(row.section_sealed, _piece("section", row.document_id, row.place))
    return StoredPassage(row.place, text, section, row.page)


async def add_document(
    everywhere: Everywhere, document: Document, title: Screened, pieces: Sequence[NewPassage]
) -> None:
    """Keep a document with its passages; `title` is the screened title of `document`."""
    vault = everywhere.vault
    await everywhere.add(
        documents,
        id=document.id,
        title_sealed=vault.seal_text(title, _whole("title", document.id)),
        url_sealed=vault.seal_json({"url": document.url}, _whole("url", document.id))
        if document.url
        else None,
        language=document.language,
        kind=document.kind,
        mark=document.mark,
        date=document.date,
        pages=document.pages,
        passages=len(pieces),
        added_at=stamp(document.added_at),
    )
    rows = [_row(vault, document.id, place, piece) for place, piece in enumerate(pieces)]
    await everywhere.connection.execute(
        insert(passages), rows
    )  # All at once: nobody waits long for the writer.


async def remove_document(everywhere: Everywhere, document_id: str) -> bool:
    """Take a document away with all its passages; False where it was not there."""
    await everywhere.run(delete(passages).where(passages.c.document_id == document_id))
    return await everywhere.run(delete(documents).where(documents.c.id == document_id)) == 1


def _row(vault: Vault, document_id: str, place: int, piece: NewPassage) -> dict[str, object]:
    section = piece.section and vault.seal_text(piece.section, _piece("section", document_id, place))
    return {
        "document_id": document_id,
        "place": place,
        "page": piece.page,
        "text_sealed": vault.seal_text(piece.text, _piece("text", document_id, place)),
        "section_sealed": section,
    }


def _document(everywhere: Everywhere, row: Row[tuple[object, ...]]) -> Document:
    vault = everywhere.vault
    return Document(
        id=row.id,
        title=vault.open_text(row.title_sealed, _whole("title", row.id)) or "",
        language=row.language,
        kind=row.kind,
        mark=row.mark,
        added_at=moment(row.added_at),
        date=row.date,
        url=vault.open_json(row.url_sealed, _whole("url", row.id)).get("url"),
        pages=row.pages,
        passages=row.passages,
    )


def _whole(column: str, document_id: str) -> str:
    return f"documents.{column}:{document_id}"


def _piece(column: str, document_id: str, place: int) -> str:
    return f"passages.{column}:{document_id}:{place}"

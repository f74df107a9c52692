"""Keeping a document: named, dated, its passages through the gate, and stored beside its other versions.

Two documents of one title are versions of each other; the one with the later date answers, the others are history.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from knowledge.documents.kept.naming import as_iso, date_of, latest_day, title_of
from knowledge.documents.passages import split
from knowledge.documents.reading.intake import kind_of, read_document
from knowledge.documents.reading.model import Refused
from knowledge.documents.terms import language_of
from knowledge.words import fold
from storage.privacy import Gate, Screened
from storage.published import Document, NewPassage, add_document, load_documents, remove_document
from storage.store import Everywhere, new_id

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")


@dataclass(frozen=True, slots=True)
class Said:
    """What the deployer says of a document; None: what the file says itself."""

    title: str | None = None
    date: str | None = None
    url: str | None = None
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be kept. `masked`: in how many passages something personal was left out; `unnamed`: it
    says nowhere what it is called; `spoken`: the latest date that it speaks of, where it bears none."""

    document: Document
    title: Screened
    pieces: tuple[NewPassage, ...]
    masked: int
    unnamed: bool = False
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a document: `replaced` is what it came in the place of; `newest`: whether it answers."""

    document: Document
    replaced: Document | None
    newest: bool


def prepare(path: Path, said: Said, gate: Gate, now: datetime) -> Prepared:
    """Read a file and screen what it says. Raises `Refused`."""
    _check(said)
    reading = read_document(path, text_only=said.text_only)
    called = said.title or title_of(reading, path)
    named = " ".join((called or _numbered(reading.mark)).split())[:200]
    pieces = tuple(
        NewPassage(gate.publish(part.text), gate.publish(part.section) if part.section else None, part.page)
        for part in split(reading, named)
    )
    if not pieces:
        raise Refused("holds no text to quote from")
    title = gate.publish(named)
    document = Document(
        id=new_id(),
        title=title.text,
        language=language_of(piece.text.text for piece in pieces[:200]),
        kind=kind_of(path),
        mark=reading.mark,
        added_at=now,
        date=said.date or date_of(reading) or as_iso(reading.date),
        url=said.url or reading.url,
        pages=reading.pages,
        passages=len(pieces),
    )
    spoken = None if document.date else latest_day((piece.text.text for piece in pieces), now.date())
    masked = sum(piece.text.masked for piece in pieces)
    return Prepared(document, title, pieces, masked, called is None, spoken)


async def keep(everywhere: Everywhere, prepared: Prepared) -> Kept:
    """Keep a document. The same file, or the same title with the same date, is replaced by it."""
    mark = everywhere.vault.keyring.fingerprint(prepared.document.mark)
    document = replace(prepared.document, mark=mark)
    there = await load_documents(everywhere)
    twin = next((one for one in there if one.mark == mark or _same(one, document)), None)
    for one in there:
        if one.mark == mark or _same(one, document):
            await remove_document(everywhere, one.id)
            there = [other for other in there if other.id != one.id]
    await add_document(everywhere, document, prepared.title, prepared.pieces)
    return Kept(document, twin, document.id in newest([*there, document]))


def series(document: Document) -> str:
    """What versions of one document share: their title, whatever its capitals and spaces."""
    return " ".join(re.findall(r"\w+", fold(document.title)))


def newest(documents: Sequence[Document]) -> frozenset[str]:
    """The ids of the documents that answer: of each series the one with the latest date, else the last added."""
    latest: dict[str, Document] = {}
    for document in sorted(documents, key=lambda one: (one.date or "", one.added_at)):
        latest[series(document)] = document
    return frozenset(document.id for document in latest.values())


async def forget(everywhere: Everywhere, named: str) -> list[Document]:
    """Take documents away, by the beginning of an id or by their title (all versions); those that are gone."""
    wanted = " ".join(re.findall(r"\w+", fold(named)))
    there = await load_documents(everywhere)
    meant = [one for one in there if len(named) >= 6 and one.id.startswith(named)]
    meant = meant or [one for one in there if series(one) == wanted]
    return [one for one in meant if await remove_document(everywhere, one.id)]


def _same(one: Document, other: Document) -> bool:
    return series(one) == series(other) and one.date == other.date


def _check(said: Said) -> None:
    """Raises `Refused` for what cannot be a date or an address."""
    if said.date and not (_DATE.fullmatch(said.date) and _is_day(said.date)):
        raise Refused("was given a date that is none; write it as 2021-05-21, 2021-05 or 2021")
    if said.url and not re.fullmatch(r"https?://[^\s<>\"']{3,500}", said.url):
        raise Refused("was given an address that is none; it begins with https://")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _numbered(mark: str) -> str:
    """A name for a document that has none: in letters, which no number is read into."""
    return f"document {mark[:8].translate(_LETTERS)}"

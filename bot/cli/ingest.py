"""`spil ingest`: documents of the deployer's own, which Spil then quotes with section, page and date."""

import asyncio
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click

from bot import log
from bot.app import open_store, prepare
from bot.cli.opening import explained
from bot.phrases.vocabulary import make_gate
from knowledge.documents import keeping
from knowledge.documents.reading.model import Refused
from knowledge.library import Library
from storage.moments import system_clock
from storage.privacy import Gate, normalise, own_lists
from storage.published import Document, load_documents
from storage.store import Store
from storage.store.audit import OPERATOR


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--title", help="What the document is called; versions of one document have one title.")
@click.option("--date", "dated", help="The date it bears: 2021-05-21, 2021-05 or 2021.")
@click.option("--url", help="Where people find it.")
@click.option(
    "--text-only", is_flag=True, help="Take the text of files that also hold scripts, attachments …"
)
@click.option("--list", "listed", is_flag=True, help="Show the documents that are there.")
@click.option(
    "--remove", metavar="TITLE|ID", help="Take a document away: all versions by title, one by its id."
)
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
def command(files: tuple[Path, ...], data: Path, **given: Any) -> None:
    """Add PDF, DOCX, HTML, Markdown or text files; refused ones are named with the reason, and the exit is 1."""
    said = keeping.Said(given["title"], given["dated"], given["url"], given["text_only"])
    if len(files) > 1 and (said.title or said.date or said.url):
        raise click.UsageError("--title, --date and --url belong to one file; give one file at a time")
    if not (files or given["listed"] or given["remove"]):
        raise click.UsageError("give a file, or --list, or --remove")
    with explained(data):
        prepare(data)
        store = open_store(data)
        sys.exit(asyncio.run(_work(store, _Work(data, files, said, given["remove"], given["listed"]))))


@dataclass(frozen=True, slots=True)
class _Work:
    """What was asked for, in which folder: files to add, what to remove, whether to list what is there."""

    data: Path
    files: tuple[Path, ...]
    said: keeping.Said
    remove: str | None
    listed: bool


async def _work(store: Store, work: _Work) -> int:
    """Do all of it; the exit status."""
    failed = False
    try:
        if work.remove:
            failed = not await _remove(store, work.remove)
        if work.files:
            for path in work.files:
                failed = not await _add(store, path, work) or failed
        if work.listed:
            await _show(store)
    finally:
        await store.close()
    return 1 if failed else 0


async def _add(store: Store, path: Path, work: _Work) -> bool:
    """Add one file, and say what came of it; False where it was refused."""
    name = normalise(path.name).replace("\n", " ") or str(path)
    try:
        prepared = keeping.prepare(path, work.said, _gate(work.data), system_clock())
    except Refused as refused:
        print(f"{name}: refused: it {refused}", flush=True)
        return False
    except Exception as failure:  # Files of others: whatever one does, the next one is read.
        log.fault("document not read", type(failure).__name__, failure)
        print(f"{name}: refused: it could not be read ({type(failure).__name__})", flush=True)
        return False
    async with store.everywhere(OPERATOR) as everywhere:
        kept = await keeping.keep(everywhere, prepared)
    print(f"{name}: {_described(kept.document)}{_became(kept, prepared)}", flush=True)
    return True


@cache
def _gate(data: Path) -> Gate:
    """The gate, with all that is never a name and the installation's lists; made when the first file comes."""
    return make_gate(Library.load(), own_lists(data))


def _described(document: Document) -> str:
    number = document.pages or 0
    pages = f" on {number} page{'s' * (number > 1)}" if number else ""
    return f"“{document.title}”, {document.date or 'no date'}, {document.passages} passages{pages}"


def _became(kept: keeping.Kept, prepared: keeping.Prepared) -> str:
    """What else is worth knowing of a document that was added."""
    masked, hint = prepared.masked, f" (it speaks of {prepared.spoken})" if prepared.spoken else ""
    said = [f"; personal details left out in {masked} of them"] * bool(masked)
    if kept.replaced:
        old, new = kept.replaced, kept.document
        same = (old.mark, old.title, old.date, old.url) == (new.mark, new.title, new.date, new.url)
        said.append(f"; {'it was there already' if same else 'it took the place of the one that was there'}")
    said += ["; a later version is there and answers, this one is history"] * (not kept.newest)
    said += ["; it says nowhere what it is called: give --title"] * prepared.unnamed
    if not kept.document.date:
        said.append(f"; without a date the answers cannot say how old it is: give --date{hint}")
    return "".join(said)


async def _remove(store: Store, named: str) -> bool:
    async with store.everywhere(OPERATOR) as everywhere:
        gone = await keeping.forget(everywhere, named)
    for document in gone:
        print(f"removed: “{document.title}”, {document.date or 'no date'}")
    if not gone:
        print("nothing was removed: no document has that title or id; --list shows them")
    return bool(gone)


async def _show(store: Store) -> None:
    async with store.looking() as everywhere:
        documents = await load_documents(everywhere)
    current = keeping.newest(documents)
    for one in sorted(documents, key=lambda one: (keeping.series(one), one.date or "")):
        state = "answers" if one.id in current else "history"
        print(f"{one.id[:8]}  {state}  {_described(one)}{f', {one.url}' if one.url else ''}")
    if not documents:
        print("no documents yet")

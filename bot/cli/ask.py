"""`spil ask`: questions in, answers with their facts and sources out."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from bot.cli.rows import Row, language_of, run, text_of
from bot.phrases import phrases, plain
from intents.telling import block_of, citations_of, sentences
from knowledge.documents.shelf import Papers, Quote
from knowledge.encoding import plugged_in
from knowledge.heads.regions import region_named
from knowledge.heads.telling import Asked, Told, tell
from knowledge.library import Entry, Library, own_folder
from knowledge.search import Found, Search
from storage.store import database_file

MOST_CHARACTERS = 10_000
MOST_FACTS = 5
NO_LANGUAGE = {
    "fr": "Je n'ai pas encore de réponses en français. Le helpdesk peut vous aider.",
    "de": "Auf Deutsch habe ich noch keine Antworten. Der Helpdesk kann Ihnen weiterhelfen.",
    "en": "I have no answers in English yet. The helpdesk can help you.",
    "nl": "Ik heb nog geen antwoorden in het Nederlands. De helpdesk kan je verder helpen.",
}
UNKNOWN = {
    "nl": "Dat staat niet in mijn bronnen. De helpdesk kan je verder helpen.",
    "fr": "Cela ne figure pas dans mes sources. Le helpdesk peut vous aider.",
    "de": "Das steht nicht in meinen Quellen. Der Helpdesk kann Ihnen weiterhelfen.",
    "en": "That is not in my sources. The helpdesk can help you.",
}


@click.command
@click.option("--jsonl", is_flag=True, required=True, help="Read and write JSON Lines.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The installation's folder.")
def command(jsonl: bool, data: Path | None) -> None:
    """Answer questions from the knowledge: rows {"id", "question", "lang"?} in, answers out. With --data also from
    the documents that were added there."""
    search, papers = Search(Library.load(own=own_folder(data) if data else None)), Papers()
    if data and database_file(data).exists():
        _read(papers, data)
    run(lambda row: answer(search, row, papers))


def _read(papers: Papers, data: Path) -> None:
    # Imported here: answering from the entries alone opens no installation, and starts in half the time.
    from bot.app import open_store
    from bot.cli.opening import explained
    from bot.settings import load_settings

    async def read() -> None:
        papers.encoder = plugged_in(data, load_settings(data).encoder)
        store = open_store(data)
        try:
            async with store.everywhere() as everywhere:
                await papers.refresh(everywhere)
        finally:
            await store.close()

    with explained(data):
        asyncio.run(read())


def answer(search: Search, row: Row, papers: Papers | None = None) -> Row:
    """The output row of one question, without its id. Raises `BadRow` for a row without a usable question."""
    question, language = text_of(row, "question")[:MOST_CHARACTERS], language_of(row)
    if not search.speaks(language):
        return _row(language, Found("unknown"), NO_LANGUAGE[language])
    found = search.find(question, language)
    earlier = papers and found.decision != "refuse" and papers.asks_earlier(question, language)
    if papers and earlier and (quote := papers.find(question, language)):
        return _quoted(language, found, quote)
    if found.decision == "answer" and found.entry:
        return _told(search.library, found, question, language)
    unanswered = found.decision in ("unknown", "suggest")
    if papers and unanswered and (quote := papers.find(question, language)):
        return _quoted(language, found, quote)
    refusal = block_of(found.entry, language).short.replace("**", "") if found.entry else UNKNOWN[language]
    return _row(language, found, refusal)


def _told(library: Library, found: Found, question: str, language: str) -> Row:
    """What the chat would tell, for the region that the question names: nobody can be asked here."""
    asked = Asked(question, language, region_named(question, language), datetime.now(UTC).date())
    entries = tuple(entry for entry in (found.entry, *found.also) if entry)
    told = tell(library, entries, asked)
    words = phrases(language)
    lines = (plain(words.text(line)) for line in sentences(told, language, asked.region, asked.today))
    row = _row(language, replace(found, entry=told.parts[0].entry), "\n\n".join(lines))
    return {**row, "facts": _facts(told, found), "citations": _citations(told)}


def _facts(told: Told, found: Found) -> list[str]:
    """The facts behind what is told, of each entry in turn: the one that was found, today's state, a second topic."""
    entries = sorted((part.entry for part in told.parts), key=lambda entry: entry is not found.entry)
    rows = zip_longest(*(entry.facts for entry in entries))
    return list(dict.fromkeys(fact for row in rows for fact in row if fact))[:MOST_FACTS]


def _row(language: str, found: Found, text: str) -> Row:
    entry = found.entry
    return {
        "lang": language,
        "answered": found.decision == "answer",
        "text": text,
        "entry": entry.id if entry else None,
        "facts": list(entry.facts) if entry else [],
        "citations": [],
        "confidence": round(found.confidence, 3),
        "suggestions": [_suggestion(near, language) for near in found.suggestions],
    }


def _quoted(language: str, found: Found, quote: Quote) -> Row:
    """The row of a question that a document answers: its words, and where they stand."""
    document = quote.document
    status = quote.status(datetime.now(UTC).date())
    where = {"title": document.title, "section": quote.where, "url": document.url, "date": document.date}
    return {
        **_row(language, found, f"“{quote.text}”"),
        "answered": True,
        "citations": [{**where, "status": status}],
        "confidence": round(quote.certainty, 3),
    }


def _citations(told: Told) -> list[dict[str, Any]]:
    return [
        {"title": c.title, "section": c.section, "url": c.url, "date": c.date, "status": c.status}
        for c in citations_of(told)
    ]


def _suggestion(entry: Entry, language: str) -> dict[str, Any]:
    return {"entry": entry.id, "title": entry.blocks[language].question, "facts": list(entry.facts)}

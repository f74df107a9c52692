"""`spil ask`: questions in, answers with their facts and sources out."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.rows import Row, language_of, run, text_of
from knowledge.documents.shelf import Papers, Quote
from knowledge.library import Entry, Library
from knowledge.search import Found, Search
from storage.store import database_file

MOST_CHARACTERS = 10_000
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
    search, papers = Search(Library.load()), Papers()
    if data and database_file(data).exists():
        _read(papers, data)
    run(lambda row: answer(search, row, papers))


def _read(papers: Papers, data: Path) -> None:
    # Imported here: answering from the entries alone opens no installation, and starts in half the time.
    from bot.app import open_store
    from bot.cli.opening import explained

    async def read() -> None:
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
    question, language = text_of(row, "question"), language_of(row)
    if not search.speaks(language):
        return _row(language, Found("unknown"), NO_LANGUAGE[language])
    found = search.find(question[:MOST_CHARACTERS], language)
    unanswered = found.decision in ("unknown", "suggest")
    if papers and unanswered and (quote := papers.find(question[:MOST_CHARACTERS], language)):
        return _quoted(language, found, quote)
    return _row(language, found, _text(found, language))


def _text(found: Found, language: str) -> str:
    if found.entry is None:
        return UNKNOWN[language]
    return found.entry.blocks[language].short.replace("**", "")


def _row(language: str, found: Found, text: str) -> Row:
    entry = found.entry
    return {
        "lang": language,
        "answered": found.decision == "answer",
        "text": text,
        "entry": entry.id if entry else None,
        "facts": list(entry.facts) if entry else [],
        "citations": _citations(entry) if entry else [],
        "confidence": round(found.confidence, 3),
        "suggestions": [_suggestion(near, language) for near in found.suggestions],
    }


def _quoted(language: str, found: Found, quote: Quote) -> Row:
    """The row of a question that a document answers: its words, and where they stand."""
    document = quote.document
    status = "verify" if quote.to_check(datetime.now(UTC).date()) else "current"
    where = {"title": document.title, "section": quote.where, "url": document.url, "date": document.date}
    return {
        **_row(language, found, f"“{quote.text}”"),
        "answered": True,
        "citations": [{**where, "status": status}],
        "confidence": round(quote.certainty, 3),
    }


def _citations(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"title": s.title, "section": s.section, "url": s.url, "date": s.date, "status": entry.status}
        for s in entry.sources
    ]


def _suggestion(entry: Entry, language: str) -> dict[str, Any]:
    return {"entry": entry.id, "title": entry.blocks[language].question, "facts": list(entry.facts)}

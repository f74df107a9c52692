"""`spil ask`: questions in, answers with their facts and sources out."""

from pathlib import Path
from typing import Any

import click

from bot.cli.rows import Row, language_of, run, text_of
from knowledge.library import Entry, Library
from knowledge.search import Found, Search

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
    """Answer questions from the knowledge: rows {"id", "question", "lang"?} in, answers out."""
    search = Search(Library.load())
    run(lambda row: answer(search, row))


def answer(search: Search, row: Row) -> Row:
    """The output row of one question, without its id. Raises `BadRow` for a row without a usable question."""
    question, language = text_of(row, "question"), language_of(row)
    if not search.speaks(language):
        return _row(language, Found("unknown"), NO_LANGUAGE[language])
    found = search.find(question[:MOST_CHARACTERS], language)
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


def _citations(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"title": s.title, "section": s.section, "url": s.url, "date": s.date, "status": entry.status}
        for s in entry.sources
    ]


def _suggestion(entry: Entry, language: str) -> dict[str, Any]:
    return {"entry": entry.id, "title": entry.blocks[language].question, "facts": list(entry.facts)}

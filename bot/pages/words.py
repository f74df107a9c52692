"""The words of pages: phrases without emphasis."""

from typing import Any

from bot.phrases import UnknownPhrase, phrases, plain
from intents.model import Phrase


def say(language: str, key: str, **values: Any) -> str:
    """A sentence of a page; in Dutch where `language` has not got it yet. Raises `UnknownPhrase`."""
    try:
        return plain(phrases(language).text(Phrase(key, values)))
    except UnknownPhrase:
        return plain(phrases("nl").text(Phrase(key, values)))

"""The words that are never a person: what the knowledge, the phrases and the kinds of meetings say themselves."""

import re
from functools import lru_cache

from bot.phrases import phrases, plain
from intents.model import Phrase
from knowledge.library import Library
from knowledge.search import Search
from storage.privacy import Gate, OwnLists

_WORD = re.compile(r"[^\W\d_][\w’'-]{0,60}")


@lru_cache(maxsize=2)
def gate_of(search: Search, own: OwnLists) -> Gate:
    """The gate of an installation; those in one process that have the same entries and lists share it."""
    return make_gate(search.library, own)


def make_gate(library: Library, own: OwnLists) -> Gate:
    """A gate that lets through what these entries say, with the lists of an installation."""
    return Gate(allowed_words(library) | own.known, own.names)


def allowed_words(library: Library) -> set[str]:
    """Every word of the entries and of Spil's own sentences, as the gate takes them."""
    texts = [
        text
        for entry in library.entries.values()
        for block in entry.blocks.values()
        for text in (block.question, *block.variants, block.short, block.more)
    ]
    return {word for text in texts for word in _WORD.findall(plain(text))}


def example(name: str, language: str) -> str:
    """The words of an example that was pressed."""
    return plain(phrases(language).text(Phrase(f"example-{name}")))

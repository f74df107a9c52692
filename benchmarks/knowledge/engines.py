"""The engines that are compared: each is given the texts once, and answers a question with its best ten."""

import re
import sqlite3
from collections.abc import Sequence
from itertools import repeat
from typing import Any, Protocol

import numpy as np
import snowballstemmer
from rapidfuzz import fuzz, process

from knowledge.documents.index import PassageIndex
from knowledge.documents.quoting import Certainty, consider
from knowledge.documents.terms import empty_words
from knowledge.words import STEMMERS

BEST = 10
Found = tuple[list[int], float, bool]
"""The best places, how sure the engine is of the first, and whether it would answer at the threshold it ships."""


class Engine(Protocol):
    """A search over texts. `name` is how the figures call it."""

    name: str

    def find(self, question: str) -> Found:
        """The best passages for a question."""
        ...


class Spil:
    """This project's search, with its own certainty and threshold."""

    name = "spil"

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._texts, self._certainty = texts, Certainty.load()
        self._index = PassageIndex(texts, repeat(""), language)

    def find(self, question: str) -> Found:
        """As the shelf looks for a quotation."""
        found = consider(self._index, question, self._texts.__getitem__, self._certainty)
        return (list(found.ranked.places), found.certainty, found.answered) if found else ([], 0.0, False)


class PlainFts:
    """SQLite FTS5 as it comes: words without accents, any of them, BM25."""

    name = "sqlite-fts5"

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='unicode61')")
        self._base.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", enumerate(texts))

    def find(self, question: str) -> Found:
        """Any word of the question; the score is BM25 with its sign turned."""
        wanted = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question)) or '""'
        query = "SELECT rowid, -rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"  # FTS5's own rank
        rows = self._base.execute(query, (wanted, BEST)).fetchall()
        return [row[0] for row in rows], rows[0][1] if rows else 0.0, False


class Bm25s:
    """bm25s with the stems and the empty words of the language. Raises `ImportError` where it is not installed."""

    name = "bm25s"

    def __init__(self, texts: Sequence[str], language: str) -> None:
        import bm25s  # type: ignore[import-not-found, unused-ignore] # no part of Spil

        self._library: Any = bm25s
        self._stem = snowballstemmer.stemmer(STEMMERS[language]).stemWords
        self._empty = sorted(empty_words(language))
        self._most = min(BEST, len(texts))
        self._index: Any = bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def find(self, question: str) -> Found:
        """BM25 in its default settings."""
        tokens = self._tokens([question], return_ids=False)
        places, scores = self._index.retrieve(tokens, k=self._most, show_progress=False)
        return [int(n) for n in places[0]], float(scores[0][0]), False

    def _tokens(self, texts: Sequence[str], **more: bool) -> Any:
        return self._library.tokenize(
            list(texts), stopwords=self._empty, stemmer=self._stem, show_progress=False, **more
        )


class TokenSet:
    """rapidfuzz, `token_set_ratio` over all texts."""

    name = "rapidfuzz-token-set"

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._texts = [text.lower() for text in texts]

    def find(self, question: str) -> Found:
        """The texts that share most words with the question."""
        scores = process.cdist([question.lower()], self._texts, scorer=fuzz.token_set_ratio)[0]
        best = np.argsort(-scores, kind="stable")[:BEST]
        return best.tolist(), float(scores[best[0]]), False


ENGINES: tuple[type[Spil] | type[PlainFts] | type[Bm25s] | type[TokenSet], ...] = (
    Spil,
    PlainFts,
    Bm25s,
    TokenSet,
)

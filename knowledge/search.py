"""Search: from a question to an answer, near questions, a refusal, or an honest 'not known'.

    found = Search(Library.load()).find("wie zit de livc voor?")

Indexes are built per language when first asked for. Nothing here keeps or logs a question.
"""

from dataclasses import replace
from functools import cached_property
from threading import Lock

from knowledge.confidence import Calibrator
from knowledge.findings import CLEAR, Decision, Found, Judge, asked_among, followed, framed, parted
from knowledge.focus import is_long, parts_of
from knowledge.library import Entry, Library
from knowledge.shelf import Shelf

__all__ = ["Decision", "Found", "Search"]
MOST_BESIDE = 4  # Questions beside an order that are looked up.
BESIDE_ORDER = 0.75  # A question beside an order is answered from this confidence.


class Search:
    """Finds entries for questions. Immutable: make a new one when the library has changed."""

    def __init__(self, library: Library, calibrator: Calibrator | None = None) -> None:
        self.library = library
        self._given = calibrator
        self._shelves: dict[str, Shelf] = {}
        self._making = Lock()

    @cached_property
    def calibrator(self) -> Calibrator:
        """The coefficients that came with this search, or the shipped ones."""
        return self._given or Calibrator.load()

    def shelf(self, language: str) -> Shelf:
        """The shelf of a language, built on first use: once, also where a question comes while it is warmed up."""
        with self._making:
            if language not in self._shelves:
                self._shelves[language] = Shelf(self.library, language)
        return self._shelves[language]

    def speaks(self, language: str) -> bool:
        """Whether any entry that can answer has a block in this language."""
        return any(not entry.is_refusal for entry in self.library.in_language(language))

    def answers(self, question: str, language: str) -> float:
        """How surely a message that asks something is answered; 0 for one that only tells or orders."""
        if not self.speaks(language):
            return 0.0
        if not self.shelf(language).asks(question):
            return 0.0
        found = self.find(question, language)
        return found.confidence if found.decision == "answer" else 0.0

    def tells(self, message: str, language: str) -> bool:
        """Whether a message asks nothing and is about nobody in particular."""
        shelf = self.shelf(language)
        return not shelf.asks(message) and not self.about_somebody(message, language)

    def about_somebody(self, message: str, language: str) -> bool:
        """Whether a message points at somebody in particular."""
        words = self.shelf(language).index.words
        return bool(words.somebody(words.tokens(message)))

    def beside(self, order: str, language: str) -> tuple[Entry, ...]:
        """What surely answers the questions that stand beside an order in one message, each once."""
        judge = self._judge(language)
        parts = [part for part in parts_of(order, judge.shelf.index.words) if part != order]
        found = [judge.alone(part) for part in parts[:MOST_BESIDE]]
        sure = (one.entry for one in found if one.decision == "answer" and one.confidence >= BESIDE_ORDER)
        return tuple({entry.id: entry for entry in sure if entry}.values())

    def find(self, question: str, language: str = "nl", topic: str | None = None) -> Found:
        """Decide on a question. `topic` is the id of the entry that was answered last in this conversation: a short
        follow-up is read as that subject with the new words. Never raises for what it holds; an empty one is
        unknown."""
        judge = self._judge(language)
        seen, words = judge.see(question), judge.shelf.index.words
        alone = judge.judged(seen)
        tokens = words.tokens(question)
        before = self.library.entries.get(topic or "")
        if alone.confidence < 1 and before in judge.shelf.entries and words.elliptic(tokens):
            found = followed(judge, before, tokens, alone)
            return replace(found, suggestions=tuple(one for one in found.suggestions if one is not before))
        found = framed(judge, seen, parted(judge, seen, alone)) if alone.confidence < 1 else alone
        if (found.confidence < CLEAR or found.decision == "refuse") and is_long(question) and not found.also:
            return asked_among(judge, seen, found)
        return found

    def _judge(self, language: str) -> Judge:
        return Judge(self.shelf(language), self.calibrator)

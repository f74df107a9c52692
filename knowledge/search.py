"""Search: from a question to an answer, near questions, a refusal, or an honest 'not known'.

    found = Search(Library.load()).find("wie zit de livc voor?")

Indexes are built per language when first asked for. Nothing here keeps or logs a question.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Literal

from knowledge.confidence import Calibrator
from knowledge.focus import asked, is_long, openings_of, parts_of, pieces
from knowledge.index import WEIGHTS
from knowledge.library import Entry, Library
from knowledge.reading import read
from knowledge.shelf import Seen, Shelf, bare
from knowledge.signals import Sight, look
from knowledge.words import ASK, ASPECT

Decision = Literal["answer", "suggest", "refuse", "unknown"]
MOST_SUGGESTIONS = 3
MOST_PARTS = 4  # A question with more topics is answered on the whole.
MOST_PASSED = 4  # Entries looked at for a follow-up before it is given up.
REFUSES = 0.25  # Below, a question is as often an ordinary one (found on wordings that were left out).
BESIDE = 2.0  # Beside an unclear refusal a general question is offered whose rank score is so near.
CLEAR = 0.9  # A long message that is so sure as a whole is not read in pieces.
ASKED = 0.65  # What a long message asks is answered from this confidence.
FOCUSED = 0.75  # A piece of a message is answered from this confidence: of many, one easily looks right.
BESIDE_ORDER = 0.75  # A question beside an order is answered from this confidence.
NAMED = 0.9  # How sure an answer is to a question that only names what it is about.
OFFERED = 0.3  # What a piece of a message leads to is offered from this confidence.
STANDS_ALONE = 0.9  # A follow-up that says nothing on its subject is answered by itself from this confidence.


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a question. `entry` is set for `answer` and `refuse`; `suggestions` are near questions; `also`
    are the answers to further topics of the same question, all of which are sure. `follows`: it was too short to be a
    question by itself, and was read on with the one before. `partly`: it asks more, which is not known."""

    decision: Decision
    entry: Entry | None = None
    confidence: float = 0.0
    suggestions: tuple[Entry, ...] = ()
    also: tuple[Entry, ...] = ()
    follows: bool = False
    partly: bool = False


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
        words = shelf.index.words
        return not shelf.asks(message) and not words.somebody(words.tokens(message))

    def beside(self, order: str, language: str) -> tuple[Entry, ...]:
        """What surely answers the questions that stand beside an order in one message, each once."""
        shelf = self.shelf(language)
        parts = [part for part in parts_of(order, shelf.index.words) if part != order]
        found = [self._alone(shelf, part) for part in parts[:MOST_PARTS]]
        sure = (one.entry for one in found if one.decision == "answer" and one.confidence >= BESIDE_ORDER)
        return tuple({entry.id: entry for entry in sure if entry}.values())

    def find(self, question: str, language: str = "nl", topic: str | None = None) -> Found:
        """Decide on a question. `topic` is the id of the entry that was answered last in this conversation: a short
        follow-up is read as that subject with the new words. Never raises for what it holds; an empty one is
        unknown."""
        shelf = self.shelf(language)
        seen, words = shelf.see(question, self.calibrator.ranking), shelf.index.words
        alone = self._judged(shelf, seen)
        tokens = words.tokens(question)
        before = self.library.entries.get(topic or "")
        if alone.confidence < 1 and before in shelf.entries and words.elliptic(tokens):
            found = self._follow(shelf, before, tokens, alone)
            return replace(found, suggestions=tuple(one for one in found.suggestions if one is not before))
        found = self._parted(shelf, seen, alone) if alone.confidence < 1 else alone
        if (found.confidence < CLEAR or found.decision == "refuse") and is_long(question) and not found.also:
            return self._long(shelf, seen, found)
        return found

    def _parted(self, shelf: Shelf, seen: Seen, alone: Found) -> Found:
        """A message that asks once or more among other sentences."""
        parts = parts_of(seen.question, shelf.index.words)
        if len(parts) == 1 and alone.decision in ("suggest", "unknown"):
            asked = self._alone(shelf, parts[0])
            return asked if _answers(asked, shelf.likely(seen)) else alone
        return self._several(shelf, parts, alone) if 1 < len(parts) <= MOST_PARTS else alone

    def _long(self, shelf: Shelf, seen: Seen, whole: Found) -> Found:
        """A long message is answered (or refused) by what it asks for sure, rather than by what it tells around it."""
        question = seen.question
        if shelf.unanswered(question):
            return whole
        words = shelf.index.words
        asks = [found for readings in asked(question, words) for found in self._read(shelf, readings)]
        openings = openings_of(question, words)
        opened = [self._alone(shelf, one) for one in openings]
        likely = shelf.likely(seen)
        sure = _surest(asks, likely)
        for found, least in ((sure, ASKED), (_surest(opened, likely), FOCUSED)):
            if found and found.decision == "answer" and found.confidence >= max(least, whole.confidence):
                return found
        if sure and sure.confidence >= max(ASKED, whole.confidence):
            return sure
        meant = [*_leads(asks), *_leads(opened)]
        refused = whole.decision == "refuse" and bool(meant)  # By what it tells, and it asks something else.
        if whole.entry and whole.confidence >= self.calibrator.answer and not refused:
            return whole
        held = [
            one for one in pieces(question) if not openings or any(o in one or one in o for o in openings)
        ]
        told = [self._alone(shelf, one) for one in held]
        if found := _told(told, likely[:1]):
            return found
        first, near = _leads(told), whole.suggestions
        offered = {one.id: one for one in (*meant[:1], *near[:1], *first[:1], *meant, *first, *near)}
        return _offered(whole, (*offered.values(),)) if offered else whole

    def _read(self, shelf: Shelf, readings: tuple[str, ...]) -> list[Found]:
        """What the readings of one question lead to; one that refuses counts only where all do, or where it is sure."""
        found = [self._alone(shelf, one) for one in readings]
        all_refuse = all(one.decision == "refuse" for one in found)
        return [one for one in found if one.decision != "refuse" or all_refuse or one.confidence >= CLEAR]

    def _alone(self, shelf: Shelf, question: str) -> Found:
        """Decide on a question that is asked by itself, about one subject."""
        return self._judged(shelf, shelf.see(question, self.calibrator.ranking))

    def _judged(self, shelf: Shelf, seen: Seen) -> Found:
        if (sight := seen.sight) is None:
            return Found("unknown")
        exact = shelf.worded.get(bare(seen.question))
        if exact and not exact.is_refusal:
            near = tuple(entry for entry in shelf.near(sight) if entry is not exact)
            return Found("answer", exact, 1.0, near[:MOST_SUGGESTIONS])
        found = self._decide(shelf, sight)
        if found.decision == "refuse" and found.confidence >= self.calibrator.answer:
            return found
        if shelf.unanswered(seen.question):
            return _doubted(found) if found.decision == "answer" else found
        if named := shelf.named(seen.query, sight):
            return Found("answer", named, NAMED, shelf.near(sight)[:MOST_SUGGESTIONS])
        return found

    def _decide(self, shelf: Shelf, sight: Sight) -> Found:
        sure = min(self.calibrator.confidence(sight.features), 0.99)
        top, near = shelf.entries[sight.ranked[0]], shelf.near(sight)
        if sure < self.calibrator.suggest:
            return Found("unknown", confidence=sure)
        if top.is_refusal and sure >= REFUSES:
            return Found("refuse", top, sure, shelf.near(sight, BESIDE)[:1] if sure < CLEAR else ())
        if sure < self.calibrator.answer or top.is_refusal:
            return Found("suggest" if near else "unknown", None, sure, near[:MOST_SUGGESTIONS])
        return Found("answer", top, sure, near[1 : MOST_SUGGESTIONS + 1])

    def _follow(self, shelf: Shelf, before: Entry, tokens: list[str], alone: Found) -> Found:
        """Read a follow-up as the question of the entry before, with the new words in the place of theirs. Only an
        entry that says something on the new words answers it."""
        if _of_nobody(alone, shelf, tokens):
            alone = Found("unknown")
        if alone.decision == "refuse" and alone.confidence >= self.calibrator.answer:
            return alone
        surely = alone.decision == "answer" and alone.confidence >= STANDS_ALONE
        index, words = shelf.index, shelf.index.words
        new = read(index, " ".join(words.led(tokens)))
        line, other = words.read_on(words.tokens(before.blocks[shelf.language].question), tokens)
        query = read(index, " ".join(line))
        same = not other and any(not term.startswith(ASK) for term in new.terms)
        passed = (
            set() if same else {shelf.entries.index(before)}
        )  # Not what was said of somebody else, nor again.
        near: tuple[Entry, ...] = ()
        for _ in range(MOST_PASSED):
            sight = look(index, query, self.calibrator.ranking, frozenset(passed))
            near = near or (shelf.near(sight) if sight else ())
            if sight is None or index.refusing[sight.ranked[0]]:
                break
            if new.terms and all(index.held(term, sight.ranked[0]) >= firm(term) for term in new.terms):
                found = self._decide(shelf, sight)
                agreed = surely and alone.entry is shelf.entries[sight.ranked[0]]
                if found.decision == "answer" or agreed:
                    return replace(found if found.decision == "answer" else alone, follows=True)
                sure = [alone.entry] if surely and alone.entry else []
                return replace(_offered(found, (*sure, *found.suggestions)), follows=True)
            passed.add(sight.ranked[0])
        if alone.decision == "unknown" and near:
            return replace(_offered(alone, near), follows=True)
        return replace(alone if surely or alone.decision != "answer" else _doubted(alone), follows=True)

    def _several(self, shelf: Shelf, parts: list[str], whole: Found) -> Found:
        """A question with more than one topic: every part has to be sure, surer where two are about the same; or two at
        least, and then only those are told."""
        found: list[Found] = []
        for part in parts:
            tokens, last = shelf.index.words.tokens(part), found[-1].entry if found else None
            this = self._alone(shelf, part)
            if last and shelf.index.words.elliptic(tokens):
                this = self._follow(shelf, last, tokens, this)
            if this.decision == "refuse" and this.confidence >= self.calibrator.answer:
                return this
            found.append(this)
        told = [one for one in found if one.decision == "answer"]
        surely = [one for one in told if one.confidence >= FOCUSED]
        meant = {e.id: e for one in found for e in (one.entry, *one.suggestions) if e and not e.is_refusal}
        if len(told) < len(found) and len(surely) < 2:
            doubtful = whole.decision != "answer"
            return _offered(whole, (*meant.values(),)) if doubtful and meant else whole
        all_told = told if len(told) == len(found) else surely
        entries = tuple({one.entry.id: one.entry for one in all_told if one.entry}.values())
        once = shelf.related(entries) and len(surely) < len(found)  # As likely one question, said twice.
        if len(entries) < 2 or (once and whole.entry in entries):
            return whole
        near = tuple(entry for entry in meant.values() if entry not in entries)[:MOST_SUGGESTIONS]
        least = min(one.confidence for one in told)
        return Found("answer", entries[0], least, near, entries[1:], partly=len(told) < len(found))


def _of_nobody(found: Found, shelf: Shelf, tokens: list[str]) -> bool:
    """Whether a follow-up was refused and is about nobody new: it names a role only ('en de ouders?'), or there is no
    word of danger or of anything in it ('en moet hij iets zeggen?')."""
    words = shelf.index.words
    if found.decision != "refuse" or found.entry is None:
        return False
    if found.entry.refusal == "danger":
        return not any(words.subject(word) and not words.points_back(word) for word in words.led(tokens))
    return found.entry.refusal == "person" and not words.somebody(tokens)


def firm(term: str) -> float:
    """How firmly an entry must hold a new word of a follow-up: its wordings name a subject, its texts an aspect."""
    return WEIGHTS["more"] if term.startswith((ASK, ASPECT)) else WEIGHTS["question"]


def _answers(found: Found, likely: tuple[Entry, ...]) -> bool:
    """Whether what was found is an answer by one of these entries."""
    return found.decision == "answer" and found.entry in likely


def _surest(found: list[Found], likely: tuple[Entry, ...]) -> Found | None:
    """The surest refusal, or answer by one of these entries."""
    meant = (one for one in found if one.decision == "refuse" or _answers(one, likely))
    return max(meant, key=lambda one: one.confidence, default=None)


def _told(told: list[Found], nearest: tuple[Entry, ...]) -> Found | None:
    """What one piece of a message leads to for sure, where the whole is nearest to that too; None where another
    piece refuses more surely."""
    sure = sorted((one for one in told if one.entry), key=lambda one: -one.confidence)
    meant = next((one for one in sure if one.entry in nearest and one.confidence >= FOCUSED), None)
    return meant if meant and sure[0].decision in (meant.decision, "answer") else None


def _leads(found: list[Found]) -> list[Entry]:
    """The entries that some findings lead to, the surest first; no refusals."""
    likely = sorted((one for one in found if one.confidence >= OFFERED), key=lambda one: -one.confidence)
    return [e for one in likely for e in (one.entry, *one.suggestions[:1]) if e and not e.is_refusal]


def _doubted(found: Found) -> Found:
    return _offered(found, (*([found.entry] if found.entry else []), *found.suggestions))


def _offered(found: Found, near: tuple[Entry, ...]) -> Found:
    return Found("suggest", None, found.confidence, near[:MOST_SUGGESTIONS])

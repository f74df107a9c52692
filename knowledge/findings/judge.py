"""What a question leads to that is asked by itself, about one subject."""

from dataclasses import dataclass, replace

from knowledge.confidence import Calibrator
from knowledge.findings.found import MOST_SUGGESTIONS, Found, doubted
from knowledge.shelf import Seen, Shelf, bare
from knowledge.signals import Sight

CLEAR = 0.9
"""A refusal or a long message that is so sure as a whole is not read in other ways."""
_REFUSES = 0.25
"""Below, a question is as often an ordinary one (found on wordings that were left out)."""
_BESIDE = 2.0
"""Beside an unclear refusal a general question is offered whose rank score is so near."""
_NAMED = 0.9
"""How sure an answer is to a question that only names what it is about."""
_OTHER_KIND = 0.5
"""What is left of a confidence where the entry does not give the kind of answer that is asked for."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides on questions, by the entries of a shelf and by how sure a calibrator is."""

    shelf: Shelf
    calibrator: Calibrator

    def see(self, question: str) -> Seen:
        """Read a question and look it up."""
        return self.shelf.see(question, self.calibrator.ranking)

    def alone(self, question: str) -> Found:
        """Decide on a question that is asked by itself, about one subject."""
        return self.judged(self.see(question))

    def judged(self, seen: Seen) -> Found:
        """Decide on a question that was looked up."""
        shelf = self.shelf
        if (sight := seen.sight) is None:
            return Found("unknown")
        exact = shelf.worded.get(bare(seen.question))
        if exact and not exact.is_refusal:
            near = tuple(entry for entry in shelf.near(sight) if entry is not exact)
            return Found("answer", exact, 1.0, near[:MOST_SUGGESTIONS])
        found = self.decided(sight)
        if found.decision == "refuse" and found.confidence >= self.calibrator.answer:
            return found
        if shelf.unanswered(seen.question):
            return doubted(found) if found.decision == "answer" else found
        if named := shelf.named(seen.query, sight):
            found = Found("answer", named, _NAMED, shelf.near(sight)[:MOST_SUGGESTIONS])
        return self._giving(seen, found)

    def decided(self, sight: Sight) -> Found:
        """Decide by what a question is near to."""
        shelf = self.shelf
        sure = min(self.calibrator.confidence(sight.features), 0.99)
        top, near = shelf.entries[sight.ranked[0]], shelf.near(sight)
        if sure < self.calibrator.suggest:
            return Found("unknown", confidence=sure)
        if top.is_refusal and sure >= _REFUSES:
            return Found("refuse", top, sure, shelf.near(sight, _BESIDE)[:1] if sure < CLEAR else ())
        if sure < self.calibrator.answer or top.is_refusal:
            return Found("suggest" if near else "unknown", None, sure, near[:MOST_SUGGESTIONS])
        return Found("answer", top, sure, near[1 : MOST_SUGGESTIONS + 1])

    def _giving(self, seen: Seen, found: Found) -> Found:
        """What was found, where it gives the kind of answer that is asked for; else one near to it that does, or only
        suggestions."""
        if found.decision != "answer" or found.entry is None:
            return found
        entries = (found.entry, *found.suggestions)
        giving = self.shelf.giving(seen, entries)
        if giving is None:
            return replace(doubted(found), confidence=found.confidence * _OTHER_KIND)
        rest = tuple(one for one in entries if one is not giving)
        return found if giving is found.entry else replace(found, entry=giving, suggestions=rest)

"""A follow-up ('en voor een school?'), read on from the entry that was answered before it."""

from dataclasses import replace

from knowledge.findings.found import Found, doubted, offered
from knowledge.findings.judge import Judge
from knowledge.index import WEIGHTS
from knowledge.library import Entry
from knowledge.reading import read
from knowledge.signals import look
from knowledge.words import ASK, ASPECT, Words

_MOST_PASSED = 4
"""Entries looked at for a follow-up before it is given up."""
_STANDS_ALONE = 0.9
"""A follow-up that says nothing on its subject is answered by itself from this confidence."""


def followed(judge: Judge, before: Entry, tokens: list[str], alone: Found) -> Found:
    """Read a follow-up as the question of the entry before, with the new words in the place of theirs. Only an
    entry that says something on the new words answers it."""
    shelf, index, words = judge.shelf, judge.shelf.index, judge.shelf.index.words
    if _of_nobody(alone, words, tokens):
        alone = Found("unknown")
    if alone.decision == "refuse" and alone.confidence >= judge.calibrator.answer:
        return alone
    surely = alone.decision == "answer" and alone.confidence >= _STANDS_ALONE
    new = read(index, " ".join(words.led(tokens)))
    line, other = words.read_on(words.tokens(before.blocks[shelf.language].question), tokens)
    query = read(index, " ".join(line))
    same = not other and any(not term.startswith(ASK) for term in new.terms)
    # Not what was said of somebody else, nor again.
    passed = set() if same else {shelf.entries.index(before)}
    near: tuple[Entry, ...] = ()
    for _ in range(_MOST_PASSED):
        sight = look(index, query, judge.calibrator.ranking, frozenset(passed))
        near = near or (shelf.near(sight) if sight else ())
        if sight is None or index.refusing[sight.ranked[0]]:
            break
        if new.terms and all(index.held(term, sight.ranked[0]) >= _firm(term) for term in new.terms):
            found = judge.decided(sight)
            agreed = surely and alone.entry is shelf.entries[sight.ranked[0]]
            if found.decision == "answer" or agreed:
                return replace(found if found.decision == "answer" else alone, follows=True)
            sure = [alone.entry] if surely and alone.entry else []
            return replace(offered(found, (*sure, *found.suggestions)), follows=True)
        passed.add(sight.ranked[0])
    if alone.decision == "unknown" and near:
        return replace(offered(alone, near), follows=True)
    return replace(alone if surely or alone.decision != "answer" else doubted(alone), follows=True)


def _of_nobody(found: Found, words: Words, tokens: list[str]) -> bool:
    """Whether a follow-up was refused and is about nobody new: it names a role only ('en de ouders?'), or there is no
    word of danger or of anything in it ('en moet hij iets zeggen?')."""
    if found.decision != "refuse" or found.entry is None:
        return False
    if found.entry.refusal == "danger":
        return not any(words.subject(word) and not words.points_back(word) for word in words.led(tokens))
    return found.entry.refusal == "person" and not words.somebody(tokens)


def _firm(term: str) -> float:
    """How firmly an entry must hold a new word of a follow-up: its wordings name a subject, its texts an aspect."""
    return WEIGHTS["more"] if term.startswith((ASK, ASPECT)) else WEIGHTS["question"]

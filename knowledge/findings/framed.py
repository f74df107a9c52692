"""A question that somebody passes on, or that points back to the sentence before it."""

from knowledge.findings.found import OFFERED, Found, answers
from knowledge.findings.judge import CLEAR, Judge
from knowledge.focus import unframed
from knowledge.shelf import Seen

_SURE, _SURER = 0.65, 0.75
"""What a message asks without its frame is answered from these confidences: surer where the whole leads nowhere."""


def framed(judge: Judge, seen: Seen, whole: Found) -> Found:
    """What was found, or the answer to what a message asks without who asks it and where it stands. A refusal stays
    where it is clear, where there may be danger, and where somebody is in the question itself."""
    words = judge.shelf.index.words
    if whole.decision == "answer" or _stays(judge, seen, whole):
        return whole
    likely = judge.shelf.likely(seen)
    least = _SURE if whole.confidence >= OFFERED else _SURER
    for reading in unframed(seen.question, words):
        tokens = words.tokens(reading)
        if words.somebody(tokens) or not words.lists.perhaps.isdisjoint(tokens):
            continue
        found = judge.alone(reading)
        if found.decision == "refuse":
            return whole
        named = found.decision == "answer" and found.confidence >= CLEAR
        if named or (answers(found, likely) and found.confidence >= least):
            return found
    return whole


def _stays(judge: Judge, seen: Seen, whole: Found) -> bool:
    """Whether a refusal is no matter of who asks: it is clear, there may be danger, or somebody is told of ('mijn
    broer', 'hij')."""
    if whole.decision != "refuse" or whole.entry is None:
        return False
    words, tokens = judge.shelf.index.words, seen.query.tokens
    who_asks = words.lists.pronouns | words.lists.frames.colleagues
    named = words.somebody([token for token in tokens if token not in who_asks])
    told = not words.lists.frames.doers.isdisjoint(tokens)
    sure = judge.calibrator.answer if told else CLEAR
    return whole.entry.refusal == "danger" or bool(named) or whole.confidence >= sure

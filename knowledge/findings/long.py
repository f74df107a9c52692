"""A long message tells more than it asks: it is answered by what it asks, or by a piece of it."""

from knowledge.findings.found import FOCUSED, Found, leads, offered, piece_of, surest
from knowledge.findings.judge import CLEAR, Judge
from knowledge.focus import asked, openings_of, pieces
from knowledge.shelf import Seen

_DANGER = 0.5
_ASKED = 0.65
"""What a long message asks is answered from this confidence."""


def asked_among(judge: Judge, seen: Seen, whole: Found) -> Found:
    """A long message is answered (or refused) by what it asks for sure, rather than by what it tells around it."""
    question, shelf = seen.question, judge.shelf
    if shelf.unanswered(question) or _may_be_danger(whole):
        return whole
    words = shelf.index.words
    asks = [found for readings in asked(question, words) for found in _read(judge, readings)]
    openings = openings_of(question, words)
    opened = [judge.alone(one) for one in openings]
    likely = shelf.likely(seen)
    sure = surest(asks, likely)
    for found, least in ((sure, _ASKED), (surest(opened, likely), FOCUSED)):
        if found and found.decision == "answer" and found.confidence >= max(least, whole.confidence):
            return found
    if sure and sure.confidence >= max(_ASKED, whole.confidence):
        return sure
    meant = [*leads(asks), *leads(opened)]
    refused = whole.decision == "refuse" and bool(meant)  # By what it tells, and it asks something else.
    if whole.entry and whole.confidence >= judge.calibrator.answer and not refused:
        return whole
    held = [one for one in pieces(question) if not openings or any(o in one or one in o for o in openings)]
    told = [judge.alone(one) for one in held]
    if found := piece_of(told, likely[:1]):
        return found
    first, near = leads(told), whole.suggestions
    all_near = {one.id: one for one in (*meant[:1], *near[:1], *first[:1], *meant, *first, *near)}
    return offered(whole, (*all_near.values(),)) if all_near else whole


def _may_be_danger(whole: Found) -> bool:
    """Whether what is told is about as likely danger as not: then it is no matter of what is asked about it."""
    return whole.entry is not None and whole.entry.refusal == "danger" and whole.confidence >= _DANGER


def _read(judge: Judge, readings: tuple[str, ...]) -> list[Found]:
    """What the readings of one question lead to; one that refuses counts only where all do, or where it is sure."""
    found = [judge.alone(one) for one in readings]
    all_refuse = all(one.decision == "refuse" for one in found)
    return [one for one in found if one.decision != "refuse" or all_refuse or one.confidence >= CLEAR]

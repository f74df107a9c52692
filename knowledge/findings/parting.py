"""A message that asks more than once, or once among other sentences."""

from knowledge.findings.following import followed
from knowledge.findings.found import FOCUSED, MOST_SUGGESTIONS, Found, answers, offered
from knowledge.findings.judge import Judge
from knowledge.focus import parts_of
from knowledge.shelf import Seen

_MOST_PARTS = 4
"""A question with more topics is answered on the whole."""


def parted(judge: Judge, seen: Seen, alone: Found) -> Found:
    """A message that asks once or more among other sentences."""
    parts = parts_of(seen.question, judge.shelf.index.words)
    if len(parts) == 1 and alone.decision in ("suggest", "unknown"):
        asked = judge.alone(parts[0])
        return asked if answers(asked, judge.shelf.likely(seen)) else alone
    return _several(judge, parts, alone) if 1 < len(parts) <= _MOST_PARTS else alone


def _several(judge: Judge, parts: list[str], whole: Found) -> Found:
    """A question with more than one topic: every part has to be sure, surer where two are about the same; or two at
    least, and then only those are told."""
    found: list[Found] = []
    for part in parts:
        tokens, last = judge.shelf.index.words.tokens(part), found[-1].entry if found else None
        this = judge.alone(part)
        if last and judge.shelf.index.words.elliptic(tokens):
            this = followed(judge, last, tokens, this)
        if this.decision == "refuse" and this.confidence >= judge.calibrator.answer:
            return this
        found.append(this)
    told = [one for one in found if one.decision == "answer"]
    surely = [one for one in told if one.confidence >= FOCUSED]
    meant = {e.id: e for one in found for e in (one.entry, *one.suggestions) if e and not e.is_refusal}
    if len(told) < len(found) and len(surely) < 2:
        doubtful = whole.decision != "answer"
        return offered(whole, (*meant.values(),)) if doubtful and meant else whole
    all_told = told if len(told) == len(found) else surely
    entries = tuple({one.entry.id: one.entry for one in all_told if one.entry}.values())
    once = judge.shelf.related(entries) and len(surely) < len(found)  # As likely one question, said twice.
    if len(entries) < 2 or (once and whole.entry in entries):
        return whole
    near = tuple(entry for entry in meant.values() if entry not in entries)[:MOST_SUGGESTIONS]
    least = min(one.confidence for one in told)
    return Found("answer", entries[0], least, near, entries[1:], partly=len(told) < len(found))

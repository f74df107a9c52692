"""What the sources ask to say about who sits at the table: the legal core, the social-preventive side, the Information
Officer who does not chair, the justice house, and a partner who has a full day already."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from intents.handlers.meetings.saying.cues import says
from intents.model import Choice, Intent, Phrase
from intents.turn import Turn
from scheduler.functions import functions_in, functions_of, has_side, missing_core
from scheduler.kinds import kind

FULL_DAY = 2
"""So many meetings of a partner on one day, and it is said."""
_CLAUSE = re.compile(r"[,.;:]|\ben\b")


def prompts(
    draft: Mapping[str, Any], known: Collection[str], same_day: Sequence[Sequence[str]], turn: Turn
) -> tuple[Phrase, ...]:
    """`known`: the functions of who is asked, as far as they said; `same_day`: who is asked to each other
    meeting of the first day. Nothing is said of who is missing while nobody said who is there."""
    named = functions_of(draft["people"])
    there = {*known, *named}
    found = _about_the_kind(draft, there) if named or len(known) > 1 else []
    found += [Phrase("prompt-io-chair")] if _io_chairs(turn) else []
    for function in sorted(named):
        others = sum(function in functions_of(people) for people in same_day)
        if others >= FULL_DAY:
            found.append(
                Phrase("prompt-full-day", {"partner": Phrase(f"function-{function}"), "number": others})
            )
    return tuple(found)


def ask_them(draft: Mapping[str, Any], known: Collection[str]) -> tuple[Choice, ...]:
    """One press asks along who belongs to this kind of meeting and is not there."""
    there = {*known, *functions_of(draft["people"]), *draft.get("without", ())}
    usual = [one for one in kind(draft["kind"]).functions if one not in there]
    if not usual or not (functions_of(draft["people"]) or len(known) > 1):
        return ()
    return (
        Choice(Phrase("prompt-ask-them"), Intent("draft.people", {"draft": dict(draft), "functions": usual})),
    )


def _about_the_kind(draft: Mapping[str, Any], there: Collection[str]) -> list[Phrase]:
    usual, found = kind(draft["kind"]), list[Phrase]()
    missing = missing_core(there) if usual.core else ()
    if missing:
        found.append(Phrase("prompt-core", {"functions": [Phrase(f"function-{one}") for one in missing]}))
    social = {"ocmw", "clb", "caw", "youth", "school", "health"} & {*usual.functions}
    if social and not has_side(there, "social"):
        found.append(Phrase("prompt-social"))
    return found


def _io_chairs(turn: Turn) -> bool:
    """Whether the Information Officer is said to chair, in one breath."""
    clauses = _CLAUSE.split(turn.text.text[:500])
    return any("io" in functions_in(one) and says("chairs", one, turn.language) for one in clauses)

"""Who is asked to a meeting, in phrases; and which partners a sentence leaves out."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from intents.handlers.meetings.saying.cues import cut_at, says
from intents.model import Phrase
from intents.turn import Turn
from scheduler.functions import functions_in, functions_of
from scheduler.invited import Call, Guests
from scheduler.kinds import kind

NAMED = 4
"""So many whose function is not known are named; of more only the number is told."""
_SENTENCES = re.compile(r"[.;:!?\n]")


@dataclass(frozen=True, slots=True)
class Invited:
    """Who would be asked: by which call, whom of the cell, and how each member is called."""

    call: Call
    guests: Guests
    called: Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked along, in words, and the functions that are not asked, by code."""

    people: tuple[str, ...]
    without: tuple[str, ...]


def how_many(guests: Guests) -> Phrase:
    """How many are asked: all of the cell, or some of it."""
    asked, everybody = len(guests.asked), len(guests.held)
    values = {"number": asked, "members": everybody}
    return Phrase("guests-all" if asked == everybody else "guests-some", values)


def who_is_asked(invited: Invited) -> tuple[Phrase, ...]:
    """Which functions are asked, who is because nobody knows theirs, and which functions of the cell are not."""
    call, guests = invited.call, invited.guests
    lines = [Phrase("guests-part", {"part": call.part})] if call.part else []
    lines += [Phrase("guests-functions", {"functions": named(call.functions)})] if call.functions else []
    if guests.unknown and (call.functions or call.without):
        few = len(guests.unknown) <= NAMED
        values = {
            "number": len(guests.unknown),
            "names": [invited.called[one] for one in guests.unknown] if few else [],
        }
        lines.append(Phrase("guests-unknown" if few else "guests-unknown-many", values))
    if guests.left:
        lines.append(Phrase("guests-left", {"functions": named(guests.left)}))
    return tuple(lines)


def left_out(turn: Turn) -> tuple[str, ...]:
    """The functions that the words leave out: 'zonder de politie en het CLB', 'het parket hoeft dinsdag niet te komen'.
    A question leaves out nobody."""
    if turn.text.text.strip().endswith("?"):
        return ()
    found: list[str] = []
    for sentence in _SENTENCES.split(turn.text.text):
        if halves := cut_at("left_out", sentence, turn.language):
            back = cut_at("asked_after_all", halves[1], turn.language)
            found += functions_in(back[0] if back else halves[1])
        for clause in sentence.split(",") if halves is None else ():
            needless = says("needs", clause, turn.language) and says("none_of_it", clause, turn.language)
            if needless and not says("ourselves", clause, turn.language):
                found += functions_in(clause)
    return tuple(dict.fromkeys(found))


def changed(before: Asked, more: Sequence[str], less: Collection[str], of_kind: str) -> Asked:
    """Who is asked to a meeting of that kind once `more` were named and the functions `less` left out: what is said
    last counts. Who belongs to the kind and was left out is only taken back."""
    more = [one for one in more if not functions_of([one]) & {*less}]
    back, usual = functions_of(more), {*kind(of_kind).functions} & {*before.without}
    added = [one for one in more if not (own := functions_of([one])) or own - usual]
    kept = [one for one in before.people if not (own := functions_of([one])) or own - {*less}]
    return Asked(
        tuple(dict.fromkeys([*kept, *added])),
        tuple(one for one in dict.fromkeys([*before.without, *less]) if one not in back),
    )


def named(codes: Sequence[str]) -> list[Phrase]:
    """Functions as people call them."""
    return [Phrase(f"function-{one}") for one in codes]

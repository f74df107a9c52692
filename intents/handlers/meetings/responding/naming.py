"""Which of the planned meetings a few words of an answer name: by day, by week or month, by kind, by place in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from intents.handlers.meetings.finding import Coming, Part, meant, nexts, of_kind, of_name, part_in
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.moment import about_a_day, said_period, says_a_day
from intents.meeting import read_meeting
from intents.turn import Turn


@dataclass(frozen=True, slots=True)
class Named:
    """`these` are meant for sure; of `among` one is (`part` of its times where that was said). `rest`: whatever is
    not named elsewhere. `nowhere`: a day was named on which nothing is planned (None: another stretch of time)."""

    these: tuple[Coming, ...] = ()
    among: tuple[Coming, ...] = ()
    part: Part | None = None
    rest: bool = False
    nowhere: tuple[date | None, ...] = ()


def named_in(words: str, planned: Sequence[Coming], turn: Turn) -> Named | None:
    """What the words name, or None where they name nothing."""
    if says("rsvp_rest", words, turn.language):
        return Named(rest=True)
    found = _by_day(words, planned, turn)
    if found is not None:
        return found
    of_it = of_kind(words, planned, turn)
    part = part_in(words, turn)
    if says("rsvp_all", words, turn.language) and part is None:
        return Named(tuple(of_it))
    first = nexts(of_name(words, of_it))
    if says("rsvp_both", words, turn.language) and len(first) == 2:
        return Named(tuple(first))
    kind = read_meeting(words, turn.language, turn.local).kind
    if part is None and kind is None:
        return None
    recurs = any(item.meeting.rrule for item in first)
    if part and len(first) > 1 and not recurs:  # 'Het tweede': of what is planned, not of a series.
        return Named(tuple(first[part[0] : part[1]]))
    if len(first) != 1:
        return Named(among=tuple(first), part=part)
    return Named(times_of(first[0], planned, part or (0, 1)))


def times_of(item: Coming, planned: Sequence[Coming], part: Part) -> tuple[Coming, ...]:
    """That part of the coming times of the meeting of `item`."""
    same = [one for one in planned if one.meeting.id == item.meeting.id]
    return tuple(same[part[0] : part[1]])


def _by_day(words: str, planned: Sequence[Coming], turn: Turn) -> Named | None:
    about = about_a_day(words, turn)
    day = says_a_day(about, turn)
    if day is not None:
        found = tuple(meant(words, planned, turn))
        if not found:
            return Named(nowhere=(day,))
        return Named(found) if len(found) == 1 else Named(among=found)
    period = said_period(words, turn)
    if period is None:
        return None
    of_it = of_kind(words, planned, turn)
    inside = tuple(item for item in of_it if period[0] <= item.occurrence.start.date() < period[1])
    if len(inside) > 1 and says("rsvp_one", words, turn.language):
        return Named(among=inside)
    return Named(inside) if inside else Named(nowhere=(None,))

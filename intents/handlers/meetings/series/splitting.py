"""A series from one time on, elsewhere: the old one ends before it, a new one begins. Pure.

Calendars agree on no other way: RANGE=THISANDFUTURE is read by few (RFC 5545, 3.2.13). Both files say what is so: the
old series with an UNTIL, the new one with its own UID.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.meetings import expand
from scheduler.model import Meeting, Occurrence
from scheduler.recurrence import occurrences, parts_of, until_of

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class CannotShift(ValueError):
    """The rule names more than one day of the week: one new day says not where the others go."""


@dataclass(frozen=True, slots=True)
class Split:
    """Both halves: the series as it ends, the one that goes on, and the times of that."""

    before: Meeting
    after: Meeting
    times: tuple[Occurrence, ...]


def split(
    meeting: Meeting, known: Sequence[Occurrence], at: Occurrence, to: datetime, new_id: str, now: datetime
) -> Split:
    """The series from `at` on, that time beginning at `to` (naive local) and all that follow in the same rhythm.

    A time that was cancelled stays out, one that was put elsewhere on its own stays there. `now` is aware. Raises
    `CannotShift`.
    """
    shift = to - at.recurrence_id
    later = [o for o in known if o.recurrence_id >= at.recurrence_id]
    out = {(o.recurrence_id + shift).date() for o in later if o.status == "cancelled" and o.id != at.id}
    out |= {
        day + (to.date() - at.recurrence_id.date())
        for day in meeting.exdates
        if day >= at.recurrence_id.date()
    }
    rule = _shifted(meeting, at, to)
    after = replace(meeting, id=new_id, start=to, rule=rule, exdates=frozenset(out), sequence=0)
    own = {
        o.recurrence_id + shift: o.start for o in later if o.moved and o.status == "planned" and o.id != at.id
    }
    times = tuple(replace(o, start=own.get(o.recurrence_id, o.start)) for o in expand(after, now))
    return Split(_ended(meeting, known, at), after, times)


def _ended(meeting: Meeting, known: Sequence[Occurrence], at: Occurrence) -> Meeting:
    """The series as it was before `at`; cancelled where nothing of it is left."""
    sequence = max([meeting.sequence, *(o.sequence for o in known)]) + 1
    if not any(o.recurrence_id < at.recurrence_id for o in known):
        return replace(meeting, status="cancelled", sequence=sequence)
    parts = {name: value for name, value in parts_of(meeting.rule or "").items() if name != "COUNT"}
    last = at.recurrence_id - timedelta(minutes=1)
    return replace(meeting, rule=_joined(parts | {"UNTIL": f"{last:%Y%m%dT%H%M%S}"}), sequence=sequence)


def _shifted(meeting: Meeting, at: Occurrence, to: datetime) -> str:
    parts = parts_of(meeting.rule or "")
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    if to.date() != at.recurrence_id.date():
        if len(days) > 1 or "BYMONTH" in parts:
            raise CannotShift("more than one day")
        if days:
            parts["BYDAY"] = _weekday(days[0], to)
        if "BYMONTHDAY" in parts:
            parts["BYMONTHDAY"] = str(to.day)
    if "COUNT" in parts:
        gone = occurrences(meeting.start, meeting.rule, (), at.recurrence_id - timedelta(minutes=1))
        parts["COUNT"] = str(max(1, int(parts["COUNT"]) - len(gone)))
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{_last(meeting, at, to):%Y%m%dT%H%M%S}"
    return _joined(parts)


def _last(meeting: Meeting, at: Occurrence, to: datetime) -> datetime:
    """Until when the new half runs: as long after its first time as the old one would have."""
    until = until_of(parts_of(meeting.rule or "")) or to
    return until + max(to - at.recurrence_id, timedelta())


def _weekday(said: str, to: datetime) -> str:
    """The same place in the month ('2TU', '-1TU') of another weekday, as the new day has it."""
    place, day = said[:-2], _DAYS[to.weekday()]
    if not place:
        return day
    is_last = (to + timedelta(days=7)).month != to.month
    return f"-1{day}" if place == "-1" and is_last else f"{(to.day - 1) // 7 + 1}{day}"


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())

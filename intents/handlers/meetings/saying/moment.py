"""When a meeting is: day and clock apart, as said, or as what is said changes them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.dates import read_when
from intents.handlers.meetings.saying.cues import says, split_at, template, without
from intents.meeting import MeetingSlots, read_meeting
from intents.turn import Turn
from scheduler.reminders import offset_of

LONGEST = 24 * 60
"""A length of so many minutes that is no number of days is an hour that does not exist: 'om 25u'."""
_NOON = time(12)
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MOST = 18
"""A spoken 'six hours' reads as 18.00 h: no more than so many is an amount and not an hour of the day."""
LONGEST_SENTENCE = 30
"""So many words of a sentence are looked at for the day that it is about."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a clock time, a length: each None where it is not known. `problems`: codes of `MeetingSlots`. `within`:
    the days from and up to (not with) which were said instead of a day: 'volgende week'."""

    day: date | None = None
    clock: time | None = None
    minutes: int | None = None
    problems: tuple[str, ...] = ()
    within: tuple[date, date] | None = None

    @property
    def start(self) -> datetime | None:
        """The naive local start, once day and clock are known."""
        return datetime.combine(self.day, self.clock) if self.day and self.clock else None

    @property
    def blocked(self) -> bool:
        """Whether a day or an hour was said that does not exist."""
        return bool({"no-such-date", "no-such-time"} & set(self.problems))


def moment_of(start: datetime) -> Moment:
    """A local start as a moment."""
    return Moment(start.date(), start.time())


def said_moment(words: str, turn: Turn) -> Moment:
    """What the words themselves say. A clock without a day has no day: nobody's meeting is 'today' by default."""
    slots = read_meeting(words, turn.language, turn.local)
    moment = _read(slots)
    if moment.day and moment.clock and not slots.rrule and not _names_a_day(words, turn):
        moment = replace(moment, day=None)
    if moment.day is None and moment.clock is None and not moment.blocked:
        moment = replace(moment, clock=_clock_alone(words, turn))
    if moment.day is None and moment.clock and (slots.rrule or "").startswith("FREQ=DAILY"):
        today = turn.local.date()
        moment = replace(moment, day=today if moment.clock > turn.local.time() else today + timedelta(days=1))
    return moment


def placed(said: Moment, words: str, turn: Turn, known: tuple[date, date] | None = None) -> Moment:
    """A moment with the period in which its day is still to be said; the day itself in the period that is `known`:
    after 'volgende week' is 'woensdag' the one of next week."""
    if said.day is None:
        return replace(said, within=said_period(words, turn) or known)
    if known is None or known[0] <= said.day < known[1] or says("relative", words, turn.language):
        return said
    eve = datetime.combine(known[0] - timedelta(days=1), _NOON)
    there = _read(read_meeting(words, turn.language, eve)).day
    return replace(said, day=there) if there and known[0] <= there < known[1] else said


def changed_moment(words: str, before: Moment, turn: Turn, moving: bool = False) -> Moment:
    """What the words make of the moment before: '15u', 'vrijdag', 'een uur later', 'de week erna zelfde uur'.

    `moving`: a bare length ('een dag') says how much later, not how long it takes.
    """
    if before.day is None:
        said = placed(said_moment(words, turn), words, turn, before.within)
        return said if "no-such-time" in said.problems else replace(said, clock=said.clock or before.clock)
    alone = read_meeting(words, turn.language, turn.local)
    said = _read(_anchored(words, before, turn))
    if said.blocked or _read(alone).blocked:
        return _impossible(before, said.problems or _read(alone).problems)
    said = replace(said, day=said.day or before.day, clock=said.clock or before.clock)
    if (said.day, said.clock) == (before.day, before.clock):
        return replace(said, **_shift(words, before, turn, moving))
    day = _same_month(words, before.day, turn) or _same_week(words, before.day, turn)
    return replace(said, day=day) if day else said


def by_how_much(words: str, verb: str, turn: Turn) -> str:
    """The words of a move, with 'later' behind an amount that else would be an hour of the day.

    'Verschuif het met een uur', 'schuif het twee uur op': how far. 'Verzet het, 15u', 'om een uur': the hour itself.
    `verb`: the words in which the verb stands.
    """
    language, pattern = turn.language, template("later", turn.language)
    by = says("by", words, language) or says("pushes", verb, language)
    if pattern is None or not by or says("at", words, language) or says("earlier", verb, language):
        return words
    plain = read_meeting(words, language, turn.local)
    longer = pattern.format(words=plain.when_text or "")
    hours = int(plain.start[11:13]) if plain.start and "T" in plain.start else 24
    said_so = not plain.day_said and not plain.shift and hours <= _MOST and not plain.rrule
    shifted = said_so and read_meeting(longer, language, turn.local).shift
    return longer if shifted else words


def turned(words: str, turn: Turn) -> str:
    """'Naar voren' and 'naar achter' said as earlier and later: they name no time to move to."""
    for cue, name in (("forwards", "earlier_by"), ("backwards", "later")):
        pattern = template(name, turn.language)
        if pattern and says(cue, words, turn.language):
            return pattern.format(words=without(cue, words, turn.language).strip())
    return words


def is_from(words: str, day: date, turn: Turn) -> bool:
    """Whether the words end in a day that something is moved from: 'het overleg van 22 april'."""
    halves = split_at("from", words, turn.language)
    if halves is None or says_a_day(halves[1], turn) != day:
        return False
    said = read_meeting(halves[1], turn.language, turn.local).when_text or ""
    return said == halves[1].strip(" ,.")


def said_period(words: str, turn: Turn) -> tuple[date, date] | None:
    """The days from and up to (not with) which the words name as a week, a month or a stretch; None without."""
    for found in read_when(words, turn.language, turn.local).found:
        row = found.moment.row() or {}
        if (
            row.get("type") == "open_interval" and " " in found.text
        ):  # 'het overleg van april': not from it on.
            inner = read_when(found.text.split(" ", 1)[1], turn.language, turn.local).found
            row = (inner[0].moment.row() if inner else None) or {}
        if row.get("type") == "interval":
            start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
            if end - start > timedelta(days=1):
                return start.date(), end.date()
    return None


def says_a_day(words: str, turn: Turn) -> date | None:
    """The day that the words name, or None."""
    return said_moment(words, turn).day


def about_a_day(words: str, turn: Turn) -> str:
    """The words, or the beginning or else the end of them that names a day: in 'dinsdag kan ik niet' and in 'ik kan
    niet op dinsdag' the day is denied, but named. What is only left out ('alles behalve dinsdag') is not named."""
    pieces = words.split(" ")[:LONGEST_SENTENCE]
    if says_a_day(words, turn) or not read_when(words, turn.language, turn.local).found:
        return words
    starts = [" ".join(pieces[:at]) for at in range(len(pieces) - 1, 0, -1)]
    ends = (
        []
        if says("rsvp_except", words, turn.language)
        else [" ".join(pieces[at:]) for at in range(1, len(pieces))]
    )
    return next((part for part in (*starts, *ends) if says_a_day(part, turn)), words)


def _read(slots: MeetingSlots) -> Moment:
    problems = tuple(problem for problem in slots.problems if problem != "past")
    length = slots.duration or 0
    if length >= LONGEST and length % LONGEST and "T" not in (slots.start or ""):
        problems = (*problems, "no-such-time")
    start, end = slots.start or "", slots.end or ""
    day = date.fromisoformat(start[:10]) if start and "no-such-date" not in problems else None
    clock = time.fromisoformat(start[11:]) if "T" in start and "no-such-time" not in problems else None
    minutes = None
    if "T" in start and "T" in end:
        until = datetime.fromisoformat(end) - datetime.fromisoformat(start)
        minutes = int(until.total_seconds() // 60)
    return Moment(day, clock, minutes if (minutes or 0) > 0 else None, problems)


def _anchored(words: str, before: Moment, turn: Turn) -> MeetingSlots:
    """The words read behind the time that they change."""
    pattern = template("anchored" if before.clock else "anchored_day", turn.language)
    if pattern is None or before.day is None:
        return read_meeting(words, turn.language, turn.local)
    clock = f"{before.clock:%H:%M}" if before.clock else ""
    sentence = pattern.format(day=f"{before.day:%d/%m/%Y}", clock=clock, words=words)
    return read_meeting(sentence, turn.language, turn.local)


def _impossible(before: Moment, problems: tuple[str, ...]) -> Moment:
    """What is left where the new day or hour does not exist: that part has to be said again."""
    day = None if "no-such-date" in problems else before.day
    clock = None if "no-such-time" in problems else before.clock
    return Moment(day, clock, None, problems)


def _shift(words: str, before: Moment, turn: Turn, moving: bool) -> dict[str, Any]:
    """Day and clock after 'een half uur vroeger', 'een week opschuiven', 'de dag ervoor'; empty without such words."""
    alone = read_meeting(words, turn.language, turn.local)
    start = before.start or datetime.combine(before.day or turn.local.date(), _NOON)
    language, moved = turn.language, start
    earlier = says("earlier", words, language)
    if says("week_before", words, language):
        moved = start - timedelta(weeks=1)
    elif says("day_before", words, language):
        moved = start - timedelta(days=1)
    elif alone.reminders and earlier:
        for reminder in alone.reminders:
            offset = offset_of(reminder)
            moved = moved - offset.calendar - offset.exact
    elif _moves_by(words, alone.duration or 0, language, moving):
        moved = start + (-1 if earlier else 1) * timedelta(minutes=min(alone.duration or 0, 60 * LONGEST))
    if moved == start:
        return {}
    return {"day": moved.date(), "clock": moved.time() if before.clock else None, "minutes": None}


def _moves_by(words: str, minutes: int, language: str, moving: bool) -> bool:
    """Whether a length says how much later; not how long it takes, and not an hour ('die van 16u')."""
    if not minutes or says("takes", words, language) or (minutes > LONGEST / 2 and minutes % LONGEST):
        return False
    return moving or says("shift", words, language)


def bare_weekday(words: str, turn: Turn) -> int | None:
    """The weekday (Monday is 0) that the words name and nothing else of a date, or None.

    A bare weekday is the first such day after any reference: seen from three days around a week it moves with
    them in a way that no date, no 'morgen' and no 'volgende week dinsdag' does.
    """
    if says("relative", words, turn.language):
        return None
    monday = turn.local.date() - timedelta(days=turn.local.weekday())
    found = [_day_from(words, monday + timedelta(days=shift), turn) for shift in (-1, 2, 6)]
    first = found[0]
    if first is None or not monday <= first < monday + timedelta(days=7):
        return None
    from_wednesday = first if first > monday + timedelta(days=2) else first + timedelta(days=7)
    return first.weekday() if found[1:] == [from_wednesday, first + timedelta(days=7)] else None


def _same_week(words: str, day: date, turn: Turn) -> date | None:
    """A bare weekday means the one in the week of the day it changes, where that is still to come."""
    weekday = bare_weekday(words, turn)
    if weekday is None:
        return None
    found = day + timedelta(days=weekday - day.weekday())
    return found if found > turn.local.date() and found != day else None


def _same_month(words: str, day: date, turn: Turn) -> date | None:
    """A bare number ('naar de 28e', 'dinsdag 12') means the day in the month of the one it changes, where that is still
    to come. With a month beside it, it is the same day from wherever it is seen; an hour is none."""
    first = day.replace(day=1)
    near = _day_from(words, first - timedelta(days=1), turn)
    far = _day_from(words, first + timedelta(days=70), turn)
    if near is None or far is None or near.month == far.month or near.replace(day=1) != first:
        return None
    numbers = [int(number) for number in _NUMBER.findall(words)]
    clock = said_moment(words, turn).clock
    hours = 1 if clock and clock.hour % 12 == near.day % 12 else 0
    named = near.day == far.day or numbers.count(near.day) > hours
    return near if named and near > turn.local.date() and near != day else None


def _day_from(words: str, reference: date, turn: Turn) -> date | None:
    start = read_meeting(words, turn.language, datetime.combine(reference, _NOON)).start
    return date.fromisoformat(start[:10]) if start else None


def _names_a_day(words: str, turn: Turn) -> bool:
    """Whether a day was said, not a clock time alone: then the answer does not lean on the hour it is now."""
    late = turn.local.replace(hour=23, minute=58)
    early = turn.local.replace(hour=0, minute=1)
    starts = {(read_meeting(words, turn.language, at).start or "")[:10] for at in (early, late)}
    return len(starts) == 1


def _clock_alone(words: str, turn: Turn) -> time | None:
    """The hour of a series whose day was not said: 'om 14u, elke zes weken'."""
    slots = _anchored(words, Moment(turn.local.date() + timedelta(days=30)), turn)
    return time.fromisoformat(slots.start[11:]) if slots.start and "T" in slots.start else None

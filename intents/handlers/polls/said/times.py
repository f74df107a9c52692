"""What a sentence says about a date poll: times, stretches of days, how long, until when, who. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from intents.dates.engine import grammar
from intents.dates.resolve import day_of, meeting_time
from intents.dates.tokens import Item
from intents.dates.values import Clock, Day, Length, Open, Part, Period, Span, When
from intents.handlers.meetings.saying.cues import cut_at, says
from intents.meeting import read_meeting
from intents.turn import Turn
from scheduler.polls import CLOSES, OPENS, Window, ascending

STOP = r"\.(?!\d)(?<!\d\.(?=\s(?:[a-zäöü]|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))"
"""A point that ends something: not the one of the German '10. März'."""
_CLAUSE_ENDS = re.compile(rf"[,;\n]|:(?!\d)|{STOP}|\s(?:en|maar)\s(?=\D{{0,20}}$)")
_LONGEST = 12 * 60
_TIMES = frozenset({"day", "moment", "clock"})
_LEADS = frozenset({"art", "upon", "at", "inside", "put"})


@dataclass(frozen=True, slots=True)
class Said:
    """Times (naive local) in order, stretches to look for times in, minutes, and the local deadline."""

    starts: tuple[datetime, ...] = ()
    windows: tuple[Window, ...] = ()
    minutes: int | None = None
    deadline: datetime | None = None


@dataclass(slots=True)
class _Reading:
    """What was found so far: `waiting` are days whose hour is still to come, `last` those that had one last."""

    now: datetime
    found: list[tuple[Day, time]] = field(default_factory=list)
    waiting: list[Day] = field(default_factory=list)
    last: list[Day] = field(default_factory=list)
    clocks: list[time] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    stretches: list[tuple[date, date]] = field(default_factory=list)
    minutes: int | None = None

    def take(self, item: Item, lasts: bool) -> None:
        """One thing that was said about time. `lasts`: the word before says that a length follows."""
        roles = item.roles
        if "length" in roles and (lasts or "clock" not in roles):
            self.take_length(roles["length"])
            return
        for role, value in roles.items():
            step = getattr(self, f"take_{role}", None)
            if step is not None:
                step(value)
                return

    def take_moment(self, when: When) -> None:
        """A day with an hour or a part of the day, or an hour with a part."""
        if when.day is not None:
            self.waiting.append(when.day)
        if when.part is not None:
            self.parts.append(when.part)
        if when.clock is not None:
            self.take_clock(when.clock)

    def take_day(self, day: Day) -> None:
        """A day whose hour is still to come."""
        self.waiting.append(day)

    def take_days(self, days: Sequence[Day]) -> None:
        """Several days that share their month."""
        self.waiting += days

    def take_clock(self, clock: Clock) -> None:
        """An hour: of every day before it that has none, else another one of the last days."""
        days = self._in_one_week(self.waiting) or self.last
        if clock.exists and not days:
            self.clocks.append(meeting_time(clock))
        elif clock.exists:
            self.found += [(day, meeting_time(clock)) for day in days]
            self.waiting, self.last = [], list(days)

    def take_length(self, length: Length) -> None:
        """How long it takes."""
        minutes = round(length.seconds / 60)
        self.minutes = minutes if 0 < minutes <= _LONGEST else self.minutes

    def take_span(self, span: Span) -> None:
        """From one hour to another on the days before; or from one day to another."""
        start, end = span.start, span.end
        if start.day is not None and start.clock is None:
            first, last = day_of(start.day, self.now), end.day and day_of(end.day, self.now)
            self.stretches += [(first, last)] if first and last and first <= last else []
            return
        self.take_moment(start)
        if start.clock and end.clock:
            self._until(start.clock, end.clock)
        if end.day not in (None, start.day):  # '… tot 16u, woensdag …': the day belongs to what follows.
            self.waiting.append(end.day)

    def take_period(self, period: Period) -> None:
        """A week, a month, a stretch of it."""
        self.stretches.append((period.start.date(), (period.end - timedelta(days=1)).date()))

    def take_open(self, open_: Open) -> None:
        """'In de week van …' reads as from it on."""
        if open_.when.period is not None:
            self.take_period(open_.when.period)
        else:
            self.take_moment(open_.when)

    def take_part(self, part: Part) -> None:
        """A part of the day."""
        self.parts.append(part)

    def _in_one_week(self, days: Sequence[Day]) -> list[Day]:
        """'Dinsdag en donderdag volgende week om 14u': the bare weekdays are in the week of the last day."""
        last = day_of(days[-1], self.now) if days and not _is_bare(days[-1]) else None
        if last is None:
            return list(days)
        earlier = {
            day: Day(date=last - timedelta(days=last.weekday() - day.weekday))
            for day in days
            if _is_bare(day) and day.weekday is not None and day.weekday < last.weekday()
        }
        return [earlier.get(day, day) for day in days]

    def _until(self, start: Clock, end: Clock) -> None:
        first, last = meeting_time(start), meeting_time(end)
        minutes = (last.hour - first.hour) * 60 + last.minute - first.minute
        self.minutes = minutes if 0 < minutes <= _LONGEST else self.minutes


def read_poll(text: str, turn: Turn, within: tuple[date, date] | None = None) -> Said:
    """What a sentence says about the times of a poll. Never fails on any text. `within`: the days from and up to (not
    with) which were said before."""
    text, until = split_deadline(text, turn)
    reading = _read(text, turn)
    if within and not reading.stretches:
        reading.stretches.append((max(within[0], turn.local.date()), within[1] - timedelta(days=1)))
    starts = _starts(reading, turn)
    if starts and reading.waiting:  # 'dinsdag 14u of woensdag': at the same hour.
        reading.found += [(day, starts[-1].time()) for day in reading.waiting]
        starts = _starts(reading, turn)
    windows = () if starts else _windows(reading, turn)
    return Said(starts, windows, reading.minutes, read_deadline(until, turn) if until else None)


def asks_for_choices(turn: Turn) -> bool:
    """Whether times are named of which one is still to be chosen: 'dinsdag om 14u of donderdag om 10u'."""
    text, language = turn.text.text, turn.language
    items = grammar(language).parse(text, turn.local, meeting=True)
    said = [one for one in items if _TIMES & one.roles.keys() or not _LEADS & one.roles.keys()]
    between = any(
        says("poll_or", of.word, language) and _TIMES & before.roles.keys() and _TIMES & after.roles.keys()
        for before, of, after in zip(said, said[1:], said[2:], strict=False)
    )
    within = [text[one.start : one.end] for one in items if "days" in one.roles]  # '12 of 13 maart'
    named = between or any(says("poll_or", days, language) for days in within)
    return named and not read_meeting(text, language, turn.local).rrule


def split_deadline(text: str, turn: Turn) -> tuple[str, str]:
    """The text without the words that say until when people answer, and those words ('' without)."""
    found = cut_at("poll_deadline", text, turn.language)
    if found is None:
        return text, ""
    before, behind = found
    end = _CLAUSE_ENDS.search(behind)
    until, rest = (behind[: end.start()], behind[end.end() :]) if end else (behind, "")
    return f"{before.rstrip(' ,;.:')}, {rest}" if rest else before, until


def read_deadline(words: str, turn: Turn) -> datetime | None:
    """The moment up to which people answer: at the end of a day's work where no hour was said."""
    reading = _read(words, turn)
    starts = _starts(reading, turn)
    if starts:
        return starts[0]
    days = [day_of(day, turn.local) for day in reading.waiting]
    if days and days[0]:
        return datetime.combine(days[0], CLOSES)
    return datetime.combine(reading.stretches[0][1], CLOSES) if reading.stretches else None


def days_named(text: str, turn: Turn) -> tuple[list[tuple[Day, time | None]], list[Part]]:
    """The days and hours that a text names, each as said; and the parts of the day."""
    reading = _read(text, turn)
    named: list[tuple[Day, time | None]] = [*reading.found]
    return [*named, *((day, None) for day in reading.waiting)], reading.parts


def clocks_named(text: str, turn: Turn) -> list[time]:
    """The hours that a text names without a day."""
    return _read(text, turn).clocks


def _read(text: str, turn: Turn) -> _Reading:
    reading = _Reading(turn.local)
    lasts = False
    for item in grammar(turn.language).parse(text, turn.local, meeting=True):
        reading.take(item, lasts)
        lasts = "takes" in item.roles
    return reading


def _starts(reading: _Reading, turn: Turn) -> tuple[datetime, ...]:
    week = reading.stretches[0][0] if len(reading.stretches) == 1 else None
    dates = _dates([day for day, _ in reading.found], week, turn)
    starts = [datetime.combine(dates[day], clock) for day, clock in reading.found if day in dates]
    return tuple(dict.fromkeys(starts))


def _windows(reading: _Reading, turn: Turn) -> tuple[Window, ...]:
    start, end = OPENS, CLOSES
    if reading.parts:
        start = max(OPENS, time(reading.parts[0].start))
        end = min(CLOSES, time(min(reading.parts[0].end, 23)))
    week = reading.stretches[0][0] if reading.stretches and reading.waiting else None
    days = _dates(reading.waiting, week, turn).values()
    stretches = [(day, day) for day in days] or reading.stretches
    return tuple(Window(first, last, start, end) for first, last in stretches)


def _dates(days: Sequence[Day], week: date | None, turn: Turn) -> dict[Day, date]:
    """The date of each day that was named and exists; bare weekdays in the order in which they were listed."""
    resolved = {day: found for day in dict.fromkeys(days) if (found := _day(day, week, turn))}
    listed = [(found, _is_bare(day) and week is None) for day, found in resolved.items()]
    return dict(zip(resolved, ascending(listed), strict=True))


def _day(day: Day, week: date | None, turn: Turn) -> date | None:
    if week is not None and _is_bare(day) and day.weekday is not None:
        return week + timedelta(days=(day.weekday - week.weekday()) % 7)
    return day_of(day, turn.local)


def _is_bare(day: Day) -> bool:
    return day.weekday is not None and day.date is None and day.day is None and day.nth is None

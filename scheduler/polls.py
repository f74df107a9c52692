"""The rules of date polls, pure: which times to offer, until when to answer, whom to nudge, which time works best.

`now` is always an argument, aware; all other moments are naive, on the Brussels wall clock.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.holidays import closed
from scheduler.meetings import clashes
from scheduler.model import Occurrence, Setting
from scheduler.recurrence import to_local

FEWEST, MOST = 2, 7
"""So many times a poll has; 3 to 7 is what users of other tools answer fastest (scheduling notes, 4)."""
OFFERED = 5
"""So many times are proposed where only a stretch of days was said."""
OPENS, CLOSES = time(9), time(17)
"""The working hours: a time that is proposed lies within them, from its beginning to its end."""
ANSWER_BY = time(17)
NUDGED_BEFORE = timedelta(hours=24)
WAKING = (time(8), time(20))
"""Nobody is nudged outside these hours."""
_HOURS = (time(10), time(14), time(9), time(13, 30), time(15), time(11), time(16))
"""The hours that are proposed, the usual ones first."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where to look for times: from `first` up to and with `last`, between the hours `start` and `end`."""

    first: date
    last: date
    start: time = OPENS
    end: time = CLOSES


@dataclass(frozen=True, slots=True)
class People:
    """Who is asked, by id: those who must be there, and those who are not waited for (`optional`). `unfilled`: the
    functions that must be there and that nobody said to have."""

    asked: tuple[str, ...]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    unfilled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How one time stands: how many said yes, if need be, no; of those who must be there, how many cannot come
    (`lost`) or have not answered (`unsure`); `refused`: everybody who was asked said no."""

    slot: str
    start: datetime
    yes: int = 0
    maybe: int = 0
    no: int = 0
    lost: int = 0
    unsure: int = 0
    grudging: int = 0
    refused: bool = False

    @property
    def able(self) -> int:
        """How many can come, if need be."""
        return self.yes + self.maybe

    @property
    def order(self) -> tuple[int, ...]:
        """The better, the smaller: first that all who must be there can, then how many can, then how gladly."""
        return (self.refused, self.lost, self.unsure, self.grudging, -self.able, -self.yes)


def offers(windows: Sequence[Window], minutes: int, setting: Setting, most: int = OFFERED) -> list[datetime]:
    """Free times of so many minutes: on working days, no holiday, nothing planned over them, in the future, and after
    the next working day where that leaves enough: on that one people can still answer.

    Spread over the days: a second time on a day comes only when every day has one. In order.
    """
    found: list[datetime] = []
    days = [(day, window) for window in windows for day in _working_days(window, setting)]
    answering = _working_day(to_local(setting.now).date(), 1, setting)
    later = [(day, window) for day, window in days if day > answering]
    days = later if len(later) >= FEWEST else days
    for chances in range(len(_HOURS)):
        for place, (day, window) in enumerate(_spread(days, most)):
            free = [at for at in _free(day, window, minutes, setting) if _apart(at, found, minutes)]
            if len(found) < most and free and sum(at.date() == day for at in found) <= chances:
                found.append(free[place % min(2, len(free))])  # One day in the morning, the next after noon.
    return sorted(found)


def problems_of(start: datetime, minutes: int, setting: Setting) -> list[tuple[str, str]]:
    """What should be said of a proposed time: codes 'past', 'public', 'own', 'regional', 'school', 'weekend', 'hours'
    and 'clash', each with its detail (a holiday's name, the id of what is planned)."""
    told: list[tuple[str, str]] = []
    if Occurrence("", start, start, minutes).start_utc <= setting.now_utc:
        return [("past", "")]
    why = closed(start.date(), setting.region, setting.days)
    if why:
        told.append((why.kind, why.name))
    if start.weekday() >= 5:
        told.append(("weekend", ""))
    elif not _within(start, minutes, Window(start.date(), start.date(), time(8), time(19))):
        told.append(("hours", ""))
    told += [("clash", clash.existing.id) for clash in clashes([_as_time(start, minutes)], setting.existing)]
    return told


def deadline_for(starts: Sequence[datetime], setting: Setting) -> datetime:
    """Until when people answer where nobody said: three working days, and the working day before the first time at
    the latest; for a time that is nearer, halfway to it and not at night. Local, to the minute."""
    local = to_local(setting.now)
    day = local.date()
    for _ in range(3):
        day = _working_day(day, 1, setting)
    latest = datetime.combine(_working_day(min(starts).date(), -1, setting), ANSWER_BY)
    found = min(datetime.combine(day, ANSWER_BY), latest)
    if found - local < timedelta(hours=4):
        found = _by_day(local + (min(starts) - local) / 2, local, min(starts))
    return found.replace(second=0, microsecond=0)


def _by_day(moment: datetime, after: datetime, before: datetime) -> datetime:
    """The moment, or the waking hour nearest to it that lies between these two, where there is one."""
    first, last = WAKING
    if first <= moment.time() <= last:
        return moment
    morning = datetime.combine(moment.date() + timedelta(days=moment.time() > last), first)
    evening = datetime.combine(morning.date() - timedelta(days=1), last)
    waking = [hour for hour in (morning, evening) if after < hour < before]
    return min(waking, key=lambda hour: abs(hour - moment), default=moment)


def nudge_at(opened: datetime, deadline: datetime) -> datetime:
    """When somebody who has not answered is asked once more (local): a day before the deadline, halfway where that
    is too soon, and not at night. Never after the deadline."""
    moment = max(deadline - NUDGED_BEFORE, opened + (deadline - opened) / 2).replace(second=0, microsecond=0)
    moment = _by_day(moment, opened, deadline)
    return moment if opened < moment < deadline else opened + (deadline - opened) / 2


def waiting_for(
    slots: Collection[str], answers: Mapping[str, Mapping[str, str]], asked: Iterable[str]
) -> list[str]:
    """Who has not answered every time on the list, in the order of `asked`."""
    return [one for one in asked if any(one not in answers.get(slot, {}) for slot in slots)]


def is_complete(slots: Collection[str], answers: Mapping[str, Mapping[str, str]], people: People) -> bool:
    """Whether nobody has to be waited for any more."""
    needed = [one for one in people.asked if one not in people.optional]
    return bool(needed) and not waiting_for(slots, answers, needed)


def tally(
    slots: Mapping[str, datetime], answers: Mapping[str, Mapping[str, str]], people: People
) -> list[Tally]:
    """How each time stands, in the order of the calendar. Answers of people who are not asked (any more) are left
    out."""
    found = [_tally(slot, start, answers.get(slot, {}), people) for slot, start in slots.items()]
    return sorted(found, key=lambda one: one.start)


def ranked(tallies: Iterable[Tally]) -> list[Tally]:
    """The best first; of equally good ones the earliest."""
    return sorted(tallies, key=lambda one: (one.order, one.start))


def best(tallies: Iterable[Tally]) -> list[Tally]:
    """The best time, or all of those that are equally good, in order; none where nobody can come at any."""
    order = [one for one in ranked(tallies) if one.able and not one.refused]
    return [one for one in order if one.order == order[0].order]


def ascending(days: Sequence[tuple[date, bool]]) -> list[date]:
    """Days as they were listed, each with whether it was a bare weekday: 'dinsdag, woensdag of donderdag', said on a
    Wednesday, is one week and not two."""
    found: list[date] = []
    for day, bare in days:
        if bare and found and day < found[-1]:
            day += timedelta(weeks=-(-(found[-1] - day).days // 7))
        found.append(day)
    return found


def _tally(slot: str, start: datetime, said: Mapping[str, str], people: People) -> Tally:
    given = {one: said[one] for one in people.asked if one in said}
    number = {answer: sum(other == answer for other in given.values()) for answer in ("yes", "maybe", "no")}
    of_required = [given.get(one) for one in people.required]
    return Tally(
        slot=slot,
        start=start,
        yes=number["yes"],
        maybe=number["maybe"],
        no=number["no"],
        lost=of_required.count("no"),
        unsure=of_required.count(None),
        grudging=of_required.count("maybe"),
        refused=bool(given) and number["no"] == len(people.asked),
    )


def _working_days(window: Window, setting: Setting) -> list[date]:
    days = (window.first + timedelta(days=at) for at in range((window.last - window.first).days + 1))
    return [day for day in days if _works(day, setting)]


def _works(day: date, setting: Setting) -> bool:
    why = closed(day, setting.region, setting.days)
    return day.weekday() < 5 and (why is None or why.kind == "school")


def _spread(days: Sequence[tuple[date, Window]], most: int) -> Sequence[tuple[date, Window]]:
    """At most so many of the days, evenly over the stretch."""
    if len(days) <= most:
        return days
    step = (len(days) - 1) / (most - 1)
    return [days[round(at * step)] for at in range(most)]


def _free(day: date, window: Window, minutes: int, setting: Setting) -> list[datetime]:
    at = [datetime.combine(day, hour) for hour in _HOURS]
    working = Window(day, day, max(window.start, OPENS), min(window.end, CLOSES))
    inside = [start for start in at if _within(start, minutes, working)]
    return [start for start in inside if not _problem(start, minutes, setting)]


def _problem(start: datetime, minutes: int, setting: Setting) -> bool:
    time_ = _as_time(start, minutes)
    return time_.start_utc <= setting.now_utc or bool(clashes([time_], setting.existing))


def _within(start: datetime, minutes: int, window: Window) -> bool:
    end = start + timedelta(minutes=minutes)
    return start.time() >= window.start and end <= datetime.combine(start.date(), window.end)


def _apart(start: datetime, found: Sequence[datetime], minutes: int) -> bool:
    return all(abs(start - other) >= timedelta(minutes=minutes) for other in found)


def _as_time(start: datetime, minutes: int) -> Occurrence:
    return Occurrence("proposed", start, start, minutes)


def _working_day(day: date, step: int, setting: Setting) -> date:
    """The next working day after (or, with -1, before) a day."""
    day += timedelta(days=step)
    while not _works(day, setting):
        day += timedelta(days=step)
    return day

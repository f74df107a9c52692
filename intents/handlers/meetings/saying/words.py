"""A meeting in phrases: headline, the dates that follow, reminders, and what should be said about a plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from intents.model import Phrase
from scheduler.kinds import kind
from scheduler.meetings import alternative
from scheduler.model import Finding, Plan, Setting
from scheduler.recurrence import parts_of, until_of
from scheduler.reminders import offset_of

FOLLOWING = 5
"""How many later dates of a series are shown."""
TOLD = 4
"""At most so many findings are told."""
_FIRST: tuple[str, ...] = (
    "clash",
    "public_holiday",
    "closed_day",
    "regional_holiday",
    "reminder_too_late",
    "weekend",
)
_NTH = re.compile(r"(-?\d)([A-Z]{2})")
_WORKDAYS = "MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Taken:
    """A time that is planned already: what, and when (naive local)."""

    title: str
    start: datetime


def headline(title: str, start: datetime, place: str | None, online: bool) -> Phrase:
    """What, when (with weekday, date, time and zone) and where."""
    values = {"title": title[:1].upper() + title[1:], "start": start}
    return Phrase("meeting-headline", {**values, "place": _place(place, online)})


def with_end(words: Phrase, minutes: int, of_kind: str, said: bool = False) -> Phrase:
    """A headline with the end of the meeting, where that was said or is not the usual one for its kind."""
    if not said and minutes == kind(of_kind).minutes:
        return words
    end = words.values["start"] + timedelta(minutes=minutes)
    return Phrase("meeting-headline-until", {**words.values, "end": end.time()})


def days_of(days: Sequence[date], year: int) -> Sequence[date] | Phrase:
    """Days in their order, short; those of another year than `year` with theirs."""
    now, later = [day for day in days if day.year == year], [day for day in days if day.year != year]
    if not later:
        return days
    return Phrase("days-and-later", {"days": now, "later": _with_years(later)}) if now else _with_years(later)


def _with_years(days: Sequence[date]) -> Phrase:
    year = days[0].year
    first = Phrase("days-of-year", {"days": [day for day in days if day.year == year], "year": str(year)})
    rest = [day for day in days if day.year != year]
    return Phrase("days-and-later", {"days": first, "later": _with_years(rest)}) if rest else first


def series_line(planned: Plan, whole: bool = False) -> tuple[Phrase, ...]:
    """The dates that follow the first, for a series; `whole`: all that are known."""
    meeting = planned.meeting
    if meeting is None or meeting.rule is None:
        return ()
    following = [occurrence.start.date() for occurrence in planned.occurrences[1:]]
    told = following if whole else following[:FOLLOWING]
    if not following:
        return ()
    values = {"rhythm": rhythm(meeting.rule), "days": days_of(told, meeting.start.year)}
    return (
        Phrase("meeting-series" if len(following) > len(told) else "meeting-series-whole", values),
        *_last(meeting.rule),
    )


def rhythm(rule: str) -> Phrase:
    """A recurrence rule in words: every six weeks, the first and the third Tuesday of each month, …"""
    parts = parts_of(rule)
    frequency, interval = parts["FREQ"].lower(), int(parts.get("INTERVAL", 1))
    values = {"interval": interval, "number": Phrase("number", {"number": interval})}
    days = _days_of_month(parts) if frequency == "monthly" else _weekdays(parts)
    if days and frequency in ("weekly", "monthly"):
        return Phrase(f"rhythm-{frequency}-day", {**values, "days": days})
    return Phrase(f"rhythm-{frequency}", values)


def _weekdays(parts: Mapping[str, str]) -> list[Phrase]:
    return [Phrase("weekday", {"day": day}) for day in parts.get("BYDAY", "").split(",") if day]


def _days_of_month(parts: Mapping[str, str]) -> list[Phrase]:
    """The second Tuesday, the last working day, the last day; none where the date says it."""
    if place := parts.get("BYSETPOS"):
        return [_nth(int(place), Phrase("workday"))] if parts.get("BYDAY") == _WORKDAYS else []
    if parts.get("BYMONTHDAY") == "-1":
        return [_nth(-1, Phrase("a-day"))]
    found = [_NTH.fullmatch(day) for day in parts.get("BYDAY", "").split(",")]
    return [_nth(int(one[1]), Phrase("weekday", {"day": one[2]})) for one in found if one]


def _nth(number: int, day: Phrase) -> Phrase:
    return Phrase("nth-day", {"nth": number, "day": day})


def reminder_line(reminders: Sequence[str], people: Sequence[str], guests: Phrase) -> Phrase:
    """When people are reminded, and how many are asked (`guests`); `people`: who is asked along."""
    also = Phrase("guests-and-people", {"guests": guests, "people": list(people)}) if people else guests
    values = {"offsets": offsets(reminders), "guests": also}
    return Phrase("meeting-reminders" if reminders else "meeting-no-reminders", values)


def offsets(reminders: Sequence[str]) -> list[Phrase]:
    """Offsets such as P1D in words, the longest first."""
    anchor = datetime(2026, 6, 15, 12)  # noqa: DTZ001 - any moment does, it only orders the offsets
    longest = sorted(reminders, key=lambda r: anchor - offset_of(r).calendar - offset_of(r).exact)
    return [offset_phrase(reminder) for reminder in longest]


def offset_phrase(reminder: str) -> Phrase:
    """An offset such as P1D in words."""
    offset = offset_of(reminder)
    calendar, minutes = offset.calendar, int(offset.exact.total_seconds() // 60)
    if calendar.months:
        return _number("offset-months", calendar.months)
    if calendar.days:
        whole = calendar.days % 7 == 0
        return _number("offset-weeks" if whole else "offset-days", calendar.days // (7 if whole else 1))
    if minutes % 60 == 0:
        return _number("offset-hours", minutes // 60)
    return _number("offset-minutes", minutes)


def odd_phrases(problems: Sequence[str]) -> tuple[Phrase, ...]:
    """What was said and cannot be: a day or an hour that does not exist."""
    return tuple(Phrase(f"odd-{code}") for code in dict.fromkeys(problems) if code != "past")


def finding_phrases(
    planned: Plan, taken: Mapping[str, Taken], setting: Setting | None = None
) -> tuple[Phrase, ...]:
    """What should be said about a plan, only what blocks it where something does; days of one kind together."""
    told: dict[tuple[str, str], list[Finding]] = {}
    findings = [finding for finding in planned.findings if finding.blocks] or planned.findings
    for finding in sorted(findings, key=_order):
        about = finding.detail if finding.code != "school_holiday" else ""
        if finding.code == "clash":
            about = taken[finding.detail].title
        told.setdefault((finding.code, about), []).append(finding)
    groups = list(told.items())[:TOLD]
    return tuple(_told(detail, group, planned, setting) for (_code, detail), group in groups)


def _order(finding: Finding) -> int:
    return _FIRST.index(finding.code) if finding.code in _FIRST else len(_FIRST)


def _told(detail: str, group: list[Finding], planned: Plan, setting: Setting | None) -> Phrase:
    code = group[0].code
    name = f"finding-{code.replace('_', '-')}"
    if code == "reminder_too_late":
        return Phrase(name, {"offset": offset_phrase(detail)})
    days = [finding.day for finding in group if finding.day]
    first = [occurrence.start.date() for occurrence in planned.occurrences[:1]] or days
    if code == "school_holiday":
        return Phrase(name, {"breaks": _breaks(group, first[0].year)})
    values: dict[str, Any] = {
        "days": days_of(days[:FOLLOWING], first[0].year) if days else [],
        "rest": max(0, len(days) - FOLLOWING),
        "detail": detail,
    }
    alone = planned.meeting is not None and planned.meeting.rule is None
    instead = _instead(days[0], planned, setting) if alone and code == "public_holiday" and days else None
    if instead:
        return Phrase(f"{name}-instead", {**values, "instead": instead})
    return Phrase(name, values)


def _breaks(group: Sequence[Finding], year: int) -> list[Phrase]:
    """The school holidays that a series falls into, each with its first days."""
    breaks: dict[str, list[date]] = {}
    for finding in group:
        breaks.setdefault(finding.detail, []).extend([finding.day] if finding.day else [])
    named = {name: days_of(days[:3], year) for name, days in breaks.items()}
    return [Phrase("school-break", {"name": name, "days": days}) for name, days in named.items()]


def _instead(day: Any, planned: Plan, setting: Setting | None) -> datetime | None:
    hit = next((o for o in planned.occurrences if o.start.date() == day), None)
    return alternative(hit, planned.occurrences, setting) if hit and setting else None


def _last(rule: str) -> tuple[Phrase, ...]:
    """When a series ends, where that was said."""
    until = until_of(parts_of(rule))
    return (Phrase("meeting-series-until", {"day": until.date()}),) if until else ()


def _number(key: str, number: int) -> Phrase:
    return Phrase(key, {"number": number, "words": Phrase("number", {"number": number})})


def _place(place: str | None, online: bool) -> Phrase:
    if place:
        return Phrase("meeting-place", {"place": place})
    return Phrase("meeting-online") if online else Phrase("meeting-no-place")

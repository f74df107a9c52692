"""A meeting in phrases: headline, the dates that follow, reminders, and what should be said about a plan."""

from collections.abc import Sequence
from datetime import datetime

from intents.model import Phrase
from scheduler.model import Finding, Occurrence, Plan
from scheduler.reminders import offset_of

FOLLOWING = 5
"""How many later dates of a series are shown."""
TOLD = 4
"""At most so many findings are told."""


def headline(title: str, start: datetime, place: str | None, online: bool) -> Phrase:
    """What, when (with weekday, date, time and zone) and where."""
    values = {"title": title[:1].upper() + title[1:], "start": start}
    return Phrase("meeting-headline", {**values, "place": _place(place, online)})


def series_line(planned: Plan) -> tuple[Phrase, ...]:
    """The dates that follow the first, for a series."""
    meeting = planned.meeting
    if meeting is None or meeting.rule is None:
        return ()
    following = [occurrence.start.date() for occurrence in planned.occurrences[1 : FOLLOWING + 1]]
    return (Phrase("meeting-series", {"rhythm": rhythm(meeting.rule), "days": following}),)


def rhythm(rule: str) -> Phrase:
    """A recurrence rule in words: every six weeks, the second Tuesday of each month, …"""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    interval = int(parts.get("INTERVAL", 1))
    return Phrase(f"rhythm-{parts['FREQ'].lower()}", {"interval": interval})


def reminder_line(reminders: Sequence[str], people: Sequence[str], members: int) -> Phrase:
    """When people are reminded, and who they are."""
    offsets = [offset_phrase(reminder) for reminder in reminders]
    if people:
        return Phrase("meeting-reminders-people", {"offsets": offsets, "people": list(people)})
    return Phrase("meeting-reminders", {"offsets": offsets, "members": members})


def offset_phrase(reminder: str) -> Phrase:
    """An offset such as P1D in words."""
    offset = offset_of(reminder)
    calendar, minutes = offset.calendar, int(offset.exact.total_seconds() // 60)
    if calendar.months:
        return Phrase("offset-months", {"number": calendar.months})
    if calendar.days:
        whole = calendar.days % 7 == 0
        return Phrase(
            "offset-weeks" if whole else "offset-days", {"number": calendar.days // (7 if whole else 1)}
        )
    if minutes % 60 == 0:
        return Phrase("offset-hours", {"number": minutes // 60})
    return Phrase("offset-minutes", {"number": minutes})


def finding_phrases(findings: Sequence[Finding], occurrences: Sequence[Occurrence]) -> tuple[Phrase, ...]:
    """What should be said about a plan, what blocks it first; days of one kind together."""
    told: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: not finding.blocks):
        told.setdefault(finding.code, []).append(finding)
    phrases = []
    for code, group in list(told.items())[:TOLD]:
        days = [finding.day for finding in group if finding.day][:FOLLOWING]
        detail = group[0].detail
        phrases.append(Phrase(f"finding-{code.replace('_', '-')}", {"days": days, "detail": detail}))
    return tuple(phrases)


def _place(place: str | None, online: bool) -> Phrase:
    if place:
        return Phrase("meeting-place", {"place": place})
    return Phrase("meeting-online") if online else Phrase("meeting-no-place")

"""What was understood of an answer, said back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.responding.several import Answer, Understood
from intents.handlers.meetings.saying.words import days_of
from intents.model import Phrase

_ORDER = ("yes", "maybe", "unsure", "no")
_FEW = 3
"""So many times of one meeting are each said in full; more of them by their days."""


def told(item: Coming, answer: Answer) -> Phrase:
    """The answer to one meeting."""
    if answer.function:
        who = Phrase(f"somebody-{answer.function}")
        return Phrase("rsvp-stand-in-kept", {"meeting": item.words, "who": who})
    return Phrase(f"rsvp-{_kind(answer)}-kept", {"meeting": item.words})


def told_several(
    given: Sequence[tuple[Coming, Answer]], understood: Understood | None = None
) -> tuple[Phrase, ...]:
    """A line for each answer to each meeting, and what could not be placed."""
    first = {item.meeting.id: item.occurrence.start for item, _ in sorted(given, key=_start, reverse=True)}
    rows = sorted(sorted(given, key=_start), key=lambda row: _place(row, first[row[0].meeting.id]))
    lines = [Phrase("rsvp-several")] if rows else []
    for (kind, _), run in groupby(rows, key=lambda row: (_kind(row[1]), row[0].meeting.id)):
        items = [item for item, _ in run]
        words = [item.short for item in items] if len(items) <= _FEW else [_by_days(items)]
        lines += [Phrase(f"rsvp-several-{kind}", {"meeting": one}) for one in words]
    if any(answer.reply == "no" for _, answer in given):
        lines.append(Phrase("rsvp-several-quiet"))
    if understood is None:
        return tuple(lines)
    lines += [
        Phrase("rsvp-nothing-on", {"day": day}) if day else Phrase("rsvp-nothing-then")
        for day in understood.nowhere
    ]
    return (*lines, Phrase("rsvp-say-again")) if len(understood.asked) > 1 else tuple(lines)


def _start(row: tuple[Coming, Answer]) -> datetime:
    return row[0].occurrence.start


def _place(row: tuple[Coming, Answer], first: datetime) -> tuple[int, datetime, str]:
    """By answer; then the meeting that is first of those, all its times together."""
    return (_ORDER.index(_kind(row[1])), first, row[0].meeting.id)


def _kind(answer: Answer) -> str:
    """A 'maybe' without anybody who comes instead is doubt."""
    return "unsure" if answer.reply == "maybe" and answer.function is None else answer.reply


def _by_days(items: Sequence[Coming]) -> Phrase:
    title, days = items[0].meeting.title, [item.occurrence.start.date() for item in items]
    values = {"title": title[:1].upper() + title[1:], "days": days_of(days, days[0].year)}
    return Phrase("rsvp-several-days", values)

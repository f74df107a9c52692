"""A meeting and its occurrences as plain values, for a reply that waits in the outbox, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from scheduler.model import Meeting, Occurrence


def to_values(meeting: Meeting, occurrences: Iterable[Occurrence]) -> dict[str, Any]:
    """Text, numbers, dates and lists only: `{"meeting": {…}, "occurrences": [{…}]}`."""
    series = asdict(meeting) | {"exdates": sorted(meeting.exdates), "reminders": list(meeting.reminders)}
    return {"meeting": series, "occurrences": [asdict(occurrence) for occurrence in occurrences]}


def from_values(values: Mapping[str, Any]) -> tuple[Meeting, list[Occurrence]]:
    """What `to_values` was given. Raises `KeyError` or `TypeError` for values that it did not make."""
    series = dict(values["meeting"])
    series["exdates"], series["reminders"] = frozenset(series["exdates"]), tuple(series["reminders"])
    return Meeting(**series), [Occurrence(**each) for each in values["occurrences"]]

"""An independent reader takes the same moments from our files. In more readers: `python -m benchmarks.calendars`."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from benchmarks.calendars.readers import in_python
from benchmarks.calendars.series import CLOCKS, NIGHT, NIGHTS, many
from bot.documents.calendar import kept
from scheduler.meetings import move
from scheduler.model import Meeting, Occurrence


@pytest.mark.parametrize("clocks", [CLOCKS, NIGHT], ids=["any hour", "the doubled hour"])
def test_series_are_read_as_they_are_meant(clocks: tuple[tuple[int, int], ...]) -> None:
    made = list(many(40, seed=3, clocks=clocks))
    assert in_python(made) == [one.expected for one in made]


@pytest.mark.parametrize(
    ("night", "told"),
    [(NIGHTS[0], "TZID=Europe/Brussels:20260329T033000"), (NIGHTS[1], ":20261025T003000Z")],
    ids=["March", "October"],
)
def test_what_is_moved_into_the_night_of_a_clock_change_has_one_name(night: datetime, told: str) -> None:
    meeting = Meeting("k7f3", "casusoverleg", night.replace(day=20, hour=14, minute=0), 60)
    moved = move(Occurrence(meeting.id, meeting.start, meeting.start, 60), night)
    content = kept((meeting, [moved]), "spil@cel.example.org", datetime(2026, 3, 1, tzinfo=UTC))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert told in event.to_ical().decode()

"""A series moved from one time on: both halves together are the old series with the later part elsewhere."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.handlers.meetings.series.splitting import CannotShift, split
from scheduler.meetings import cancel, expand, move
from scheduler.model import Meeting, Occurrence
from scheduler.recurrence import to_local, to_utc
from scheduler.rest import awake

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RULES = [
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=6",
    "FREQ=WEEKLY;COUNT=9",
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231",
]


def local(*parts: int) -> datetime:
    """A moment on the Brussels wall clock."""
    year, month, day, hour, minute = (*parts, 0)[:5]
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - wall-clock time is naive on purpose


def series(rule: str, exdates: frozenset[date] = frozenset()) -> Meeting:
    return Meeting("a" * 26, "casusoverleg", local(2026, 3, 10, 14), 120, rule, exdates)


@given(st.sampled_from(RULES), st.integers(0, 5), st.integers(-2, 3), st.integers(8, 17))
def test_both_halves_are_the_whole_series(rule: str, at: int, days: int, hour: int) -> None:
    known = expand(series(rule), NOW)
    one = known[min(at, len(known) - 1)]
    to = (one.start + timedelta(days=days)).replace(hour=hour)
    halves = split(series(rule), known, one, to, "b" * 26, NOW)
    before = expand(halves.before, NOW)
    assert [o.start for o in before] == [o.start for o in known if o.start < one.start]
    shift = to - one.start
    expected = [o.start + shift for o in known if o.start >= one.start]
    found = [o.start for o in halves.times]
    assert found[: len(expected) - 1] == expected[: len(found)][: len(expected) - 1]
    assert {o.meeting_id for o in halves.times} == {"b" * 26}


def test_what_was_cancelled_stays_out_and_what_was_moved_stays_there() -> None:
    known = expand(series("FREQ=WEEKLY;COUNT=8"), NOW)
    elsewhere = local(2026, 4, 2, 9)
    known[2], known[4] = move(known[2], elsewhere), cancel(known[4])
    halves = split(series("FREQ=WEEKLY;COUNT=8"), known, known[1], local(2026, 3, 18, 15), "b" * 26, NOW)
    starts = [o.start for o in halves.times]
    assert elsewhere in starts
    assert local(2026, 3, 25, 15) not in starts
    assert local(2026, 4, 8, 15) not in starts
    assert local(2026, 4, 15, 15) in starts
    assert len(starts) == 6


def test_the_second_tuesday_becomes_the_second_thursday() -> None:
    meeting = series("FREQ=MONTHLY;BYDAY=2TU")
    known = expand(meeting, NOW)
    halves = split(meeting, known, known[1], local(2026, 4, 9, 14), "b" * 26, NOW)
    assert [o.start.date().isoformat() for o in halves.times[:3]] == [
        "2026-04-09",
        "2026-05-14",
        "2026-06-11",
    ]


def test_several_days_of_the_week_move_by_the_clock_only() -> None:
    meeting = series("FREQ=WEEKLY;BYDAY=TU,TH")
    known = expand(meeting, NOW)
    with pytest.raises(CannotShift):
        split(meeting, known, known[0], local(2026, 3, 11, 14), "b" * 26, NOW)
    later = split(meeting, known, known[0], local(2026, 3, 10, 16), "b" * 26, NOW).times
    assert {(o.start.hour, o.start.weekday()) for o in later} == {(16, 1), (16, 3)}


@given(st.integers(0, 48 * 60), st.sampled_from([None, "", "20:00-08:00", "12:00-13:00"]))
def test_a_reminder_never_falls_in_the_hours_of_rest(minutes: int, rest: str | None) -> None:
    start = local(2026, 3, 29, 14)  # The night before is that of summer time.
    due = to_utc(start) - timedelta(minutes=minutes)
    at = awake(due, start, rest, NOW)
    assert at <= to_utc(start)
    hours = {None: (22, 7), "20:00-08:00": (20, 8), "12:00-13:00": (12, 13)}.get(rest)
    if hours is None:
        assert at == due
    else:
        clock = to_local(at)
        first, last = hours
        inside = first <= clock.hour < last if first < last else clock.hour >= first or clock.hour < last
        assert not inside or (clock.hour, clock.minute) == (first, 0)


def test_who_meets_at_night_is_reminded_at_night() -> None:
    start = local(2026, 10, 25, 2, 30)
    due = to_utc(start) - timedelta(hours=1)
    assert awake(due, start, None, NOW) == due
    assert awake(due, start, "22:00-07:00", NOW) == to_utc(local(2026, 10, 24, 22))


def test_an_occurrence_keeps_its_id() -> None:
    known: list[Occurrence] = expand(series("FREQ=WEEKLY"), NOW)
    halves = split(series("FREQ=WEEKLY"), known, known[3], known[3].start + timedelta(hours=1), "b" * 26, NOW)
    assert [o.id for o in expand(halves.before, NOW)] == [o.id for o in known[:3]]

# ruff: noqa: DTZ001 - wall-clock times are naive on purpose
"""Reminders fall due by the wall clock, are sent once, and are never silently late."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.meetings import cancel, move
from scheduler.model import Occurrence
from scheduler.recurrence import to_local
from scheduler.reminders import DeliveryKey, ReminderDue, catch_up, decide, due, offset_of

TUESDAY = datetime(2026, 3, 10, 14)
START = datetime(2026, 3, 10, 13, tzinfo=UTC)
MEETING = Occurrence("m1", TUESDAY, TUESDAY, 120)
DAY, HOUR = ReminderDue("P1D", START - timedelta(days=1)), ReminderDue("PT1H", START - timedelta(hours=1))


def late(minutes: float) -> datetime:
    return HOUR.due_at + timedelta(minutes=minutes)


def test_a_day_and_an_hour_before() -> None:
    assert due(MEETING, ("PT1H", "P1D")) == [DAY, HOUR]
    assert due(MEETING, ("PT1H", "P1D"), after=DAY.due_at) == [HOUR]
    assert due(cancel(MEETING), ("PT1H",)) == []
    assert due(MEETING, ("P1D", "PT24H")) == [ReminderDue("PT24H", DAY.due_at)]


def test_days_count_on_the_wall_clock_and_hours_in_real_time() -> None:
    clock_jumped = datetime(2026, 3, 29, 14)
    rows = due(Occurrence("m1", clock_jumped, clock_jumped, 60), ("P1D", "PT24H", "P1W", "P1M", "P1DT2H"))
    moments = {row.offset: to_local(row.due_at) for row in rows}
    assert moments["P1D"] == datetime(2026, 3, 28, 14)
    assert moments["PT24H"] == datetime(2026, 3, 28, 13)
    assert moments["P1W"] == datetime(2026, 3, 22, 14)
    assert moments["P1M"] == datetime(2026, 2, 28, 14)
    assert moments["P1DT2H"] == datetime(2026, 3, 28, 12)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(1, 30))
def test_every_reminder_is_before_its_meeting(start: datetime, days: int) -> None:
    rows = due(Occurrence("m", start, start, 60), (f"P{days}D", f"PT{days}H"))
    assert all(row.due_at < Occurrence("m", start, start, 60).start_utc for row in rows)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "1D", "P1Y", "P-1D", "P1D ", "een dag", "P1H", "P9999D", "PT1.5H"]
)
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="P1D"):
        offset_of(text)


def test_the_key_names_everything_once() -> None:
    key = DeliveryKey(MEETING.id, "p7", "web", "reminder", "P1D", 0)
    assert str(key) == "m1.20260310T1400:p7:web:reminder:P1D:0"
    moved = move(MEETING, TUESDAY + timedelta(days=1))
    assert str(DeliveryKey(moved.id, "p7", "web", "reminder", "P1D", moved.sequence)) != str(key)
    with pytest.raises(ValueError, match="colon"):
        str(DeliveryKey("m1", "p:7", "web", "reminder", "P1D", 0))


@pytest.mark.parametrize(
    ("now", "action", "minutes"),
    [
        (late(-1), "wait", 0),
        (late(0), "send", 0),
        (late(9.9), "send", 0),
        (late(10), "late_but_ahead", 50),
        (late(40), "late_but_ahead", 20),
        (late(59.5), "late_but_ahead", 1),
        (late(60), "begun", 0),
        (late(10_000), "begun", 0),
    ],
)
def test_late_reminders(now: datetime, action: str, minutes: int) -> None:
    decision = decide(HOUR.due_at, START, now)
    assert (decision.action, decision.minutes) == (action, minutes)


def test_a_reminder_for_the_start_itself_is_not_begun() -> None:
    assert decide(START, START, START + timedelta(seconds=2)).action == "send"
    assert decide(START, START, START + timedelta(minutes=11)).action == "begun"
    assert decide(START - timedelta(minutes=5), START, START).action == "begun"


def test_after_downtime_one_message_speaks_for_all() -> None:
    outcome = catch_up([DAY, HOUR], START, late(40))
    assert (outcome.send, outcome.decision.action, outcome.decision.minutes) == (HOUR, "late_but_ahead", 20)
    assert outcome.superseded == (DAY,)


def test_a_late_day_before_still_leaves_the_hour_before() -> None:
    outcome = catch_up([HOUR, DAY], START, DAY.due_at + timedelta(hours=3))
    assert (outcome.send, outcome.waiting, outcome.decision.minutes) == (DAY, (HOUR,), 21 * 60)


def test_a_meeting_that_has_begun_is_not_announced() -> None:
    outcome = catch_up([DAY, HOUR], START, START + timedelta(hours=3))
    assert (outcome.send, outcome.begun, outcome.decision.action) == (None, (DAY, HOUR), "begun")


@given(st.lists(st.integers(1, 5000), max_size=6, unique=True), st.integers(-6000, 600))
def test_every_row_has_exactly_one_fate(minutes: list[int], shift: int) -> None:
    rows = [ReminderDue(f"PT{m}M", START - timedelta(minutes=m)) for m in minutes]
    outcome = catch_up(rows, START, START + timedelta(minutes=shift))
    fates = [*outcome.superseded, *outcome.begun, *outcome.waiting, *([outcome.send] if outcome.send else [])]
    assert sorted(fates, key=lambda row: row.due_at) == sorted(rows, key=lambda row: row.due_at)
    assert not (outcome.send and outcome.begun)

# ruff: noqa: DTZ001 - wall-clock times are naive on purpose
"""The wall clock holds: a series keeps its hour over every clock change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.recurrence import occurrences, to_local, to_utc

AFTERNOON = datetime(2026, 3, 10, 14)
STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda moment: moment.replace(hour=14, minute=0, second=0, microsecond=0)
)


@given(STARTS, st.integers(1, 12))
def test_a_series_of_weeks_stays_at_its_hour(start: datetime, weeks: int) -> None:
    found = occurrences(start, f"FREQ=WEEKLY;INTERVAL={weeks}", (), start + timedelta(days=800))
    assert found[0] == start
    assert all(later - earlier == timedelta(weeks=weeks) for earlier, later in pairwise(found))
    assert all(to_local(to_utc(moment)) == moment for moment in found)


def test_six_weekly_fourteen_hours_over_four_clock_changes() -> None:
    start = datetime(2026, 9, 15, 14)
    found = occurrences(start, "FREQ=WEEKLY;INTERVAL=6", (), start + timedelta(days=730))
    assert len(found) == 18
    assert {moment.hour for moment in found} == {14}
    assert {to_utc(moment).hour for moment in found} == {12, 13}


def test_the_night_in_march_moves_forward_by_the_gap() -> None:
    assert to_local(to_utc(datetime(2026, 3, 29, 2, 30))) == datetime(2026, 3, 29, 3, 30)


def test_the_night_in_october_takes_the_first_of_two() -> None:
    assert to_utc(datetime(2026, 10, 25, 2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)))
def test_utc_and_back_is_the_same_but_for_the_doubled_hour(moment: datetime) -> None:
    back = to_utc(to_local(moment))
    assert moment - back in (timedelta(0), timedelta(hours=1))


def test_until_includes_its_day_in_each_form() -> None:
    far = datetime(2027, 12, 31)
    for until in ("20260331", "20260331T235959", "20260331T215959Z"):
        found = occurrences(AFTERNOON, f"FREQ=WEEKLY;UNTIL={until}", (), far)
        assert found[-1] == datetime(2026, 3, 31, 14), until


def test_left_out_dates_count_for_count() -> None:
    found = occurrences(AFTERNOON, "FREQ=WEEKLY;COUNT=4", {date(2026, 3, 17)}, datetime(2027, 1, 1))
    assert [moment.day for moment in found] == [10, 24, 31]


def test_the_start_belongs_to_the_series_even_where_the_rule_skips_it() -> None:
    found = occurrences(AFTERNOON, "FREQ=MONTHLY;BYDAY=3TU;COUNT=3", (), datetime(2027, 1, 1))
    assert found == [AFTERNOON, datetime(2026, 3, 17, 14), datetime(2026, 4, 21, 14)]


def test_without_rule_one_or_none() -> None:
    assert occurrences(AFTERNOON, None, (), AFTERNOON) == [AFTERNOON]
    assert occurrences(AFTERNOON, None, {AFTERNOON.date()}, AFTERNOON) == []
    assert occurrences(AFTERNOON, None, (), AFTERNOON - timedelta(days=1)) == []


def test_a_rule_that_never_matches_ends() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    assert occurrences(AFTERNOON, rule, (), datetime(2028, 1, 1)) == [AFTERNOON]


@pytest.mark.parametrize(
    "rule", ["", "FREQ=HOURLY", "FREQ=WEEKLY;oops", "INTERVAL=2", "FREQ=WEEKLY;BYDAY=XX"]
)
def test_what_is_no_rule_is_a_value_error(rule: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        occurrences(AFTERNOON, rule, (), datetime(2028, 1, 1))


def test_a_naive_moment_has_no_place_on_the_wall_clock() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_local(AFTERNOON)

# ruff: noqa: DTZ001 - wall-clock times are naive on purpose
"""Meetings are planned with everything said beforehand, and moved without losing who they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kinds import kind, kind_of, kinds
from scheduler.meetings import alternative, cancel, cancel_series, clashes, expand, merged, move, plan
from scheduler.model import Draft, Meeting, Occurrence, Plan, Setting

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 10, 14)
SIX_WEEKLY = Meeting("m1", "casusoverleg", TUESDAY, 120, "FREQ=WEEKLY;INTERVAL=6", reminders=("P1D", "PT1H"))
DRAFT = Draft("casusoverleg", TUESDAY, rule="FREQ=WEEKLY;INTERVAL=6", reminders=("P1D", "PT1H"))
FLANDERS = Setting(NOW, "flanders")


def codes(outcome: Plan) -> list[str]:
    return [finding.code for finding in outcome.findings]


def at(start: datetime, meeting: str = "m2", minutes: int = 60) -> Occurrence:
    return Occurrence(meeting, start, start, minutes)


def test_the_six_weekly_meeting_is_planned_for_a_year() -> None:
    outcome = plan(DRAFT, "m1", FLANDERS)
    assert outcome.meeting == SIX_WEEKLY
    assert [o.start.day for o in outcome.occurrences[:5]] == [10, 21, 2, 14, 25]
    assert len(outcome.occurrences) == 9
    assert {(f.code, f.day) for f in outcome.findings if f.code == "school_holiday"} >= {
        ("school_holiday", date(2026, 7, 14)),
        ("school_holiday", date(2026, 8, 25)),
    }
    assert not any(finding.blocks for finding in outcome.findings)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"start": None}, "start_missing"),
        ({"start": date(2026, 3, 10)}, "time_missing"),
        ({"start": datetime(2026, 3, 1, 14)}, "in_the_past"),
        ({"end": TUESDAY}, "end_before_start"),
        ({"minutes": 721}, "too_long"),
        ({"rule": "FREQ=SOMETIMES"}, "rule_unreadable"),
        ({"rule": None, "exdates": frozenset({TUESDAY.date()})}, "nothing_left"),
        ({"reminders": ("gisteren",)}, "reminder_unreadable"),
    ],
)
def test_what_cannot_be_planned_is_said(change: dict[str, object], code: str) -> None:
    outcome = plan(replace(DRAFT, **change), "m1", FLANDERS)  # type: ignore[arg-type] # one field of many kinds
    assert outcome.meeting is None
    assert code in [finding.code for finding in outcome.findings if finding.blocks]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"start": datetime(2026, 3, 14, 14), "rule": None}, "weekend"),
        ({"start": datetime(2026, 3, 10, 2), "rule": None}, "night"),
        ({"start": datetime(2026, 4, 6, 14), "rule": None}, "public_holiday"),
        ({"start": datetime(2026, 7, 11, 14), "rule": None}, "regional_holiday"),
        ({"rule": "FREQ=MONTHLY;BYDAY=1TU"}, "rule_starts_elsewhere"),
        ({"start": datetime(2026, 3, 31, 14), "rule": "FREQ=MONTHLY"}, "months_skipped"),
        ({"exdates": frozenset({date(2026, 3, 11)})}, "exdate_not_in_series"),
        ({"start": datetime(2026, 3, 2, 16), "rule": None}, "reminder_too_late"),
    ],
)
def test_a_warning_does_not_block(change: dict[str, object], code: str) -> None:
    outcome = plan(replace(DRAFT, **change), "m1", FLANDERS)  # type: ignore[arg-type] # one field of many kinds
    assert outcome.meeting is not None
    assert code in codes(outcome)


def test_an_ordinary_rule_says_nothing_about_itself() -> None:
    for rule in ("FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=YEARLY"):
        said = codes(plan(replace(DRAFT, rule=rule), "m", FLANDERS))
        assert not {"rule_starts_elsewhere", "months_skipped"} & set(said)


def test_lengths_as_said_or_by_kind() -> None:
    for change, minutes in (({}, 120), ({"minutes": 45}, 45), ({"end": datetime(2026, 3, 10, 15, 30)}, 90)):
        outcome = plan(replace(DRAFT, **change), "m1", FLANDERS)  # type: ignore[arg-type] # as above
        assert outcome.meeting is not None
        assert outcome.meeting.minutes == minutes


def test_clashes_over_the_whole_series_are_reported() -> None:
    taken = (
        at(datetime(2026, 4, 21, 15)),
        at(datetime(2026, 6, 2, 16)),
        cancel(at(datetime(2026, 3, 10, 14))),
    )
    outcome = plan(DRAFT, "m1", replace(FLANDERS, existing=taken))
    clash = [finding for finding in outcome.findings if finding.code == "clash"]
    assert [(finding.day, finding.detail) for finding in clash] == [(date(2026, 4, 21), "m2.20260421T1500")]


@given(st.integers(-300, 300), st.integers(1, 200), st.integers(1, 200))
def test_clashes_are_overlaps_and_symmetric(shift: int, one: int, other: int) -> None:
    first, second = at(TUESDAY, "a", one), at(TUESDAY + timedelta(minutes=shift), "b", other)
    expected = shift < one and shift + other > 0
    assert bool(clashes([first], [second])) == bool(clashes([second], [first])) == expected
    assert clashes([first], [first]) == []


def test_expanding_starts_at_what_has_not_ended_and_keeps_a_far_one() -> None:
    during = datetime(2026, 3, 10, 14, tzinfo=UTC)  # 15:00 in Brussels, in the middle of the first one.
    assert expand(SIX_WEEKLY, during)[0].start == TUESDAY
    assert expand(SIX_WEEKLY, during + timedelta(hours=1))[0].start == datetime(2026, 4, 21, 14)
    far = Meeting("m3", "overleg", datetime(2028, 1, 10, 10), 60)
    assert [o.start for o in expand(far, NOW)] == [far.start]


def test_moving_keeps_the_id_and_counts() -> None:
    first = expand(SIX_WEEKLY, NOW)[0]
    later = move(first, datetime(2026, 3, 12, 9))
    assert (later.id, later.recurrence_id, later.sequence, later.moved) == (first.id, TUESDAY, 1, True)
    assert move(later, later.start) == later
    assert move(cancel(later), later.start).status == "planned"
    assert cancel(cancel(later)) == cancel(later)
    again = merged(expand(SIX_WEEKLY, NOW), [later])
    assert len(again) == 9
    assert again[0] == later


def test_a_cancelled_series_stands_above_each_change() -> None:
    moved = move(move(expand(SIX_WEEKLY, NOW)[0], datetime(2026, 3, 12, 9)), datetime(2026, 3, 13, 9))
    gone = cancel_series(SIX_WEEKLY, [moved])
    assert (gone.status, gone.sequence) == ("cancelled", 3)
    assert expand(gone, NOW) == []
    assert cancel_series(gone) == gone


def test_an_alternative_avoids_holidays_clashes_and_the_past() -> None:
    easter = Meeting("m4", "overleg", datetime(2026, 4, 6, 14), 60)
    only = expand(easter, NOW)
    assert alternative(only[0], only, FLANDERS) == datetime(2026, 4, 13, 14)
    busy = replace(FLANDERS, existing=(at(datetime(2026, 4, 13, 14)), at(datetime(2026, 3, 30, 14))))
    assert alternative(only[0], only, busy) == datetime(2026, 4, 7, 14)


def test_times_are_local_and_utc_is_derived() -> None:
    winter, summer = expand(SIX_WEEKLY, NOW)[:2]
    assert (winter.start_utc.hour, summer.start_utc.hour) == (13, 12)
    night = at(datetime(2026, 3, 29, 1), minutes=180)
    assert night.end_utc - night.start_utc == timedelta(hours=3)
    with pytest.raises(ValueError, match="aware"):
        Setting(TUESDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("casusoverleg", "casusoverleg"),
        ("Strategische LIVC-R", "strategisch"),
        ("CSIL-R stratégique", "strategisch"),
        ("onze LIVC", "casusoverleg"),
        ("vergadring", "overleg"),
        ("intervisi", "intervisie"),
        ("Fallbesprechung", "casusoverleg"),
        ("Groupe de travail", "werkgroep"),
        ("regionaal platform", "platform"),
        ("lunch", "overleg"),
        (None, "overleg"),
        ("x" * 10_000, "overleg"),
    ],
)
def test_the_kind_of_a_noun(text: str | None, expected: str) -> None:
    assert kind_of(text).id == expected


def test_every_kind_is_complete() -> None:
    for each in kinds():
        assert set(each.names) == {"nl", "fr", "de", "en"}
        assert each.minutes > 0
        assert kind(each.id) is each
        assert all(kind_of(word) is each for word in each.words)

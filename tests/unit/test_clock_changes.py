"""Reminders over clock changes: the wall clock is right in summer and in winter, and each comes exactly once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scheduler.recurrence import to_utc
from tests.conversations.stage import Stage

pytestmark = pytest.mark.usefixtures("database")
FIRST, TIMES = datetime.fromisoformat("2026-09-15T14:00"), 15
"""Fifteen times every six weeks: over the changes of October and March of two winters."""

PLAN = "plan een overleg dinsdag 15 september om 14u, elke zes weken, herinner iedereen een dag vooraf"


def at(local: str) -> datetime:
    return to_utc(datetime.fromisoformat(local))


async def test_every_six_weeks_at_14_over_four_clock_changes(tmp_path: Path) -> None:
    async with Stage(tmp_path, at("2026-09-07T09:00")) as stage:
        await stage.say(
            "plan een overleg dinsdag 15 september om 14u, elke zes weken, herinner iedereen een dag vooraf"
        )
        await stage.say("ja")
        for number in range(TIMES):
            start = FIRST + number * timedelta(weeks=6)
            due = start - timedelta(days=1)
            assert await stage.pass_time((due - timedelta(seconds=1)).isoformat()) == []
            (row,) = await stage.pass_time(due.isoformat())
            assert row["kind"] == "reminder"
            assert "14.00 u" in row["text"]
    assert start > datetime.fromisoformat("2028-03-26")


@pytest.mark.parametrize(
    ("meeting", "before", "due"),
    [
        # In spring there is no 02:30: the clock says 03:30 at that moment.
        ("30 maart 2026", "2026-03-29T01:59:59", "2026-03-29T03:30"),
        ("26 oktober 2026", "2026-10-25T01:59:59", "2026-10-25T02:30"),
    ],
)
async def test_half_past_two_in_the_night_of_the_change(
    tmp_path: Path, meeting: str, before: str, due: str
) -> None:
    async with Stage(tmp_path, at("2026-03-04T09:00")) as stage:
        await stage.say(f"plan een overleg op {meeting} om 02:30, herinner iedereen een dag vooraf")
        await stage.say("ja")
        assert await stage.pass_time(before) == []
        seen, moment = [], at(before)
        for _ in range(16):  # Four hours in quarters, by the clock that never jumps.
            moment += timedelta(minutes=15, seconds=moment.second % 2)
            stage.shown.clear()
            stage.clock.set(moment)
            await stage.app.tick()
            seen += [moment for row in stage.shown if row["kind"] == "reminder"]
        assert seen == [at(due)]

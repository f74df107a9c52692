"""Reminders as they arrive: once each, over jumps, downtime, moves, answers, clock changes and new members."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.recurrence import to_utc
from tests.conversations.stage import Stage

PLAN = "plan een casusoverleg dinsdag 10 maart om 14u in het stadhuis, elke zes weken"


pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, at("2026-03-04T09:00")) as made:
        yield made


def at(local: str) -> datetime:
    return to_utc(datetime.fromisoformat(local))


async def planned(stage: Stage, words: str = PLAN) -> None:
    await stage.say("hallo", **{"from": "bob"})
    await stage.say(words)
    await stage.say("ja")


async def wake_up(stage: Stage, local: str) -> list[dict[str, Any]]:
    """Spil was off until now: nothing was delivered on the way."""
    stage.shown.clear()
    stage.clock.set(at(local))
    await stage.app.tick()
    return list(stage.shown)


def starts(rows: list[dict[str, Any]]) -> list[str]:
    return sorted({row["text"].split(":")[0] for row in rows})


async def test_a_merged_reminder_after_downtime(stage: Stage) -> None:
    await planned(stage)
    rows = await wake_up(stage, "2026-03-10T13:40")
    assert len(rows) == 2
    assert starts(rows) == ["Begint over 20 minuten, om 14.00 u"]
    assert await wake_up(stage, "2026-03-10T13:50") == []


async def test_one_that_is_hardly_late_is_as_always(stage: Stage) -> None:
    await planned(stage)
    assert starts(await wake_up(stage, "2026-03-09T14:09")) == ["Morgen, dinsdag 10 maart 2026, 14.00 u"]


async def test_late_by_hours_with_the_day_to_come(stage: Stage) -> None:
    await planned(stage)
    assert starts(await wake_up(stage, "2026-03-10T08:00")) == ["Vandaag om 14.00 u"]


async def test_a_meeting_that_began_is_told_once_to_its_planner(stage: Stage) -> None:
    await planned(stage)
    rows = await wake_up(stage, "2026-03-10T14:20")
    assert [(row["to"], row["kind"]) for row in rows] == [("a", "say")]
    assert "lag stil" in rows[0]["text"]
    assert "10 maart" in rows[0]["text"]
    assert await wake_up(stage, "2026-03-10T15:00") == []


async def test_days_of_downtime_over_two_times_of_a_series(stage: Stage) -> None:
    await planned(stage)
    rows = await wake_up(stage, "2026-04-20T18:00")
    assert sorted(row["kind"] for row in rows) == ["reminder", "reminder", "say"]


async def test_fourteen_hours_stays_fourteen_hours_in_summer_and_in_winter(stage: Stage) -> None:
    await planned(stage)
    await stage.pass_time("2026-04-20T13:59")
    assert starts(await stage.pass_time("2026-04-20T14:00")) == ["Morgen, dinsdag 21 april 2026, 14.00 u"]
    await stage.pass_time("2026-11-16T13:59")
    assert starts(await stage.pass_time("2026-11-16T14:00")) == ["Morgen, dinsdag 17 november 2026, 14.00 u"]


async def test_a_day_before_the_night_of_the_clock_change(stage: Stage) -> None:
    await planned(stage, "plan een overleg zondag 29 maart om 14u")
    await stage.pass_time("2026-03-28T13:59")
    assert len(await stage.pass_time("2026-03-28T14:00")) == 2
    await stage.pass_time("2026-03-29T12:59")
    assert len(await stage.pass_time("2026-03-29T13:00")) == 2


async def test_who_does_not_come_is_not_reminded_and_who_changes_their_mind_is(stage: Stage) -> None:
    await planned(stage)
    await stage.say("ik kan niet komen")
    assert [row["to"] for row in await stage.pass_time("2026-03-09T15:00")] == ["bob"]
    await stage.say("ik kom toch wel")
    assert sorted(row["to"] for row in await stage.pass_time("2026-03-10T13:30")) == ["a", "bob"]


async def test_a_move_takes_the_reminders_and_the_answers_along(stage: Stage) -> None:
    await planned(stage)
    await stage.say("ik kan niet komen")
    await stage.say("verzet het overleg van 10 maart naar 12 maart om 10u")
    await stage.say("ja")
    assert await stage.pass_time("2026-03-10T14:30") == []
    rows = await stage.pass_time("2026-03-11T10:00")
    assert sorted(row["to"] for row in rows) == ["a", "bob"]
    assert starts(rows) == ["Morgen, donderdag 12 maart 2026, 10.00 u"]


async def test_moved_and_moved_back(stage: Stage) -> None:
    await planned(stage)
    for day in ("12 maart", "10 maart"):
        await stage.say(f"verzet het eerste overleg naar {day}")
        await stage.say("ja")
    rows = [row for row in await stage.pass_time("2026-03-13T10:00") if row["kind"] == "reminder"]
    assert starts(rows) == ["Morgen, dinsdag 10 maart 2026, 14.00 u", "Vandaag om 14.00 u"]
    assert len(rows) == 4


async def test_cancelled_and_taken_up_again(stage: Stage) -> None:
    await planned(stage)
    await stage.say("zeg het overleg van 10 maart af")
    await stage.press("Deze keer afzeggen")
    await stage.say("maak ongedaan")
    assert len(await stage.pass_time("2026-03-09T15:00")) == 2


async def test_a_cancelled_series_reminds_nobody(stage: Stage) -> None:
    await planned(stage)
    await stage.say("annuleer de hele reeks")
    await stage.press("De hele reeks afzeggen")
    assert await stage.pass_time("2026-12-31T10:00") == []


async def test_other_reminders_and_back_lose_none(stage: Stage) -> None:
    await planned(stage)
    await stage.say("herinner iedereen drie dagen vooraf")
    await stage.say("maak ongedaan")
    rows = await stage.pass_time("2026-03-10T13:30")
    assert starts(rows) == ["Morgen, dinsdag 10 maart 2026, 14.00 u", "Vandaag om 14.00 u"]
    assert len(rows) == 4


async def test_who_joins_later_is_reminded_and_the_helpdesk_never(stage: Stage) -> None:
    await planned(stage)
    await stage.say("hallo", **{"from": "carla"})
    await stage.say("hallo", **{"from": "help", "role": "helpdesk"})
    rows = await stage.pass_time("2026-03-09T15:00")
    assert sorted(row["to"] for row in rows) == ["a", "bob", "carla"]


async def test_another_cell_hears_nothing(stage: Stage) -> None:
    await stage.say("hallo", **{"from": "gent", "cell": "gent"})
    await planned(stage)
    rows = await stage.pass_time("2026-03-09T15:00")
    assert sorted(row["to"] for row in rows) == ["a", "bob"]


async def test_a_series_goes_on_after_its_first_year(stage: Stage) -> None:
    await planned(stage)
    await stage.pass_time("2027-06-13T10:00")
    rows = await stage.pass_time("2027-06-15T14:00")
    assert starts(rows) == ["Morgen, dinsdag 15 juni 2027, 14.00 u", "Vandaag om 14.00 u"]


async def test_a_start_in_between_repeats_nothing(stage: Stage) -> None:
    await planned(stage)
    await stage.pass_time("2026-03-09T14:00")
    await stage.kill()
    assert await wake_up(stage, "2026-03-09T14:00") == []
    assert len(await wake_up(stage, "2026-03-10T13:00")) == 2

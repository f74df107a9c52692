"""The calendar files that come with a plan and its changes, opened by icalendar: the same instants, the same UID."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from scheduler.recurrence import BRUSSELS, to_utc
from tests.conversations.stage import Stage

PLAN = "plan een casusoverleg dinsdag 10 maart om 14u in het stadhuis, elke zes weken"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, to_utc(datetime.fromisoformat("2026-03-04T09:00"))) as made:
        yield made


def opened(rows: list[dict[str, Any]]) -> Calendar:
    path = next(row["file"]["path"] for row in rows if row.get("file"))
    return Calendar.from_ical(Path(path).read_bytes())


def instants(calendar: Calendar, number: int) -> list[datetime]:
    """The first UTC starts as a reader of RFC 5545 finds them: the series, without and with its exceptions."""
    events = calendar.walk("VEVENT")
    master = next(event for event in events if "RRULE" in event)
    start = master["DTSTART"].dt
    assert start.tzinfo is not None
    rule = rrulestr(master["RRULE"].to_ical().decode(), dtstart=start.replace(tzinfo=None))
    local = {moment for _, moment in zip(range(number + 5), rule, strict=False)}
    left_out = master.get("EXDATE")
    local -= {entry.dt.replace(tzinfo=None) for entry in (left_out.dts if left_out else [])}
    for event in events:
        if "RECURRENCE-ID" in event:
            local.discard(event["RECURRENCE-ID"].dt.replace(tzinfo=None))
            local.add(event["DTSTART"].dt.astimezone(BRUSSELS).replace(tzinfo=None))
    return [to_utc(moment) for moment in sorted(local)[:number]]


async def test_a_series_is_the_same_instants_over_both_clock_changes(stage: Stage) -> None:
    await stage.say(PLAN)
    calendar = opened(await stage.say("ja"))
    found = instants(calendar, 8)
    assert found[0] == datetime(2026, 3, 10, 13, tzinfo=UTC)
    assert found[1] == datetime(2026, 4, 21, 12, tzinfo=UTC)
    assert {moment.astimezone(BRUSSELS).hour for moment in found} == {14}
    event = calendar.walk("VEVENT")[0]
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=2)
    assert str(event["LOCATION"]) == "stadhuis"
    assert [str(alarm["TRIGGER"].to_ical().decode()) for alarm in event.walk("VALARM")] == ["-P1D", "-PT1H"]


async def test_a_moved_time_keeps_its_recurrence_id(stage: Stage) -> None:
    await stage.say(PLAN)
    planned = opened(await stage.say("ja"))
    await stage.say("verplaats het overleg van 21 april naar 22 april om 10u")
    moved = opened(await stage.say("ja"))
    assert str(moved["METHOD"]) == "PUBLISH"
    override = next(event for event in moved.walk("VEVENT") if "RECURRENCE-ID" in event)
    assert override["RECURRENCE-ID"].dt.astimezone(UTC) == datetime(2026, 4, 21, 12, tzinfo=UTC)
    assert override["DTSTART"].dt.astimezone(UTC) == datetime(2026, 4, 22, 8, tzinfo=UTC)
    assert override["UID"] == planned.walk("VEVENT")[0]["UID"]
    assert int(override["SEQUENCE"]) > int(planned.walk("VEVENT")[0]["SEQUENCE"])
    assert instants(moved, 2)[1] == datetime(2026, 4, 22, 8, tzinfo=UTC)


async def test_one_cancelled_time_is_left_out(stage: Stage) -> None:
    await stage.say(PLAN)
    await stage.say("ja")
    await stage.say("zeg het overleg van 21 april af")
    calendar = opened(await stage.press("Deze keer afzeggen"))
    assert instants(calendar, 2)[1] == datetime(2026, 6, 2, 12, tzinfo=UTC)


async def test_a_cancelled_series_is_cancelled_by_the_same_uid(stage: Stage) -> None:
    await stage.say(PLAN)
    planned = opened(await stage.say("ja")).walk("VEVENT")[0]
    await stage.say("annuleer de hele reeks")
    calendar = opened(await stage.press("De hele reeks afzeggen"))
    event = calendar.walk("VEVENT")[0]
    assert str(calendar["METHOD"]) == "CANCEL"
    assert str(event["STATUS"]) == "CANCELLED"
    assert event["UID"] == planned["UID"]
    assert int(event["SEQUENCE"]) > int(planned["SEQUENCE"])


async def test_what_was_cancelled_and_taken_up_again_stands(stage: Stage) -> None:
    await stage.say(PLAN)
    await stage.say("ja")
    await stage.say("annuleer de hele reeks")
    cancelled = opened(await stage.press("De hele reeks afzeggen")).walk("VEVENT")[0]
    calendar = opened(await stage.say("maak ongedaan"))
    event = calendar.walk("VEVENT")[0]
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert int(event["SEQUENCE"]) > int(cancelled["SEQUENCE"])
    assert instants(calendar, 2)[1] == datetime(2026, 4, 21, 12, tzinfo=UTC)

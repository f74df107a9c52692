"""A calendar on a real server (Radicale, on this machine) is kept in step with what is planned."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import recurring_ical_events
from icalendar import Calendar

from bot.calendars.caldav import bring_up_to_date, keep_in_step, shelf
from tests.channels.driver import until
from tests.channels.mail import OnMail
from tests.contracts.caldav.server import LOGIN, SECONDS, calendar_server

SERIES = [
    datetime(2026, month, day, hour, tzinfo=UTC)
    for month, day, hour in ((3, 10, 13), (4, 21, 12), (6, 2, 12))
]
THEIRS = "\r\n".join(
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:van-iemand", "DTSTAMP:20260301T000000Z",
     "DTSTART:20260303T100000Z", "SUMMARY:Van iemand anders", "END:VEVENT", "END:VCALENDAR", ""]
)  # fmt: skip


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Radicale with one calendar; its address."""
    with calendar_server(tmp_path / "calendars") as url:
        yield url


@pytest.fixture
async def here(server: str, tmp_path: Path) -> AsyncIterator[OnMail]:
    """Anna planned a series; the settings name the calendar on the server."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text(f'caldav_url = "{server}"\ncaldav_user = "spil"\n')
    async with OnMail(tmp_path) as driver:
        await driver.join("anna", "coordinator")
        await driver.say(
            "anna", "plan een casusoverleg dinsdag 10 maart om 14u in het stadhuis, elke zes weken"
        )
        await driver.press("anna", "Zo plannen")
        yield driver


def events(url: str) -> list[dict[str, Any]]:
    """What a calendar program finds on the server in four months."""
    whole = httpx.get(url, auth=LOGIN, timeout=SECONDS).raise_for_status().text
    found = recurring_ical_events.of(Calendar.from_ical(whole)).between(date(2026, 3, 1), date(2026, 6, 30))
    return sorted(found, key=lambda event: event["DTSTART"].dt)


def starts(url: str) -> list[datetime]:
    return [event["DTSTART"].dt.astimezone(UTC) for event in events(url)]


async def test_what_is_planned_moved_and_cancelled_is_on_the_server(here: OnMail, server: str) -> None:
    to = shelf(here.app.settings)
    assert to
    assert await bring_up_to_date(here.app, to) == 1
    assert starts(server) == SERIES
    (first, *_) = events(server)
    assert str(first["SUMMARY"]) == "Casusoverleg"
    assert first["ORGANIZER"].params["SCHEDULE-AGENT"] == "CLIENT"
    assert "ATTENDEE" not in first
    here.clock.now += timedelta(hours=1)
    assert await bring_up_to_date(here.app, to) == 0  # Nothing changed but the time of day.
    await here.say("anna", "verzet het casusoverleg van 10 maart naar 11 maart 15u")
    await here.press("anna", "Zo verplaatsen")
    assert await bring_up_to_date(here.app, to) == 1
    assert starts(server) == [datetime(2026, 3, 11, 14, tzinfo=UTC), *SERIES[1:]]
    await here.say("anna", "annuleer de hele reeks casusoverleggen")
    await here.press("anna", "De hele reeks afzeggen")
    assert await bring_up_to_date(here.app, to) == 1
    assert starts(server) == []


async def test_after_a_restart_it_is_set_right_and_others_are_left_alone(here: OnMail, server: str) -> None:
    before = shelf(here.app.settings)
    assert before
    await bring_up_to_date(here.app, before)
    gone = "spil-weg.ics"
    async with httpx.AsyncClient(base_url=server, auth=LOGIN, timeout=SECONDS) as somebody:
        (ours,) = await before._there()
        (await somebody.put("van-iemand.ics", content=THEIRS)).raise_for_status()
        (await somebody.put(gone, content=THEIRS.replace("van-iemand", "weg@spil"))).raise_for_status()
        (await somebody.delete(ours)).raise_for_status()
    after = shelf(here.app.settings)
    assert after
    assert await bring_up_to_date(here.app, after) == 2
    assert starts(server) == [datetime(2026, 3, 3, 10, tzinfo=UTC), *SERIES]


async def test_a_server_that_is_away_stops_nothing(here: OnMail, server: str) -> None:
    to = shelf(here.app.settings.model_copy(update={"caldav_url": "http://127.0.0.1:9/x/"}))
    assert to
    with pytest.raises(httpx.HTTPError):
        await bring_up_to_date(here.app, to)
    keeping = asyncio.create_task(keep_in_step(here.app, pause=0.01))
    await until(lambda: starts(server) == SERIES)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)

"""The secret link to a calendar: asked for in words, read by programs, ended in words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
import recurring_ical_events
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.pages.calendar import calendar_routes
from bot.pages.guard import SafeHeaders
from tests.channels.mail import OnMail

PLAN = "plan een casusoverleg dinsdag 10 maart om 14u in het stadhuis, elke zes weken"


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[OnMail]:
    async with OnMail(tmp_path) as driver:
        await driver.join("anna", "coordinator")
        await driver.join("bert", "member")
        await driver.say("anna", PLAN)
        await driver.press("anna", "Zo plannen")
        yield driver


@asynccontextmanager
async def reader(driver: OnMail) -> AsyncIterator[httpx.AsyncClient]:
    site = Starlette(routes=[*calendar_routes(driver.app)], middleware=[Middleware(SafeHeaders)])
    transport = httpx.ASGITransport(app=site)
    async with httpx.AsyncClient(transport=transport, base_url="https://spil.example") as client:
        yield client


async def link(driver: OnMail, person: str, text: str) -> str:
    await driver.say(person, text)
    (found,) = (await driver.screen(person))[-1].links
    return found


def moments(content: bytes) -> list[datetime]:
    events = recurring_ical_events.of(Calendar.from_ical(content)).between(
        date(2026, 3, 1), date(2026, 6, 30)
    )
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in events)


SERIES = [
    datetime(2026, 3, 10, 13, tzinfo=UTC),
    datetime(2026, 4, 21, 12, tzinfo=UTC),
    datetime(2026, 6, 2, 12, tzinfo=UTC),
]


async def test_a_member_reads_what_they_did_not_decline(mail: OnMail) -> None:
    own, of_cell = (
        await link(mail, "bert", "geef me de kalenderlink"),
        await link(mail, "anna", "kalenderlink van de cel"),
    )
    async with reader(mail) as client:
        there = await client.get(own)
        assert there.headers["content-type"] == "text/calendar; charset=utf-8"
        assert moments(there.content) == SERIES
        await mail.say("bert", "ik kan niet op 10 maart")
        assert moments((await client.get(own)).content) == SERIES[1:]
        assert moments((await client.get(of_cell)).content) == SERIES
        text = there.content.decode()
        assert "X-WR-CALNAME:LIVC-R demo" in text
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
        assert not [word for word in ("example.org", "ATTENDEE", "DESCRIPTION:C-") if word in text]


async def test_a_member_reads_what_they_are_asked_to(mail: OnMail) -> None:
    own = await link(mail, "bert", "geef me de kalenderlink")
    await mail.say("bert", "ik ben van de politie")
    await mail.say("anna", "de politie hoeft niet te komen op 10 maart")
    async with reader(mail) as client:
        assert moments((await client.get(own)).content) == []
        await mail.say("bert", "ik kom toch op 21 april")
        there = (await client.get(own)).content
        assert moments(there) == SERIES[1:2]
        later = recurring_ical_events.of(Calendar.from_ical(there)).between(
            date(2026, 6, 30), date(2029, 1, 1)
        )
        assert not list(later)
        await mail.say("anna", "nodig de politie toch uit voor 10 maart")
        assert moments((await client.get(own)).content) == SERIES


async def test_it_is_sent_again_only_when_it_changed(mail: OnMail) -> None:
    own = await link(mail, "bert", "kalenderlink")
    async with reader(mail) as client:
        first = await client.get(own)
        mark, since = first.headers["etag"], first.headers["last-modified"]
        mail.clock.now = mail.clock.now.replace(hour=20)
        for head in ({"If-None-Match": mark}, {"If-Modified-Since": since}):
            again = await client.get(own, headers=head)
            assert (again.status_code, again.content) == (304, b"")
        await mail.say("anna", "annuleer het casusoverleg van 10 maart")
        await mail.press("anna", "Deze keer afzeggen")
        for head in (
            {"If-None-Match": mark},
            {"If-Modified-Since": since},
            {"If-Modified-Since": "gisteren"},
        ):
            assert moments((await client.get(own, headers=head)).content) == SERIES[1:]


async def test_a_link_ends_when_another_is_made_or_its_member_leaves(mail: OnMail) -> None:
    own = await link(mail, "bert", "kalenderlink")
    await mail.say("bert", "kalenderlink")
    shown = (await mail.screen("bert"))[-1]
    assert not shown.links
    assert list(shown.buttons) == ["Nieuwe kalenderlink", "Link stopzetten"]
    newer = await link(mail, "bert", "nieuwe kalenderlink")
    async with reader(mail) as client:
        assert [(await client.get(one)).status_code for one in (own, newer)] == [404, 200]
        await mail.say("bert", "mijn kalenderlink stopzetten")
        assert (await client.get(newer)).status_code == 404
        last = await link(mail, "bert", "kalenderlink")
        await mail.say("bert", "wis mijn gegevens")
        await mail.press("bert", "Wis alles over mij")
        assert (await client.get(last)).status_code == 404


async def test_a_link_lets_nobody_in(mail: OnMail) -> None:
    token = (await link(mail, "anna", "kalenderlink van de cel")).rpartition("/")[2].removesuffix(".ics")
    await mail.say("bert", "kalenderlink van de cel")
    assert not (await mail.screen("bert"))[-1].links
    await mail.say("eve", token)
    assert "werkt niet" in (await mail.screen("eve"))[-1].text
    async with reader(mail) as client:
        assert [
            (await client.get(f"/kalender/{made}.ics")).status_code for made in ("x", token[:-1], "%00")
        ] == [404] * 3
        assert (await client.post(f"/kalender/{token}.ics")).status_code == 405

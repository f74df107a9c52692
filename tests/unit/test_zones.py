"""A moment is said on a Brussels clock, and on the reader's own where that differs: in direct messages only."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phrases import phrases
from intents.model import Phrase
from tests.boards import boards, said

PLAN = "plan een overleg op dinsdag 10 maart om 14u in het stadhuis"
AT_TWO = datetime.fromisoformat("2026-03-10T14:00")


@pytest.mark.parametrize(
    ("zone", "start", "words"),
    [
        ("Europe/London", AT_TWO, "dinsdag 10 maart 2026, 14.00 u (13.00 u in jouw tijdzone, Europe/London)"),
        ("Europe/Amsterdam", AT_TWO, "dinsdag 10 maart 2026, 14.00 u"),
        (None, AT_TWO, "dinsdag 10 maart 2026, 14.00 u"),
        ("Mars/Olympus", AT_TWO, "dinsdag 10 maart 2026, 14.00 u"),
        (
            "Asia/Tokyo",
            datetime.fromisoformat("2026-03-10T20:00"),
            "20.00 u (woensdag 11 maart 2026, 04.00 u in jouw tijdzone, Asia/Tokyo)",
        ),
        # Between the two changes to summer time New York is five hours behind instead of six.
        (
            "America/New_York",
            datetime.fromisoformat("2026-03-20T14:00"),
            "14.00 u (09.00 u in jouw tijdzone, America/New_York)",
        ),
        (
            "America/New_York",
            datetime.fromisoformat("2026-04-20T14:00"),
            "14.00 u (08.00 u in jouw tijdzone, America/New_York)",
        ),
    ],
)
def test_a_moment_in_the_readers_own_time(zone: str | None, start: datetime, words: str) -> None:
    shown = phrases("nl").read_in(zone).text(Phrase("meeting-short", {"title": "Overleg", "start": start}))
    assert shown.endswith(words)


def test_an_hour_alone_and_what_stands_behind_a_moment() -> None:
    reader = phrases("nl").read_in("Europe/London")
    values = {
        "title": "overleg",
        "place": "stadhuis",
        "start": AT_TWO,
        "time": AT_TWO.time(),
        "count": "",
        "own": "",
    }
    assert "om 14.00 u (13.00 u in jouw" in reader.text(Phrase("reminder-today", values))
    assert "14.00 u (Brussel; 13.00 u in jouw" in reader.text(Phrase("meeting-headline", values))


@given(st.text(max_size=40))
def test_a_zone_by_any_name_breaks_nothing(zone: str) -> None:
    assert "14.00 u" in phrases("nl").read_in(zone).text(
        Phrase("meeting-short", {"title": "x", "start": AT_TWO})
    )


async def test_a_member_hears_it_in_direct_messages_and_the_room_does_not(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        plan = (await slack.say("anna", PLAN, zone="Europe/London"))[0]
        assert "14.00 u (Brussel; 13.00 u in jouw tijdzone, Europe/London)" in plan.text
        await slack.press("anna", plan, "Zo plannen")
        home = await app.home("slack", "anna")
        assert "13.00 u in jouw tijdzone" in home.text
        (question,) = await slack.say("anna", "wat staat er gepland?", room="C1:1")
        await slack.press("anna", question, "Ja", room="C1:1")
        assert "tijdzone" not in said(await slack.say("anna", "wat staat er gepland?", room="C1:1"))
        assert "13.00 u" in said(await slack.say("anna", "wat staat er gepland?"))
        assert "tijdzone" not in said(
            await slack.say("anna", "wat staat er gepland?", zone="Europe/Brussels")
        )


async def test_home_shows_five_meetings_and_an_open_sheet(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        assert await app.home("slack", "anna") is None
        await slack.join("anna")
        assert "geen overleg gepland" in (await app.home("slack", "anna")).text
        plan = (await slack.say("anna", f"{PLAN}, elke week, 8 keer"))[0]
        await slack.press("anna", plan, "Zo plannen")
        await slack.say("anna", "vul de fiche in")
        home = (await app.home("slack", "anna")).text
        assert home.count("14.00 u") == 5
        assert "fiche" in home

"""Places on platforms: what must be known to write there again, and what a platform does to them."""

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.port import Happened
from storage.store import database_file
from tests.boards import NOW, Board, boards, said


async def test_what_a_platform_must_be_told_is_kept_sealed_and_given_back(tmp_path: Path) -> None:
    async with boards(tmp_path, "teams") as (_, teams):
        await teams.join("anna")
        await teams.say("anna", "hallo", reach="https://one.example.org/secret")
    async with boards(tmp_path, "teams") as (_, teams):
        await teams.say("anna", "hallo")
        assert teams.shown[-1][0].reach == "https://one.example.org/secret"
        await teams.say("anna", "hallo", reach="https://two.example.org")
        assert teams.shown[-1][0].reach == "https://two.example.org"
    assert b"example.org" not in database_file(tmp_path).read_bytes()


async def test_reminders_take_another_way_when_a_platform_is_gone_and_news_is_told_once(
    tmp_path: Path,
) -> None:
    later = NOW + timedelta(days=2, hours=2)
    async with boards(tmp_path, "slack", "telegram") as (app, slack, telegram):
        await linked(slack, telegram)
        await telegram.say("7", "hallo")
        plan = (
            await slack.say(
                "anna", "plan een overleg donderdag om 10u in de raadzaal, herinner een dag vooraf"
            )
        )[0]
        await slack.press("anna", plan, "Zo plannen")
        before = len(telegram.shown)
        for _ in range(2):
            await app.happened(Happened("slack", "uninstalled"))
        await app.tick()
        told = [message.text for _, message in telegram.shown[before:]]
        assert [text[:29] for text in told] == ["Spil is uit Slack verwijderd:"]
    async with boards(tmp_path, "slack", "telegram", now=later) as (app, slack, telegram):
        await app.tick()
        assert "raadzaal" in said([message for _, message in telegram.shown])
        assert not slack.shown


async def test_who_is_nowhere_to_be_reached_gets_reminders_again_once_they_are_back(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        plan = (
            await slack.say(
                "anna", "plan een overleg donderdag om 10u in de raadzaal, herinner een dag vooraf"
            )
        )[0]
        await slack.press("anna", plan, "Zo plannen")
        await app.happened(Happened("slack", "gone", "anna"))
        await app.tick()
        assert waiting(tmp_path) == 0
        await app.happened(Happened("slack", "back", "anna"))
        await app.tick()
        assert waiting(tmp_path) > 0
        await app.happened(Happened("slack", "gone", "anna"))
        assert "LIVC" in said(await slack.say("anna", "wat is een LIVC-R?"))


async def test_a_room_that_moved_goes_on_with_its_threads_and_its_cell(tmp_path: Path) -> None:
    async with boards(tmp_path, "telegram") as (app, telegram):
        await telegram.join("anna")
        (question,) = await telegram.say("anna", "wat staat er gepland?", room="-1")
        await telegram.press("anna", question, "Ja", room="-1")
        plan = (await telegram.say("anna", "plan een overleg donderdag om 10u in de raadzaal", room="-1:5"))[
            0
        ]
        await app.happened(Happened("telegram", "moved", "-1", "-100"))
        assert "Gepland" in said(await telegram.press("anna", plan, "Zo plannen", room="-100:5"))
        assert telegram.shown[-1][0].address == "-100:5"
        assert "raadzaal" in said(await telegram.say("anna", "wat staat er gepland?", room="-100"))


async def test_a_room_that_was_gone_is_there_again_when_somebody_speaks_in_it(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("anna")
        for thread in ("C1:1", "C1:2"):
            await slack.say("anna", "wat is een LIVC-R?", room=thread)
        await app.happened(Happened("slack", "gone", "C1"))
        assert gone(tmp_path) == 2
        assert "LIVC" in said(await slack.say("anna", "wat is een LIVC-R?", room="C1:2"))
        assert gone(tmp_path) == 0


async def test_a_person_who_moved_is_the_same_member(tmp_path: Path) -> None:
    async with boards(tmp_path, "teams") as (app, teams):
        await teams.join("anna")
        await app.happened(Happened("teams", "moved", "anna", "anna-2"))
        assert "LIVC" in said(await teams.say("anna-2", "wat is een LIVC-R?"))
        assert "ken je hier nog niet" in said(await teams.say("anna", "hallo"))


async def linked(first: Board, second: Board) -> None:
    """The same coordinator: 'anna' on the first, '7' on the second."""
    await first.join("anna")
    words = said(await first.say("anna", "koppel mijn account"))
    (code,) = re.findall(r"(?m)^[\w-]{32}$", words)
    assert "Gekoppeld" in said(await second.say("7", code))


def waiting(folder: Path) -> int:
    """How many reminders wait to be sent."""
    query = "SELECT count(*) FROM deliveries WHERE kind = 'reminder' AND state = 'pending'"
    return int(sqlite3.connect(database_file(folder)).execute(query).fetchone()[0])


def gone(folder: Path) -> int:
    """How many conversations cannot be written to."""
    query = "SELECT count(*) FROM conversations WHERE gone_at IS NOT NULL"
    return int(sqlite3.connect(database_file(folder)).execute(query).fetchone()[0])

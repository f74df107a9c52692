"""One person on several channels: linked by a code that works once, unlinked again, erased altogether."""

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.joining import join_web
from storage.store import database_file
from storage.store.people import session_member
from tests.boards import NOW, boards, said

CODE = re.compile(r"^[\w-]{32}$", re.MULTILINE)


def code_in(text: str) -> str:
    (code,) = CODE.findall(text)
    return code


async def test_a_code_makes_one_member_of_two_accounts_once(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        await slack.press(
            "anna",
            (await slack.say("anna", "plan een overleg donderdag om 10u in de raadzaal"))[0],
            "Zo plannen",
        )
        code = code_in(said(await slack.say("anna", "koppel mijn account")))
        assert "Gekoppeld" in said(await telegram.say("7", f"hier: {code}"))
        assert "raadzaal" in said(await telegram.say("7", "wat staat er gepland?"))
        assert "ken je hier nog niet" in said(await telegram.say("8", code))
        assert code.encode() not in database_file(tmp_path).read_bytes()
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        assert "Slack en Telegram" in said(await telegram.say("7", "welke accounts zijn gekoppeld?"))


async def test_a_code_is_good_for_twenty_minutes(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        code = code_in(said(await slack.say("anna", "ik wil ook op telegram")))
    async with boards(tmp_path, "telegram", now=NOW + timedelta(minutes=21)) as (_, telegram):
        assert "ken je hier nog niet" in said(await telegram.say("7", code))


async def test_in_a_room_the_code_is_for_the_asker_alone(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        shown = await slack.say("anna", "koppel mijn account", room="C1:1")
        assert [message.audience for message in shown if CODE.search(message.text)] == ["only_you"]


async def test_nobody_is_merged_and_a_code_of_ones_own_is_not_used_up(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        await telegram.join("7", "member")
        code = code_in(said(await slack.say("anna", "koppel mijn account")))
        assert "als een ander lid" in said(await telegram.say("7", code))
        assert "al gekoppeld" in said(await slack.say("anna", code))
        assert "Gekoppeld" in said(await telegram.say("8", code))


async def test_the_web_chat_is_linked_by_a_link(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        slack.app = app.reached_at("https://spil.example")
        await slack.join("anna")
        (link,) = re.findall(
            r"https://spil.example/join/([\w-]{32})", said(await slack.say("anna", "koppel mijn account"))
        )
        session = await join_web(app.store, link, "nl", NOW)
        assert session
        assert "Slack" in said(await slack.say("anna", "welke accounts zijn gekoppeld?"))
        assert "de webchat" in said(await slack.say("anna", "welke accounts zijn gekoppeld?"))
        async with app.store.everywhere() as everywhere:
            assert await session_member(everywhere, session, NOW)


async def test_what_is_unlinked_is_a_stranger_and_may_become_another(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        await telegram.say("7", code_in(said(await slack.say("anna", "koppel mijn account"))))
        (listed,) = await telegram.say("7", "ontkoppel telegram")
        assert [button.label for button in listed.choices] == ["Ontkoppel Telegram"]
        assert "ken ik je niet meer" in said(await telegram.press("7", listed, "Ontkoppel Telegram"))
        assert "ken je hier nog niet" in said(await telegram.say("7", "hallo"))
        (only,) = await slack.say("anna", "ontkoppel slack")
        assert not only.choices
        await slack.join("bert", "member")
        assert "Gekoppeld" in said(
            await telegram.say("7", code_in(said(await slack.say("bert", "koppel mijn account"))))
        )


async def test_reminders_go_where_one_is_still_known(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        await telegram.say("7", code_in(said(await slack.say("anna", "koppel mijn account"))))
        (plan,) = await telegram.say("7", "plan een overleg donderdag om 10u, herinner een dag vooraf")
        await telegram.press("7", plan, "Zo plannen")
        (listed,) = await slack.say("anna", "ontkoppel telegram")
        await slack.press("anna", listed, "Ontkoppel Telegram")
    async with boards(tmp_path, "slack", "telegram", now=NOW + timedelta(days=2, hours=2)) as (app, slack, _):
        await app.tick()
        assert "donderdag 5 maart" in said([message for _, message in slack.shown])


async def test_who_leaves_is_erased_and_the_last_coordinator_hands_over_first(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        (stored,) = await slack.say("anna", "wis mijn gegevens")
        assert "enige coördinator" in said(await slack.press("anna", stored, "Wis alles over mij"))
        await slack.join("bert")
        (stored,) = await slack.say("anna", "wis mijn gegevens")
        assert "Alles over jou is gewist" in said(await slack.press("anna", stored, "Wis alles over mij"))
        assert "ken je hier nog niet" in said(await slack.say("anna", "hallo"))
    rows = sqlite3.connect(database_file(tmp_path)).execute
    assert rows("SELECT count(*) FROM identities").fetchone() == (1,)
    assert rows("SELECT count(*) FROM members WHERE role = 'left'").fetchone() == (1,)

"""What is said to whom Spil does not know, to codes where they do not belong, and about links nobody can open."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.boards import NOW, boards, said
from tests.channels.registry import driver_of

CODE = re.compile(r"(?<![\w-])[\w-]{32}(?![\w-])")


async def test_a_stranger_in_a_room_is_told_how_to_join_once_a_day(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        (told,) = await slack.say("eve", "wat is een LIVC-R?", room="C1:1")
        assert (told.audience, "nodig iemand uit" in told.text) == ("only_you", True)
        assert await slack.say("eve", "hallo?", room="C1:2") == []
        assert len(await slack.say("adam", "hallo?", room="C1:2")) == 1
        assert await slack.say("eve", "wij praten gewoon", room="C1:2", addressed=False) == []
    async with boards(tmp_path, "slack", now=NOW + timedelta(days=1)) as (_, slack):
        assert len(await slack.say("eve", "hallo?", room="C1:1")) == 1


async def test_a_code_that_others_could_read_opens_nothing_any_more(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        (code,) = CODE.findall(said(await slack.say("anna", "koppel mijn account")))
        (told,) = await slack.say("anna", code, room="C1:1")
        assert (told.audience, "werkt ze niet meer" in told.text) == ("only_you", True)
        assert "werkt niet (meer)" in said(await telegram.say("7", code))
        assert "ken je hier nog niet" in said(await telegram.say("7", "hallo"))


async def test_a_used_code_is_called_so_also_to_a_member(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack", "telegram") as (_, slack, telegram):
        await slack.join("anna")
        (code,) = CODE.findall(said(await slack.say("anna", "koppel mijn account")))
        assert "Gekoppeld" in said(await telegram.say("7", code))
        assert "al gebruikt" in said(await telegram.say("7", f"https://spil.example/join/{code}"))
        assert "al gebruikt" in said(await slack.say("anna", f" {code} "))


async def test_without_an_address_an_invitation_is_a_code_to_send(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        (asked,) = await slack.say("coo", "nodig een lid uit")
        given = said(await slack.press("coo", asked, "Lid"))
        assert "127.0.0.1" not in given
        assert "aan mij op Slack" in given
        assert "Welkom" in said(await slack.say("bob", CODE.findall(given)[0]))
        assert "127.0.0.1" not in said(await slack.say("coo", "koppel mijn account"))


async def test_a_link_that_opens_on_this_machine_only_says_so(tmp_path: Path) -> None:
    async with boards(tmp_path, "telegram") as (app, telegram):
        await telegram.join("7")
        linked = said(await telegram.say("7", "start een terugkoppelingsfiche", private_place=False))
        assert "/form/" in linked
        assert "alleen op de computer waar Spil draait" in linked
        telegram.app = app.reached_at("https://spil.example")
        linked = said(await telegram.say("7", "start een terugkoppelingsfiche", private_place=False))
        assert "https://spil.example/form/" in linked
        assert "waar Spil draait" not in linked


@pytest.mark.parametrize("channel", ["slack", "teams", "telegram"])
async def test_the_word_arrives_on_each_platform_also_without_a_message_for_one_alone(
    channel: str, tmp_path: Path
) -> None:
    async with driver_of(channel)(tmp_path) as driver:
        await driver.say("eve", "wat is een LIVC-R?", room="cel")
        await driver.say("eve", "en een fiche?", room="cel")
        (shown,) = await driver.seen("eve")
        assert "nodig iemand uit" in shown.text
        assert shown.room == "cel"
        assert driver.refused() == []

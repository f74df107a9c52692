"""Teams through its front door: what people say and press there, and what they get."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.teams.server import FakeTeams
from tests.contracts.teams.stage import CHANNEL, NOW, TeamsStage, buttons_of, chat, text_of

GROUP = "19:chat@thread.v2"
"""A group chat, which has no threads."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[TeamsStage]:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        yield stage


def labels(activity: dict[str, Any]) -> list[str]:
    return [button["title"] for button in buttons_of(activity)]


async def test_a_question_is_answered_with_its_sources_in_ones_own_chat(stage: TeamsStage) -> None:
    (answer,) = await stage.say("mag een leerkracht spreken op de livc?")
    assert answer["place"] == chat("ann")
    assert "beroepsgeheim" in text_of(answer)
    assert "[1] Vlaams decreet van 21 mei 2021" in text_of(answer)
    assert "Vraag het de helpdesk" in labels(answer)


@pytest.mark.parametrize("submit", [False, True])
async def test_planning_in_a_channel_in_the_thread_of_the_question(stage: TeamsStage, submit: bool) -> None:
    """Pressed in a Teams that knows Action.Execute, and in an older one."""
    await stage.bind()
    (asked,) = await stage.mention("plan een overleg op 12 maart 2026 om 14u in het stadhuis")
    thread = asked["place"]
    assert thread.startswith(f"{CHANNEL};messageid=")
    answer, *_, used = await stage.press(asked, "Zo plannen", submit=submit)
    assert (answer["place"], used["place"]) == (thread, thread)
    assert text_of(answer).startswith("Gepland.")
    assert (used["method"], used["id"], labels(used)) == ("update", asked["id"], [])
    assert text_of(used).endswith("→ Zo plannen")
    again = await stage.press(asked, "Zo plannen", submit=submit)
    assert not any("Gepland." in text_of(said) for said in again)


async def test_a_press_is_answered_at_once(stage: TeamsStage) -> None:
    (asked,) = await stage.say("plan een overleg op 12 maart 2026 om 14u")
    answer = await stage.post(stage.press_of(asked, "Niet doen"))
    assert answer.json()["type"] == "application/vnd.microsoft.activity.message"
    assert answer.json()["statusCode"] == 200


async def test_a_group_chat_has_no_threads(stage: TeamsStage) -> None:
    await stage.bind(GROUP)
    (asked,) = await stage.mention("wat staat er gepland?", place=GROUP)
    assert asked["place"] == GROUP


async def test_in_a_room_spil_answers_only_when_it_is_named(stage: TeamsStage) -> None:
    await stage.bind()
    assert await stage.take(stage.activity("ann", CHANNEL, text="wat staat er gepland?")) == []


async def test_a_press_survives_a_restart(stage: TeamsStage) -> None:
    (asked,) = await stage.say("plan een overleg op 12 maart 2026 om 14u")
    await stage.restart()
    assert "Gepland." in text_of((await stage.press(asked, "Zo plannen"))[0])


async def test_a_button_of_a_room_cannot_be_made_up(stage: TeamsStage) -> None:
    """Whose room a button belongs to is marked by Spil."""
    await stage.bind()
    asked = await stage.mention("plan een overleg op 12 maart 2026 om 14u")
    press = stage.press_of(asked[-1], "Zo plannen")
    sent = press["value"]["action"]["data"]["spil"]
    choice, room, _ = sent.split("@", 1)[0], sent.partition("@")[2].rpartition("@")[0], None
    press["value"]["action"]["data"] = {"spil": f"{choice}@{room}@0123456789"}
    assert not any("Gepland." in text_of(said) for said in await stage.take(press))


async def test_a_slow_answer_shows_that_spil_is_typing(
    stage: TeamsStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.desk.SLOW", 0.0)
    await stage.say("mag een leerkracht spreken op de livc?")
    assert stage.teams.signs[:1] == [chat("ann")]


async def test_who_installs_spil_is_greeted(stage: TeamsStage) -> None:
    (known,) = await stage.take(stage.activity("ann", type="installationUpdate", action="add"))
    (stranger,) = await stage.take(stage.activity("eve", type="installationUpdate", action="add"))
    assert (known["place"], stranger["place"]) == (chat("ann"), chat("eve"))
    assert text_of(known) != text_of(stranger)


async def test_where_spil_was_taken_out_nothing_is_sent_until_it_is_back(stage: TeamsStage) -> None:
    await stage.bind()
    await stage.take(stage.activity("ann", type="installationUpdate", action="remove"))
    await stage.take(stage.activity("ann", type="installationUpdate", action="add"))
    assert "place" in (await stage.say("wat staat er gepland?"))[0]


async def test_a_code_lets_a_stranger_in(stage: TeamsStage) -> None:
    from bot.joining import new_invitation

    token = await new_invitation(stage.app.store, "demo", "member", NOW)
    (joined,) = await stage.say(f"https://spil.example/join/{token}", "bob")
    assert text_of(joined) != text_of((await stage.say("hallo", "eve"))[0])
    later = await stage.say("wat staat er gepland?", "bob")
    assert [said["place"] for said in later] == [chat("bob")]

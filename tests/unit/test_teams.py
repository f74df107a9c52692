"""Teams through its front door: what people say and press there, and what they get."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.teams.inbound import happened, heard
from bot.port import Happened
from tests.contracts.teams.server import BOT, FakeTeams, card_problems
from tests.contracts.teams.stage import CHANNEL, NOW, SECRET, TeamsStage, buttons_of, chat, text_of

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


def dialog(answer: Any) -> dict[str, Any]:
    """What the dialog shows now."""
    assert answer.status_code == 200
    value: dict[str, Any] = answer.json()["task"]["value"]
    assert answer.json()["task"]["type"] == "continue"
    assert card_problems(value["card"]) == []
    return value


def inputs(value: dict[str, Any]) -> dict[str, Any]:
    return {
        block["id"]: block for block in value["card"]["content"]["body"] if block["type"].startswith("Input.")
    }


def words(value: dict[str, Any]) -> str:
    return text_of({"attachments": [value["card"]]})


async def do(stage: TeamsStage, value: dict[str, Any], label: str, **filled: str) -> dict[str, Any]:
    """Fill in fields of the dialog and press one of its buttons."""
    button = next(
        action for action in value["card"]["content"]["body"][-1]["actions"] if action["title"] == label
    )
    sent = {key: block["value"] for key, block in inputs(value).items()} | button["data"] | filled
    return dialog(await stage.post(stage.activity(type="invoke", name="task/submit", value={"data": sent})))


async def opened(stage: TeamsStage) -> dict[str, Any]:
    (asked,) = await stage.say("fiche")
    button = buttons_of(asked)[0]
    assert button["data"]["msteams"] == {"type": "task/fetch"}
    fetch = stage.activity(type="invoke", name="task/fetch", value={"data": {"type": "task/fetch"}})
    return dialog(await stage.post(fetch))


async def test_the_sheet_is_filled_in_in_a_dialog(stage: TeamsStage) -> None:
    first = await opened(stage)
    assert first["title"].endswith("/16)")
    filled = {
        "direction": "to_ltf",
        "agreed": "yes",
        "subject": "person",
        "officer": "present",
        "reference": "new",
    }
    second = await do(stage, first, "Verder", **filled)
    assert "(2/" in second["title"]
    back = await do(stage, second, "Terug", town="Gent")
    assert "(1/" in back["title"]
    assert inputs(back)["direction"]["value"] == "to_ltf"
    assert stage.teams.messages()[1:] == []  # Nothing of it stands in the chat.


async def test_what_is_wrong_in_a_step_is_said_at_its_field(stage: TeamsStage) -> None:
    first = await opened(stage)
    filled = {
        "direction": "to_ltf",
        "agreed": "yes",
        "subject": "person",
        "officer": "present",
        "reference": "new",
    }
    second = await do(stage, first, "Verder", **filled)
    wrong = await do(stage, second, "Verder", town="Gent", dates="ooit eens")
    assert wrong["title"] == second["title"]
    assert (inputs(wrong)["town"]["value"], inputs(wrong)["dates"]["value"]) == ("Gent", "ooit eens")
    colors = [run.get("color") for b in wrong["card"]["content"]["body"] for run in b.get("inlines", [])]
    assert "Attention" in colors


async def test_a_step_that_comes_twice_counts_once(stage: TeamsStage) -> None:
    first = await opened(stage)
    filled = {
        "direction": "to_ltf",
        "agreed": "yes",
        "subject": "person",
        "officer": "present",
        "reference": "new",
    }
    sent = {key: block["value"] for key, block in inputs(first).items()} | {"spil-step": "next"} | filled
    submit = stage.activity(type="invoke", name="task/submit", value={"data": sent})
    titles = [dialog(await stage.post(submit))["title"] for _ in range(3)]
    assert all("(2/" in title for title in titles)


async def test_a_stranger_gets_words_in_the_dialog(stage: TeamsStage) -> None:
    fetch = stage.activity("eve", type="invoke", name="task/fetch", value={"data": {}})
    assert words(dialog(await stage.post(fetch)))


# What Teams tells of a message, and what happened to a place.


def activity(**changed: Any) -> dict[str, Any]:
    stage = TeamsStage(Path(), FakeTeams(url="http://127.0.0.1:1"))
    return stage.activity(**changed)


def test_what_is_known_of_a_message() -> None:
    said = heard(activity(user="ann", place=f"{CHANNEL};messageid=7", text="hallo"), SECRET, NOW)
    assert said is not None
    assert (said.sender, said.root, said.conversation) == ("aad-ann", CHANNEL, f"{CHANNEL};messageid=7")
    assert (said.zone, said.language, said.room) == ("Europe/Brussels", "nl", True)
    assert (said.reach, said.private_place, said.addressed) == ("http://127.0.0.1:1/be/", False, False)
    assert "ann" not in said.event_key


def test_the_zone_of_the_client_where_the_message_has_none() -> None:
    told = activity(user="ann", text="hallo")
    del told["localTimezone"]
    told["from"].pop("aadObjectId")
    said = heard(told, SECRET, NOW)
    assert said is not None
    assert (said.zone, said.sender) == ("Europe/Brussels", "29:ann")


@pytest.mark.parametrize(
    ("changed", "kind", "address"),
    [
        ({"type": "installationUpdate", "action": "add"}, "back", chat("ann")),
        ({"type": "installationUpdate", "action": "remove"}, "gone", chat("ann")),
        ({"type": "installationUpdate", "action": "remove-upgrade"}, "gone", chat("ann")),
        ({"place": GROUP, "type": "conversationUpdate", "membersRemoved": [{"id": BOT}]}, "gone", GROUP),
        ({"place": CHANNEL, "type": "conversationUpdate", "membersAdded": [{"id": BOT}]}, "back", CHANNEL),
        (
            {"place": "19:t", "channelData": {"eventType": "channelDeleted", "channel": {"id": CHANNEL}}},
            "gone",
            CHANNEL,
        ),
        (
            {"place": "19:t", "channelData": {"eventType": "channelRestored", "channel": {"id": CHANNEL}}},
            "back",
            CHANNEL,
        ),
        (
            {"place": "19:t", "channelData": {"eventType": "teamDeleted", "team": {"id": "19:t"}}},
            "gone",
            "19:t",
        ),
    ],
)
def test_places_come_and_go(changed: dict[str, Any], kind: str, address: str) -> None:
    told = activity(**{"type": "conversationUpdate", "user": "ann", **changed})
    assert happened(told) == Happened("teams", kind, address)  # type: ignore[arg-type]


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

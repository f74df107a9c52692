"""What leaves for Teams: once, in turn, and again only where it surely did not arrive."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channels.teams.channel import TeamsChannel
from bot.payload import Button, Rendered
from bot.port import Delivered
from storage.records import Conversation
from tests.contracts.teams.server import FakeTeams
from tests.contracts.teams.stage import CHANNEL, TeamsStage, buttons_of, channel_of, chat, text_of


@dataclass
class Line:
    """A way out to Teams, without the rest of Spil."""

    teams: FakeTeams
    waits: list[float]
    channel: TeamsChannel


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with FakeTeams() as teams:
        waits: list[float] = []
        line = Line(teams, waits, channel_of(teams, waits))
        yield line
        await line.channel.teams.close()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[TeamsStage]:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        yield stage


def place(line: Line, address: str = "a:alone-29:ann", reach: str = "") -> Conversation:
    return Conversation("c", "cell", "teams", address, "m", False, 1, {}, reach or line.teams.service)


def said(text: str = "Hallo.", key: str = "k:0", **more: Any) -> Rendered:
    return Rendered(key, more.pop("kind", "say"), more.pop("audience", "direct"), text, **more)


async def test_teams_says_to_wait(line: Line) -> None:
    line.teams.answers.extend([(429, 3), (429, 2)])
    assert (await line.channel.deliver(place(line), said())).state == "sent"
    assert [round(wait) for wait in line.waits] == [3, 2]
    assert len(line.teams.sent) == 1


async def test_teams_says_to_wait_for_longer_than_a_delivery_has(line: Line) -> None:
    line.teams.answers.append((429, 60))
    assert await line.channel.deliver(place(line), said()) == Delivered("later", "away")
    assert line.teams.sent == []


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (500, "uncertain", "http 500"),
        (502, "uncertain", "http 502"),
        (503, "uncertain", "http 503"),
        ("silence", "uncertain", "no answer"),
        (403, "failed", "http 403"),
        (404, "failed", "http 404"),
        (413, "failed", "http 413"),
        (401, "later", "away"),
    ],
)
async def test_a_message_is_never_made_twice(line: Line, answer: Any, state: str, reason: str) -> None:
    line.teams.answers.append(answer)
    assert await line.channel.deliver(place(line), said()) == Delivered(state, reason)  # type: ignore[arg-type]
    assert len(line.teams.sent) == (1 if answer == "silence" else 0)


async def test_nobody_is_there(line: Line) -> None:
    """The connection fails before anything is sent."""
    await line.teams.__aexit__()
    assert (await line.channel.deliver(place(line), said())).state == "later"
    await line.teams.__aenter__()


async def test_an_edit_is_done_again(line: Line) -> None:
    """It changes nothing more the second time."""
    first = await line.channel.deliver(place(line), said(choices=(Button("b1", "Ja"),)))
    edit = said("Nieuw.", "k:1", kind="edit", handle=first.handle)
    line.teams.answers.extend([502, "silence"])
    states = [(await line.channel.deliver(place(line), edit)).state for _ in range(3)]
    assert states == ["later", "later", "sent"]
    assert [(sent.kind, sent.id) for sent in line.teams.sent[-1:]] == [("update", first.handle)]
    assert text_of(line.teams.messages()[-1]) == "Nieuw."


async def test_an_edit_of_what_is_not_there_any_more(line: Line) -> None:
    edit = said("Nieuw.", "k:1", kind="edit", handle="m99")
    assert await line.channel.deliver(place(line), edit) == Delivered("failed", "http 404")


async def test_a_press_does_not_put_an_older_text_over_a_newer_one(stage: TeamsStage) -> None:
    """A meeting's message is kept up to date; its buttons are its own matter."""
    await stage.join()
    (asked,) = await stage.say("plan een overleg op 12 maart 2026 om 14u")
    there = Conversation("c", "cell", "teams", chat("ann"), "m", False, 1, {}, stage.teams.service)
    edit = said("Nieuwer.", "k:1", kind="edit", handle=asked["id"], choices=(Button("b2", "Nee"),))
    assert (await stage.channel.deliver(there, edit)).state == "sent"
    await stage.press(asked, "Zo plannen")
    shown = [sent.given for sent in stage.teams.sent if sent.id == asked["id"]]
    assert text_of(shown[-1]) == "Nieuwer."


async def test_of_a_long_message_no_part_comes_twice(line: Line) -> None:
    text = "\n\n".join(f"Alinea {number}. " + "woord " * 300 for number in range(8))
    message = said(text, choices=(Button("b1", "Ja"),))
    line.teams.answers.extend([None, (429, 60)])
    assert (await line.channel.deliver(place(line), message)).state == "later"
    line.waits.append(60)
    assert (await line.channel.deliver(place(line), message)).state == "sent"
    shown = "\n".join(text_of(given) for given in line.teams.messages())
    assert [shown.count(f"Alinea {number}.") for number in range(8)] == [1] * 8
    assert [len(buttons_of(given)) for given in line.teams.messages()][-1] == 1
    assert line.teams.refused == []


async def test_threads_of_a_room_share_its_pace(line: Line) -> None:
    for number in range(3):
        thread = place(line, f"{CHANNEL};messageid={number}")
        await line.channel.deliver(thread, said(key=f"k:{number}", audience="room"))
    assert sum(line.waits) >= 1.0
    assert [sent.conversation[-1] for sent in line.teams.sent] == ["0", "1", "2"]


async def test_nothing_is_sent_elsewhere_than_to_teams(line: Line) -> None:
    outcome = await line.channel.deliver(place(line, reach="https://example.org/"), said())
    assert outcome == Delivered("failed", "nowhere")


async def test_after_a_restart_spil_still_writes_first(stage: TeamsStage) -> None:
    """Where somebody is reached is kept with their conversation."""
    await stage.join()
    await stage.join("bob", "member")
    await stage.say("wie ben je?", "bob")
    await stage.restart()
    await stage.bind()
    asked = await stage.mention("plan een overleg op 12 maart 2026 om 14u in het stadhuis")
    await stage.press(asked[-1], "Zo plannen")
    before = len(stage.teams.sent)
    stage.now = stage.now.replace(day=11, hour=14)
    await stage.restart()
    await stage.app.tick()
    reminded = {sent.conversation for sent in stage.teams.sent[before:]}
    assert {chat("ann"), chat("bob")} <= reminded


async def test_what_is_for_one_person_goes_to_their_own_chat(stage: TeamsStage) -> None:
    await stage.join()
    shown = await stage.mention("wat staat er gepland?")
    assert {given["place"] for given in shown} == {chat("ann")}
    await stage.press(shown[-1], "Ja")
    shown = await stage.mention("wat staat er gepland?")
    assert {given["place"].partition(";")[0] for given in shown} == {CHANNEL}


async def test_for_one_person_who_is_not_known(line: Line) -> None:
    outcome = await line.channel.deliver(place(line, CHANNEL), said(audience="only_you"))
    assert outcome == Delivered("failed", "asker unknown")

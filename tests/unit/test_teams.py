"""Teams through its front door: what people say and press there, and what they get."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.teams.server import FakeTeams
from tests.contracts.teams.stage import CHANNEL, TeamsStage, buttons_of, chat, text_of


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[TeamsStage]:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        yield stage


def labels(activity: dict) -> list[str]:
    return [button["title"] for button in buttons_of(activity)]


def show(rows):
    print(*[(a["place"], a["method"], text_of(a), labels(a)) for a in rows], sep="\n")


async def test_a_question_is_answered_in_ones_own_chat(stage: TeamsStage) -> None:
    answers = await stage.say("mag een leerkracht spreken op de livc?")
    show(answers)
    assert {answer["place"] for answer in answers} == {chat("ann")}


@pytest.mark.parametrize("submit", [False, True])
async def test_a_press_in_a_channel(stage: TeamsStage, submit: bool) -> None:
    await stage.bind()
    asked = await stage.mention("plan een overleg op 12 maart 2026 om 14u in het stadhuis")
    show(asked)
    done = await stage.press(asked[-1], "Zo plannen", submit=submit)
    show(done)
    done = await stage.say("fiche")
    show(done)

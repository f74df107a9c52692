"""Who is asked to a meeting: one of the operational cells of a joint cell, somebody's stand-in, and who is asked after
it; on both databases."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.recurrence import to_utc
from tests.conversations.stage import Stage

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, to_utc(datetime.fromisoformat("2026-03-04T09:00"))) as made:
        yield made


async def say(stage: Stage, who: str, text: str) -> list[dict[str, Any]]:
    return await stage.say(text, **{"from": who, "role": "coordinator" if who == "a" else "member"})


def reached(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(row["to"] for row in rows)


async def test_one_conversation_plans_for_each_cell_of_a_joint_one(stage: Stage) -> None:
    await say(stage, "noor", "ik ben van het OCMW en zit in cel noord")
    await say(stage, "zoe", "ik ben van het OCMW en zit in de zuidelijke cel")
    await say(stage, "bert", "ik ben de burgemeester")
    shown = await say(stage, "a", "plan de operationele cel noord op 10 maart om 14u in het stadhuis")
    assert "3 genodigden, van de 4" in shown[0]["text"]
    assert "alleen wie in de cel ‘noord’ zit" in shown[0]["text"]
    assert reached(await say(stage, "a", "ja")) == ["a", "bert", "noor"]
    assert reached(await stage.pass_time("2026-03-09T14:00")) == ["a", "bert", "noor"]
    await say(stage, "a", "plan de operationele cel zuid op 12 maart om 14u")
    assert reached(await say(stage, "a", "ja")) == ["a", "bert", "zoe"]
    await say(stage, "a", "plan een zonale stuurgroep op 13 maart om 10u")
    assert reached(await say(stage, "a", "ja")) == ["a", "bert"]
    await say(stage, "zoe", "ik zit in beide cellen")
    assert reached(await stage.pass_time("2026-03-10T13:00")) == ["a", "bert", "noor", "zoe"]


async def test_a_poll_for_one_of_the_cells(stage: Stage) -> None:
    await say(stage, "noor", "ik zit in cel noord")
    await say(stage, "zoe", "ik zit in cel zuid")
    poll = "prik een datum voor de operationele cel zuid: dinsdag 10 maart 14u, woensdag 11 maart 10u"
    await say(stage, "a", poll)
    assert reached(await stage.press("Zo vragen")) == ["a", "zoe"]


async def test_who_comes_for_somebody_is_reminded(stage: Stage) -> None:
    await say(stage, "carl", "ik ben van het CLB")
    await say(stage, "caro", "ik ben van het CAW")
    await say(stage, "a", "plan een casusoverleg op 10 maart om 14u")
    assert reached(await say(stage, "a", "ja")) == ["a", "carl"]
    await say(stage, "carl", "iemand van het CAW vervangt mij")
    assert reached(await stage.pass_time("2026-03-09T14:00")) == ["a", "carl", "caro"]


async def test_nobody_is_asked_after_a_meeting_at_night(stage: Stage) -> None:
    await say(stage, "a", "plan een overleg op 10 maart om 21u30, zonder herinnering")
    await say(stage, "a", "ja")
    assert await stage.pass_time("2026-03-10T22:29") == []
    assert await stage.pass_time("2026-03-11T06:59") == []
    await stage.kill()
    rows = await stage.pass_time("2026-03-11T07:00")
    assert [row["text"].split("?")[0] for row in rows] == ["Wie was er"]
    await stage.kill()
    assert await stage.pass_time("2026-03-12T12:00") == []

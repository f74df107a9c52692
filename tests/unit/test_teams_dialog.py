"""The sheet in Teams: a dialog, step by step, in which nothing stands in the chat."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from intents.steps import CONSENT
from tests.contracts.teams.server import FakeTeams, card_problems
from tests.contracts.teams.stage import TeamsStage, buttons_of, text_of


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[TeamsStage]:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        yield stage


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


async def through(stage: TeamsStage, **filled: str) -> dict[str, Any]:
    """A whole sheet, with these answers and else the first choice of what is needed; what the dialog ends with."""
    shown = await opened(stage)
    while inputs(shown):
        given = {key: filled[key] for key in inputs(shown) if key in filled}
        needed = {k: b["choices"][0]["value"] for k, b in inputs(shown).items() if k.split(".")[0] in CONSENT}
        label = shown["card"]["content"]["body"][-1]["actions"][-1]["title"]
        shown = await do(stage, shown, label, **needed, **given)
    return shown


async def test_a_second_sheet_starts_from_what_was_kept_of_the_first(stage: TeamsStage) -> None:
    start = {"direction": "to_ltf", "agreed": "yes", "subject": "person", "officer": "present"}
    rest = {"wanted": "social", "social": "Zevenblad groeit sinds maart.", "phase": "running"}
    done = await through(stage, **start, reference="new", **rest, participants="CLB, politie")
    assert "/document/" in words(done)
    first = await opened(stage)
    code = inputs(first)["reference"]["choices"][1]["value"]
    second = await do(stage, first, "Verder", **start, reference=code)
    assert "al een fiche" in words(second)
    assert "Zevenblad" not in words(second)
    assert inputs(second)["wanted"]["value"] == "social"
    following = await do(stage, await do(stage, second, "Verder"), "Verder")
    assert inputs(following)["phase"]["value"] == "running"

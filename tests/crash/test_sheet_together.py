"""Two answers at once, from two windows: each is worked on once, the second on what the first left."""

import asyncio
from pathlib import Path

from tests.conversations.stage import Stage

START = ("start een terugkoppelingsfiche", "1", "ja", "1", "1", "1")
OPENING = (*START, "overslaan", "overslaan", "gisteren", "overslaan")
FIRST, SECOND = "Aangebracht door de school in januari.", "Deelde in februari een filmpje."


async def _at_once(stage: Stage, *texts: str) -> list[str]:
    messages = [stage.chat._message({"text": text}, stage.key) for text in texts]
    answers = await asyncio.gather(*(stage.app.receive(message) for message in messages))
    return [reply.text for replies in answers for reply in replies]


async def test_two_boxes_typed_at_once_land_in_two_boxes(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        for text in OPENING:
            await stage.say(text)
        for _ in range(3):
            said = await _at_once(stage, FIRST, SECOND)
            assert len(said) == 2
            shown = "".join(row["text"] for row in await stage.say("wat heb ik gezegd"))
            assert shown.count(FIRST) == 1
            assert shown.count(SECOND) == 1
            assert "kwijt" not in shown
            await stage.say("terug")
            await stage.say("terug")


async def test_two_agreements_at_once_count_once_each(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        for text in (*OPENING, FIRST):
            await stage.say(text)
        await stage.press("Alle vakken hierna overslaan")
        await stage.say("Information Officer, CLB, school")
        await stage.say("ja")
        said = await _at_once(stage, "akkoord", "akkoord")
        assert sorted("2 van 3" in text for text in said) == [False, True]
        assert sorted("3 van 3" in text for text in said) == [False, True]


async def test_a_button_pressed_twice_counts_once(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.say("start een terugkoppelingsfiche")
        button = stage.buttons[0]["id"]
        messages = [stage.chat._message({"choice": button}, stage.key) for _ in range(2)]
        answers = await asyncio.gather(*(stage.app.receive(message) for message in messages))
        texts = [reply.text for replies in answers for reply in replies]
        assert len([text for text in texts if "naar de LTF dus" in text]) == 1  # What is said of the answer.


async def test_typed_before_the_sheet_had_begun_is_asked_again(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.say("hallo")
        typed = ("start een terugkoppelingsfiche", "Van de LIVC-R naar de LTF")
        messages = [stage.chat._message({"text": text}, stage.key) for text in typed]
        first, second = [await stage.app.take(message) for message in messages]
        (asked,) = await stage.app.work(first)
        assert "Welke kant" in asked.text
        await stage.app.work(second)
        rows = await stage.say("1")
        assert "eens om terug te koppelen" in rows[-1]["text"]

"""Two of the helpdesk send their answers at the same moment: the asker gets one, the other is told."""

import asyncio
from pathlib import Path

from tests.conversations.stage import Stage


async def test_two_answers_at_once_are_one_answer(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        for name in ("one", "two"):
            await stage.say("hallo", **{"from": name, "role": "helpdesk"})
        await stage.say("vraag voor de helpdesk: wie betaalt de zaal van het overleg?")
        await stage.press("Verstuur")
        sends = []
        for name in ("one", "two"):
            (row,) = await stage.say("open vragen", **{"from": name})
            await stage.row({"from": name, "choice": row["choices"][0]["id"]})
            (shown,) = await stage.say(f"Antwoord van {name}: de gemeente.", **{"from": name})
            sends.append({"in": 1, "from": name, "choice": shown["choices"][0]["id"]})
        stage.shown.clear()
        await asyncio.gather(*(stage.chat.row(send) for send in sends))
        said = [row["text"] for row in stage.shown if "text" in row]
        assert sum("is onderweg" in text for text in said) == 1
        assert sum("al beantwoord" in text for text in said) == 1
        assert sum(text.startswith("Antwoord van de helpdesk") for text in said) == 1


async def test_in_a_room_only_the_asker_is_waited_for_and_the_answer_is_for_them_alone(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path) as stage:
        await stage.say("hallo", **{"from": "help", "role": "helpdesk"})
        await stage.say("hallo")
        (asked,) = await stage.say("ik wil een vraag stellen aan de helpdesk", room="zaal")
        assert asked["audience"] == "only_you"
        (other,) = await stage.say("wat is een LTF?", room="zaal", **{"from": "b"})
        assert "gaat naar de helpdesk" not in other["text"]
        await stage.say("vraag voor de helpdesk: wie betaalt de zaal van het overleg?", room="zaal")
        sent = await stage.press("Verstuur", room="zaal")
        (notice,) = [row for row in sent if row["to"] == "help"]
        await stage.row({"from": "help", "choice": notice["choices"][0]["id"]})
        await stage.say("De gemeente betaalt dat zelf.", **{"from": "help"})
        answered = await stage.press("Verstuur", **{"from": "help"})
        assert [row["to"] for row in answered if "gemeente betaalt" in row["text"]] == ["a"]

"""What only asks changes nothing; who cannot be reached is named; a word is looked up."""

from pathlib import Path

import pytest

from bot.port import Happened
from tests.boards import boards, said


@pytest.mark.parametrize("question", ["wie kreeg geen herinnering?", "wanneer komt de herinnering"])
async def test_a_question_about_reminders_leaves_them_as_they_are(question: str, tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        await slack.say("coo", "plan een overleg op 20 maart om 10u")
        await slack.say("coo", "ja")
        for _ in range(2):
            told = said(await slack.say("coo", question))
            assert "een dag en een uur vooraf" in told
            assert "Er gaat geen herinnering" not in told


async def test_who_comes_says_that_somebody_cannot_be_reached(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        await slack.join("coo")
        await slack.join("bob", "member")
        await slack.say("coo", "plan een overleg op 20 maart om 10u")
        await slack.say("coo", "ja")
        assert "bereik ik nergens" not in said(await slack.say("coo", "wie komt er?"))
        await app.happened(Happened("slack", "gone", "bob"))
        assert "Eén van hen bereik ik nergens meer" in said(await slack.say("coo", "wie komt er?"))
        await slack.say("bob", "ik kom")
        assert "bereik ik nergens" not in said(await slack.say("coo", "wie komt er?"))


@pytest.mark.parametrize(("word", "answer"), [("ltf", "Lokale Taskforce"), ("beroepsgeheim", "458ter")])
async def test_one_word_is_looked_up(word: str, answer: str, tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        assert answer in said(await slack.say("coo", word, quick=True))
        assert answer in said(await slack.say("coo", word))


async def test_a_member_is_told_who_may_let_a_room_go(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        await slack.join("bob", "member")
        (asked,) = await slack.say("coo", "verbind dit kanaal", room="C1:1")
        await slack.press("coo", asked, "Ja", room="C1:1")
        assert "maak dit kanaal los" in said(await slack.say("bob", "maak dit kanaal los", room="C1:2"))
        assert "niets van de cel" not in said(await slack.say("bob", "wat staat er gepland?", room="C1:2"))


async def test_a_message_without_words_is_no_question_to_the_knowledge(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        assert "Dit kan ik" in said(await slack.say("coo", "?"))
        for nothing in ("...", "\U0001f44d\U0001f3fd"):
            assert said(await slack.say("coo", nothing)).startswith("Ik zie geen tekst")


async def test_what_is_not_understood_in_a_room_disturbs_nobody_there(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        (asked,) = await slack.say("coo", "verbind dit kanaal", room="C1:1")
        await slack.press("coo", asked, "Ja", room="C1:1")
        (yes,) = await slack.say("coo", "ja", room="C1:2")
        assert (yes.audience, yes.choices) == ("only_you", ())
        assert "onder dat bericht" in yes.text
        (unsure,) = await slack.say("coo", "doe maar iets anders", room="C1:3")
        assert unsure.text.startswith("Ik ben niet zeker")
        assert unsure.audience == "only_you"


async def test_who_wants_no_reminders_does_not_switch_off_those_of_others_unawares(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        await slack.say("coo", "plan een overleg op 20 maart om 10u")
        await slack.say("coo", "ja")
        (asked,) = await slack.say("coo", "ik wil geen herinneringen meer")
        assert "alleen voor jou" in asked.text
        assert "een dag en een uur vooraf" in said(await slack.say("coo", "wie krijgt een herinnering?"))
        await slack.say("coo", "niet doen")


async def test_a_second_thought_after_it_was_done_has_the_way_back_beside_it(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        (nothing,) = await slack.say("coo", "stop")
        assert nothing.choices == ()
        await slack.say("coo", "plan een overleg op 20 maart om 10u")
        await slack.say("coo", "ja")
        (nothing,) = await slack.say("coo", "oei nee toch niet")
        assert "20 maart" in said(await slack.press("coo", nothing, "Maak ongedaan"))


@pytest.mark.parametrize(
    ("question", "answer"), [("wie ben jij?", "Dit kan ik"), ("wie kan dit lezen?", "Over jou:")]
)
async def test_a_newcomer_asks_what_this_is(question: str, answer: str, tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        assert answer in said(await slack.say("coo", question))


async def test_what_is_not_understood_and_names_somebody_gets_no_advice_and_says_112(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("coo")
        told = said(await slack.say("coo", "Mohammed El Amrani zit bij ons in de klas, wat moet ik doen"))
        assert "Over personen geef ik geen advies" in told
        assert "112" in told
        assert "Amrani" not in told

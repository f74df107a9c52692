"""A room is a cell's once its coordinator says so; before that, and for others, nothing of a cell is in it."""

from pathlib import Path

from tests.boards import boards, said

PLAN = "plan een casusoverleg donderdag om 10u in de raadzaal"


async def test_a_coordinator_binds_a_room_with_a_button(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        answer, question = await slack.say("anna", "wat is een LIVC-R?", room="C1:1")
        assert (answer.audience, question.audience) == ("room", "only_you")
        assert "Hoort het bij demo?" in question.text
        assert [len(await slack.say("anna", "wat is een LTF?", room="C1:1"))] == [1], "asked once a thread"
        (refused,) = await slack.say("anna", PLAN, room="C1:2")
        assert refused.audience == "only_you"
        assert "raadzaal" not in refused.text
        (bound,) = await slack.press("anna", refused, "Ja", room="C1:2")
        assert bound.audience == "room"
        assert "hoort nu bij demo" in bound.text
        for thread in ("C1:1", "C1:2", "C1:3"):
            assert "raadzaal" in said(await slack.say("anna", PLAN, room=thread))
        (again,) = await slack.press("anna", question, "Ja", room="C1:1")
        assert "hoort al bij demo" in again.text


async def test_nobody_but_a_coordinator_binds(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        await slack.join("bert", "member")
        (told,) = await slack.say("bert", "wat staat er gepland?", room="C1:1")
        assert told.audience == "only_you"
        assert not told.choices
        assert "Dat doet een coördinator" in told.text
        assert len(await slack.say("bert", "wat is een LIVC-R?", room="C1:1")) == 1
        (question,) = await slack.say("anna", "wat staat er gepland?", room="C1:1")
        assert "voor wie de vraag stelde" in said(await slack.press("bert", question, "Ja", room="C1:1"))
        assert "Dat doet een coördinator" in said(
            await slack.say("bert", "wat staat er gepland?", room="C1:1")
        )


async def test_a_coordinator_who_says_no_is_not_asked_again_by_itself(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        _, question = await slack.say("anna", "wat is een LIVC-R?", room="C1:1")
        assert "ik verbind niets" in said(await slack.press("anna", question, "Nee", room="C1:1"))
        assert len(await slack.say("anna", "wat is een LIVC-R?", room="C1:2")) == 1
        (asked,) = await slack.say("anna", "wat staat er gepland?", room="C1:3")
        assert "hoort nu bij demo" in said(await slack.press("anna", asked, "Ja", room="C1:3"))


async def test_members_of_another_cell_see_nothing_of_the_cell_and_show_nothing_of_theirs(
    tmp_path: Path,
) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        await slack.join("dora", cell="andere")
        _, hers = await slack.say("dora", "wat is een LIVC-R?", room="C1:1")
        (question,) = await slack.say("anna", PLAN, room="C1:1")
        await slack.press("anna", question, "Ja", room="C1:1")
        plan, *_ = await slack.say("anna", PLAN, room="C1:1")
        await slack.press("anna", plan, "Zo plannen", room="C1:1")
        for text in (
            "wat staat er gepland?",
            "wat is een LIVC-R?",
            "maak dit kanaal los",
            "plan iets morgen om 9u",
        ):
            (told,) = await slack.say("dora", text, room="C1:1")
            assert told.audience == "only_you"
            assert "hoort bij een andere cel" in told.text
        assert "andere cel" in said(await slack.press("dora", hers, "Ja", room="C1:1"))
        assert "raadzaal" in said(await slack.say("anna", "wat staat er gepland?", room="C1:1"))


async def test_a_button_for_one_in_a_room_counts_when_it_was_shown_in_direct_messages(tmp_path: Path) -> None:
    async with boards(tmp_path, "telegram") as (_, telegram):
        await telegram.join("anna")
        await telegram.join("bert", "member")
        (question,) = await telegram.say("anna", "wat staat er gepland?", room="-100")
        assert "hoort nu" not in said(await telegram.press("bert", question, "Ja"))
        (bound,) = await telegram.press("anna", question, "Ja")
        assert "hoort nu bij demo" in bound.text
        assert telegram.shown[-1][0].address == "-100"


async def test_a_coordinator_lets_a_room_go_and_binds_it_anew(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        await slack.join("bert", "member")
        (asked,) = await slack.say("anna", "verbind dit kanaal", room="C1:1")
        await slack.press("anna", asked, "Ja", room="C1:1")
        assert "coördinator" in said(await slack.say("bert", "maak dit kanaal los", room="C1:1"))
        (loose,) = await slack.say("anna", "maak dit kanaal los", room="C1:2")
        assert "Dit kanaal is los" in loose.text
        assert "alleen in een kanaal" in said(await slack.say("bert", "wat staat er gepland?", room="C1:1"))
        assert "hoort nu bij demo" in said(await slack.press("anna", loose, "Verbind opnieuw", room="C1:2"))
        assert "Zeg dat in het kanaal zelf" in said(await slack.say("anna", "maak dit kanaal los"))

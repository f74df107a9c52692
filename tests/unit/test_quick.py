"""A look-up aside: for the asker alone, and what is going on in the conversation goes on."""

from pathlib import Path

from tests.boards import boards, said


async def test_a_form_goes_on_after_a_look_up(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        (question,) = await slack.say("anna", "vul de fiche in")
        (answer,) = await slack.say("anna", "mag de school spreken op de LIVC-R?", quick=True)
        assert "decreet" in answer.text.casefold()
        await slack.press("anna", answer, "Meer")
        (next_one,) = await slack.press("anna", question, question.choices[0].label)
        assert "te oud" not in next_one.text
        assert question.text != next_one.text


async def test_a_plan_keeps_its_buttons_also_by_their_labels(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        await slack.say("anna", "plan een overleg volgende dinsdag om 14u in het stadhuis")
        for text in (
            "wat is een LIVC-R?",
            "hoe lang duurt een sabbatjaar voor een politieman?",
            "help",
            "ja",
            "stop",
        ):
            assert await slack.say("anna", text, quick=True)
        assert "Gepland" in said(await slack.say("anna", "zo plannen"))


async def test_in_a_room_only_the_asker_sees_it(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        (answer,) = await slack.say("anna", "wat is een LIVC-R?", room="C1:1", quick=True)
        assert answer.audience == "only_you"


async def test_what_is_not_known_waits_for_nothing_and_its_button_asks_the_helpdesk(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        (unknown,) = await slack.say("anna", "welke kleur heeft de vlag van de cel?", quick=True)
        assert "LIVC-R" in said(await slack.say("anna", "wat is een LIVC-R?"))
        (preview,) = await slack.press("anna", unknown, "Vraag het de helpdesk")
        assert "welke kleur heeft de vlag" in preview.text
        (door,) = await slack.say("anna", "vraag aan de helpdesk: wie betaalt de tolk?", quick=True)
        assert "wie betaalt de tolk" in said(await slack.press("anna", door, "Vraag het de helpdesk"))


async def test_a_look_up_does_nothing(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        (told,) = await slack.say("anna", "plan een overleg morgen om 14u in het stadhuis", quick=True)
        assert "Zeg dit in ons gesprek" in told.text
        assert not told.choices
        assert "stadhuis" not in said(await slack.say("anna", "ja"))

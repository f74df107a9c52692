"""What a cell keeps on paper and what it hands on: the key list to fill in by hand, and the document for who becomes
coordinator. Neither holds a name."""

import re
from io import BytesIO
from pathlib import Path

from pdfminer.high_level import extract_text

from bot.documents import make_file
from bot.documents.keylist import ROOM
from storage.store.people import cell_ids, cell_members, rename_member
from tests.boards import App, boards, said
from tests.channels.script import text_of

CODE = re.compile(r"LR(?:-[A-Z0-9]{3}){3}")
BLANK = "LR-___-___-___"


async def test_the_key_list_has_the_open_references_and_room_for_new_ones(tmp_path: Path) -> None:
    async with boards(tmp_path, "web") as (_, web):
        await web.join("anna")
        (made,) = await web.say("anna", "druk de sleutellijst af")
        name, empty = make_file(made.attachment)
        assert name.endswith(".pdf")
        assert extract_text(BytesIO(empty)).count(BLANK) == ROOM
        codes = [CODE.findall(said(await web.say("anna", "nieuwe referentie")))[0] for _ in range(3)]
        (one, *_) = await web.say("anna", codes[0])
        await web.press("anna", one, "Afsluiten")
        (listed, *_) = await web.say("anna", "toon de referenties")
        (made,) = await web.press("anna", listed, "Sleutellijst afdrukken")
        text = extract_text(BytesIO(make_file(made.attachment)[1]))
        assert sorted(CODE.findall(text)) == sorted(codes[1:])
        assert text.count(BLANK) == ROOM


async def test_a_coordinator_hands_on_what_was_agreed_and_nobody(tmp_path: Path) -> None:
    async with boards(tmp_path, "web", "slack") as (app, web, slack):
        await web.join("anna")
        await web.join("bert", "member")
        await slack.join("U7", "coordinator")
        await named(app, "Hildegard")
        await web.say("bert", "ik ben van het CLB")
        (plan, *_) = await web.say(
            "anna", "plan een casusoverleg volgende dinsdag om 14u in het stadhuis, elke zes weken, "
            "herinner iedereen een dag en een uur vooraf"
        )  # fmt: skip
        await web.press("anna", plan, "Zo plannen")
        await web.say("anna", "we zijn elk jaar gesloten op 22 juli")
        await web.say("anna", "ja")
        code = CODE.findall(said(await web.say("anna", "nieuwe referentie")))[0]
        (made,) = await web.say("anna", "maak de overdracht voor de nieuwe coördinator")
        name, content = make_file(made.attachment)
        text = text_of(content)
        assert name.endswith(".docx")
        for words in (
            code,
            "3 maart 2026",
            "stadhuis",
            "zes weken",
            "een dag",
            "een uur",
            "CLB",
            "22 juli",
        ):
            assert words in text, text
        assert "Hildegard" not in text
        # On a platform by a link, which opens once; what is stored says nothing of it.
        shown = said(await slack.say("U7", "maak de overdracht"))
        (token,) = re.findall(r"/document/([\w-]{32})", shown)
        assert [one.kind for one in app.handover.find(token, app.clock())] == ["succession"]


async def named(app: App, name: str) -> None:
    """Every member is called so, as somebody who signed up with a name is."""
    async with app.store.everywhere() as everywhere:
        for cell_id in await cell_ids(everywhere):
            scope = everywhere.within(cell_id)
            for member in await cell_members(scope):
                await rename_member(scope, member, name)


async def test_only_a_coordinator_hands_on_and_the_helpdesk_has_no_list(tmp_path: Path) -> None:
    async with boards(tmp_path, "web") as (_, web):
        for person, role in (("bert", "member"), ("hilde", "helpdesk")):
            await web.join(person, role)
            (refused,) = await web.say(person, "maak de overdracht")
            assert refused.attachment is None
        (refused,) = await web.say("hilde", "druk de sleutellijst af")
        assert refused.attachment is None

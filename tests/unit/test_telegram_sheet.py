"""Where a platform keeps what is typed, a sheet never begins: a link opens the web form, as the same member."""

import re
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_app
from bot.channels.terminal import Terminal
from bot.inbox import again
from bot.joining import join_terminal, join_web
from intents.model import Message
from storage.records import Conversation, Event, Member
from storage.store.people import form_link, use_form_link

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
SAID = Message(
    "e1", "terminal", "anna", "anna", NOW, text="start een terugkoppelingsfiche", private_place=False
)


async def test_a_sheet_is_filled_in_in_the_web_form(tmp_path: Path) -> None:
    shown: list[dict] = []
    async with open_app(tmp_path, {"terminal": Terminal(shown.append)}, lambda: NOW, CACHE) as app:
        member = await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)
        await app.reached_at("https://spil.example/").receive(SAID)
        assert len(shown) == 1
        found = re.search(r"https://spil\.example/form/([\w-]{32})(?![\w-])", shown[0]["text"])
        assert found
        late = NOW + timedelta(minutes=21)
        assert await join_web(app.store, found[1], "nl", NOW) is None
        async with app.store.everywhere() as everywhere:
            assert await form_link(everywhere, found[1], late) is None
            for _ in range(2):
                assert await form_link(everywhere, found[1], NOW) == (member.cell_id, member.id)
            assert await use_form_link(everywhere, found[1], NOW, late)
            assert not await use_form_link(everywhere, found[1], NOW, late)
            assert await form_link(everywhere, found[1], NOW) is None


async def test_in_a_private_place_it_begins_and_in_a_room_it_does_not(tmp_path: Path) -> None:
    shown: list[dict] = []
    async with open_app(tmp_path, {"terminal": Terminal(shown.append)}, lambda: NOW, CACHE) as app:
        await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)
        await app.receive(replace(SAID, event_key="e2", conversation="zaal", room=True))
        assert shown[-1]["audience"] == "only_you"
        assert "/form/" not in shown[-1]["text"]
        shown.clear()
        direct = await app.receive(replace(SAID, event_key="e3", private_place=True))
        assert "/form/" not in "".join([*(row["text"] for row in shown), *(reply.text for reply in direct)])


def test_after_a_crash_the_place_is_still_what_it_was() -> None:
    place = Conversation("c1", "cell", "telegram", "1", "m1", False, 0, {})
    member = Member("m1", "cell", "member", "nl")
    screened: object = None
    event = Event("e1", "cell", "c1", "m1", {"private_place": False}, NOW)
    assert not again(event, place, member, screened).message.private_place  # type: ignore[arg-type]
    old = replace(event, message={})
    assert again(old, place, member, screened).message.private_place  # type: ignore[arg-type]

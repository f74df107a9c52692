"""The way of a message, through the front door: once per event, nobody's name on the floor, faults in words."""

import logging
import tempfile
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.app import App, open_app
from bot.channels.terminal import Terminal
from bot.joining import bind_room, join_terminal
from intents import handlers
from intents.model import Message
from storage.crypto import Keyring
from storage.store import database_file

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NAME, NUMBER = "Brahim Vanoverschelde", "85.07.30-033.28"


CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"


@asynccontextmanager
async def front_door(folder: Path):
    shown: list[dict] = []
    async with open_app(folder, {"terminal": Terminal(shown.append)}, lambda: NOW, CACHE) as app:
        anna = await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)
        await bind_room(app.store, anna, "terminal", "zaal", NOW)
        yield app, shown


def said(text: str, key: str, **more) -> Message:
    return Message(key, "terminal", more.pop("conversation", "anna"), "anna", NOW, text=text, **more)


async def say(app: App, shown: list[dict], text: str, key: str, **more) -> str:
    shown.clear()
    direct = await app.receive(said(text, key, **more))
    return "\n".join([row["text"] for row in shown] + [message.text for message in direct])


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_an_event_that_comes_twice_is_answered_once(tmp_path: Path) -> None:
    async with front_door(tmp_path) as (app, shown):
        assert await say(app, shown, "hallo", "e1")
        assert await say(app, shown, "hallo", "e1") == ""


async def test_a_stranger_and_talk_that_is_not_for_spil_get_nothing(tmp_path: Path) -> None:
    async with front_door(tmp_path) as (app, shown):
        stranger = Message("e1", "terminal", "bob", "bob", NOW, text="hallo")
        assert await app.receive(stranger) == []
        assert await say(app, shown, "hallo", "e2", conversation="zaal", room=True, addressed=False) == ""
        assert await say(app, shown, "wat is een livc?", "e3", conversation="zaal", room=True) != ""
        assert shown[0]["to"] == "zaal"
        assert shown[0]["audience"] == "room"


async def test_a_name_and_a_number_reach_no_table_log_or_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sealed: list[bytes] = []
    seal = Keyring.seal

    def recording(self: Keyring, value: bytes, place: str) -> bytes:
        sealed.append(value)
        return seal(self, value, place)

    async def broken(*_: object) -> None:
        raise ValueError(f"a fault that quotes {NAME} and {NUMBER}")

    monkeypatch.setattr(Keyring, "seal", recording)
    entries = [
        f"mag ik de gegevens van {NAME} ({NUMBER}) delen op de livc?",
        f"plan een overleg over {NAME} dinsdag om 14u bij {NAME} thuis, met {NAME}",
        f"start een fiche voor {NAME}",
        f"stop met {NAME}",
        f"vraag aan de helpdesk of {NAME}, {NUMBER}, besproken mag worden",
        f"nodig {NAME} uit",
        f"verplaats het overleg met {NAME} naar woensdag om 10u",
        f"ik kan niet komen want {NAME} {NUMBER}",
    ]
    with caplog.at_level(logging.DEBUG):
        async with front_door(tmp_path) as (app, shown):
            for number, text in enumerate(entries):
                await say(app, shown, text, f"d{number}")
                await say(app, shown, text, f"r{number}", conversation="zaal", room=True)
            monkeypatch.setitem(handlers.HANDLERS, "faq", broken)
            monkeypatch.setitem(handlers.HANDLERS, "form.text", broken)
            assert "nummer" in await say(app, shown, f"en {NAME}?", "fault")
    kept = b"\n".join(sealed).decode().casefold()
    disk = on_disk(tmp_path)
    for canary in (NAME, *NAME.split(), NUMBER, NUMBER.replace(".", "").replace("-", "")):
        assert canary.casefold() not in kept
        assert canary.encode() not in disk
        assert canary not in caplog.text


async def test_a_database_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async with front_door(tmp_path) as (app, shown):
        engine = create_engine(f"sqlite:///{database_file(tmp_path)}")
        with engine.connect() as other:
            other.exec_driver_sql("BEGIN EXCLUSIVE")
            assert "bewaren" in await say(app, shown, "hallo", "e1")
            other.rollback()
        engine.dispose()
        assert "Spil" in await say(app, shown, "hallo", "e2")


async def test_what_was_taken_in_before_a_crash_is_answered_after_it(tmp_path: Path) -> None:
    async with front_door(tmp_path) as (app, shown):
        await app.inbox.receive(said("wat bewaar je over mij?", "e1"))
    async with front_door(tmp_path) as (app, shown):
        shown.clear()
        await app.outbox.deliver_due(NOW)
        assert [row["text"] for row in shown if "Over jou" in row["text"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x" * 10_000,
        "😀" * 50,
        "‮omgekeerd‬",
        "<script>alert(1)</script>",
        "**vet** [x](http://x)",
        "\x00\x07",
    ],
)
async def test_odd_text_gets_a_sentence(tmp_path: Path, text: str) -> None:
    async with front_door(tmp_path) as (app, shown):
        answer = await say(app, shown, text, "e1")
        assert answer
        assert "fout bij mij" not in answer
        assert "<script>" not in answer


async def test_in_a_room_everybody_has_a_dialogue_of_their_own(tmp_path: Path) -> None:
    async with front_door(tmp_path) as (app, shown):
        await join_terminal(app.store, "bert", "member", "demo", "nl", NOW)

        async def room(who: str, key: str, text: str = "", choice: str | None = None) -> list[dict]:
            shown.clear()
            await app.receive(Message(key, "terminal", "zaal", who, NOW, text=text, choice=choice, room=True))
            return list(shown)

        mine = await room("anna", "a1", "plan een overleg volgende dinsdag om 14u in het stadhuis")
        theirs = await room("bert", "b1", "plan een intervisie volgende donderdag om 10u")
        assert "stadhuis" in mine[0]["text"]
        assert "donderdag" in theirs[0]["text"]
        planned = await room("anna", "a2", "ja")
        assert "stadhuis" in "".join(row["text"] for row in planned if row["to"] == "zaal")
        help_ = await room("anna", "a4", "help")
        foreign = await room("bert", "b2", choice=help_[0]["choices"][0]["id"])
        assert "Die knop is voor wie" in foreign[0]["text"]
        assert foreign[0]["audience"] == "only_you"
        assert (await room("anna", "a3", "wat bewaar je over mij?"))[0]["audience"] == "only_you"

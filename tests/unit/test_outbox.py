"""The outbox: places beside each other, messages of one place in order, what may have arrived, cards."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.joining import join_terminal
from bot.payload import Rendered, to_payload
from bot.port import AWAY, SENT, Delivered
from bot.shaping import Capabilities
from intents.model import Message, Phrase, Reply
from storage.records import Conversation, Delivery
from storage.store.conversations import direct_conversations
from storage.store.deliveries import AT_ONCE, add_delivery, drop_pending
from storage.store.people import cell
from storage.tables import deliveries

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
CAN = Capabilities(only_you=True, edit=True, form=False, files=True, text=4_000, buttons=10)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"


@dataclass
class Platform:
    """A platform in memory. `gate`: nothing arrives before it is open. `answers`: what comes next, by address."""

    can: Capabilities = CAN
    name: str = "terminal"
    got: list[tuple[str, Rendered]] = field(default_factory=list)
    answers: dict[str, list[Delivered]] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    inside: int = 0
    most: int = 0

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.gate.wait()
        await asyncio.sleep(0)
        self.inside -= 1
        if self.answers.get(place.address):
            return self.answers[place.address].pop(0)
        self.got.append((place.address, message))
        return Delivered("sent", handle=f"m{len(self.got)}")

    def texts(self, address: str) -> list[str]:
        return [message.text for where, message in self.got if where == address]


class Keeper(Platform):
    """One that keeps our key with a message."""

    knows: dict[str, str | None]

    async def arrived(self, place: Conversation, key: str) -> str | None:
        return self.knows[key]


class Slow(Platform):
    """One that wants time between two messages to a place; the time does not pass by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.full: dict[str, float] = {}
        self.rested = asyncio.Event()

    def target(self, place: Conversation) -> str:
        return place.address

    def wait(self, place: Conversation) -> float:
        return self.full.get(place.address, 0.0)

    async def rest(self, place: Conversation) -> None:
        await self.rested.wait()
        self.full.clear()


async def until(so: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not so():  # noqa: ASYNC110 - it comes over a real database
            await asyncio.sleep(0.001)


@dataclass
class Stage:
    app: App
    platform: Any
    now: datetime = NOW
    said: int = 0

    async def put(self, who: str, text: str, key: str, kind: str = "reply") -> None:
        """A row for somebody."""
        async with self.app.store.everywhere() as everywhere:
            home = (await cell(everywhere, "demo", NOW)).id
        async with self.app.store.writing(home) as scope:
            place = next(p for p in await direct_conversations(scope) if p.address == who)
            payload = to_payload(Reply((Phrase("helpdesk-answer-text", {"text": text}),)), "nl", "direct", [])
            await add_delivery(scope, Delivery(key, home, place.id, kind, payload, self.now))

    async def due(self) -> None:
        self.platform.gate.set()
        await self.app.outbox.deliver_due(self.now)

    async def say(self, who: str, text: str = "", **more: Any) -> None:
        self.platform.gate.set()
        self.said += 1
        key = f"event-{self.said}"
        place = more.pop("room", None)
        at = Message(key, "terminal", place or who, who, self.now, text=text, room=bool(place), **more)
        await self.app.receive(at)

    async def rows(self) -> dict[str, tuple[str, str | None]]:
        async with self.app.store.everywhere() as everywhere:
            found = await everywhere.rows(deliveries.select())
        return {row.key: (row.state, row.reason) for row in found}

    def last(self, address: str) -> Rendered:
        return [message for where, message in self.platform.got if where == address][-1]


@asynccontextmanager
async def stage(folder: Path, platform: Any) -> AsyncIterator[Stage]:
    made: list[Stage] = []
    clock: Callable[[], datetime] = lambda: made[0].now if made else NOW  # noqa: E731 - a clock that is set
    async with open_app(folder, {"terminal": platform}, clock, CACHE) as app:
        made.append(Stage(app, platform))
        for who in ("anna", "bob", "carla"):
            await join_terminal(app.store, who, "coordinator", "demo", "nl", NOW)
            await made[0].say(who, "hallo")
        platform.got.clear()
        platform.gate.clear()
        platform.most = 0
        yield made[0]


async def test_places_beside_each_other_and_each_in_order(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        for number in range(3):
            for who in ("anna", "bob", "carla"):
                await here.put(who, f"{number}", f"{who}:{number}")
        await here.due()
        assert here.platform.most == 3
        assert [here.platform.texts(who) for who in ("anna", "bob", "carla")] == [["0", "1", "2"]] * 3
        assert {state for state, _ in (await here.rows()).values()} == {"sent"}


async def test_never_more_on_their_way_than_may_be_uncertain(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        people = [f"p{number}" for number in range(AT_ONCE + 10)]
        for who in people:
            await join_terminal(here.app.store, who, "member", "demo", "nl", NOW)
            await here.say(who, "hallo")
        here.platform.gate.clear()
        here.platform.most = 0
        for who in people:
            await here.put(who, "dag", f"row:{who}")
        waiting = asyncio.create_task(here.app.outbox.deliver_due(NOW))
        await until(lambda: here.platform.inside == AT_ONCE)
        assert [state for state, _ in (await here.rows()).values()].count("sending") == AT_ONCE
        here.platform.gate.set()
        assert await waiting == len(people)
        assert here.platform.most == AT_ONCE


async def test_what_is_worded_ahead_stays_here_where_its_meeting_is_cancelled_meanwhile(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, Platform()) as here:
        for number in range(AT_ONCE):
            await join_terminal(here.app.store, f"p{number}", "member", "demo", "nl", NOW)
            await here.say(f"p{number}", "hallo")
        await here.say("anna", "plan een casusoverleg op 10 maart om 14u")
        await here.say("anna", "ja")
        here.now = NOW.replace(day=9, hour=13, minute=30)
        here.platform.gate.clear()
        waiting = asyncio.create_task(here.app.outbox.deliver_due(here.now))
        await until(lambda: here.platform.inside == AT_ONCE)
        states = {key: state for key, (state, _) in (await here.rows()).items()}
        ahead = {key for key, state in states.items() if state == "claimed"}
        assert len(ahead) == 3
        async with here.app.store.everywhere() as everywhere:
            row = await everywhere.first(deliveries.select().where(deliveries.c.key.in_(ahead)))
        assert row
        async with here.app.store.writing(row.cell_id) as scope:
            await drop_pending(scope, row.occurrence_id, here.now, "cancelled")
        here.platform.gate.set()
        await waiting
        rows = await here.rows()
        assert {rows[key] for key in ahead} == {("skipped", "cancelled")}
        assert {rows[key][0] for key, state in states.items() if state == "sending"} == {"sent"}


async def test_one_place_that_hangs_holds_up_no_other(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await here.put("anna", "langzaam", "a:0")
        slow = asyncio.create_task(here.app.outbox.deliver_due(NOW))
        await until(lambda: here.platform.inside)
        hung, here.platform.gate = here.platform.gate, asyncio.Event()
        here.platform.gate.set()
        await here.say("bob", "help")
        assert here.platform.texts("bob")
        assert not slow.done()
        hung.set()
        await slow
        assert here.platform.texts("anna") == ["langzaam"]


async def test_what_is_paced_waits_without_being_on_its_way(tmp_path: Path) -> None:
    async with stage(tmp_path, Slow()) as here:
        here.platform.gate.set()
        here.platform.full = {"anna": 0.5, "carla": 60.0}
        for who in ("anna", "bob", "carla"):
            await here.put(who, "dag", f"{who}:0")
        waiting = asyncio.create_task(here.app.outbox.deliver_due(NOW))
        await until(lambda: here.platform.got)
        rows = await here.rows()
        assert [rows[f"{who}:0"][0] for who in ("anna", "carla")] == ["pending", "pending"]
        assert not waiting.done()
        here.platform.rested.set()
        await waiting
        assert [where for where, _ in here.platform.got] == ["bob", "anna"]
        here.now += timedelta(seconds=61)
        await here.due()
        assert here.platform.texts("carla") == ["dag"]


async def test_who_is_away_gets_all_of_it_later_and_in_order(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        here.platform.answers["anna"] = [Delivered("later", AWAY)]
        for number in range(3):
            await here.put("anna", f"{number}", f"anna:{number}")
        await here.due()
        assert here.platform.texts("anna") == []
        await here.app.outbox.welcome("anna", NOW)
        assert here.platform.texts("anna") == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("kind", "times", "state"),
    [("reply", 1, "uncertain"), ("notice", 1, "uncertain"), ("edit", 0, "skipped")],
)
async def test_what_may_have_arrived_is_sent_again_once_and_marked(
    tmp_path: Path, kind: str, times: int, state: str
) -> None:
    async with stage(tmp_path, Platform()) as here:
        here.platform.answers["anna"] = [Delivered("uncertain", "silence")] * 2
        await here.put("anna", "dag", "e1:0", kind)
        if kind != "edit":
            await here.due()
            assert (await here.rows())["e1:0"][0] == "pending"
            here.platform.answers["anna"].pop()
        here.now += timedelta(minutes=1)
        await here.due()
        texts = here.platform.texts("anna")
        assert len(texts) == times
        assert all("Mogelijk dubbel" in text and "dag" in text for text in texts)
        assert (await here.rows())["e1:0"][0] == state


async def test_an_answer_of_which_a_part_arrived_is_not_sent_again(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        here.platform.answers["anna"] = [SENT, Delivered("uncertain", "silence")]
        for number in range(2):
            await here.put("anna", f"{number}", f"e1:{number}")
        await here.due()
        here.now += timedelta(minutes=5)
        await here.due()
        assert here.platform.texts("anna") == []
        assert (await here.rows())["e1:1"] == ("uncertain", "silence")


@pytest.mark.parametrize(
    ("handle", "sent", "state"), [("m7", 0, "sent"), ("", 1, "sent"), (None, 1, "uncertain")]
)
async def test_a_platform_that_keeps_our_key_is_asked(
    tmp_path: Path, handle: str | None, sent: int, state: str
) -> None:
    platform = Keeper()
    platform.knows = {"e1:0": handle}
    async with stage(tmp_path, platform) as here:
        platform.answers["anna"] = [Delivered("uncertain", "silence")]
        await here.put("anna", "dag", "e1:0")
        for _ in range(4):
            await here.due()
            here.now += timedelta(minutes=1)
        assert len(platform.texts("anna")) == sent
        assert all(("Mogelijk dubbel" in text) == (handle is None) for text in platform.texts("anna"))
        assert (await here.rows())["e1:0"][0] == state


async def _card(here: Stage) -> None:
    await here.say("anna", "plan een overleg op 10 maart om 14u")
    await here.say("anna", "ja")


def button(message: Rendered, label: str) -> str:
    return next(choice.id for choice in message.choices if choice.label == label)


async def test_a_meeting_is_kept_up_to_date_in_place(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        invitation = here.last("bob")
        handle = f"m{[m for _, m in here.platform.got].index(invitation) + 1}"
        here.platform.got.clear()
        await here.say("bob", choice=button(invitation, "Ik kom"))
        await here.due()
        ((where, edit),) = [got for got in here.platform.got if got[1].kind == "edit"]
        assert where == "bob"
        assert edit.handle == handle
        assert "Eén komt" in edit.text
        await here.say("bob", choice=button(edit, "Ik kom niet"))
        await here.due()
        edit = [m for where, m in here.platform.got if m.kind == "edit" and where == "bob"][-1]
        assert "één komt niet" in edit.text


async def test_the_cards_of_others_wait_for_answers_to_gather(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        invitations = {who: here.last(who) for who in ("bob", "carla")}
        here.platform.got.clear()
        for who in ("bob", "carla"):
            await here.say(who, choice=button(invitations[who], "Ik kom"))
            here.now += timedelta(seconds=10)
            await here.due()
        assert {where for where, message in here.platform.got if message.kind == "edit"} == {"bob", "carla"}
        here.now += timedelta(seconds=20)
        await here.due()
        (edit,) = [m for where, m in here.platform.got if m.kind == "edit" and where == "anna"]
        assert "2 komen" in edit.text


async def test_changes_before_an_edit_leaves_are_one_edit(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        invitations = {who: here.last(who) for who in ("bob", "carla")}
        here.platform.got.clear()
        for who in ("bob", "carla"):
            received = await here.app.inbox.receive(
                Message(f"press-{who}", "terminal", who, who, NOW, choice=button(invitations[who], "Ik kom"))
            )
            assert received
            await here.app.assistant.handle(received)
        here.now += timedelta(seconds=30)
        await here.due()
        edits = [message.text for _, message in here.platform.got if message.kind == "edit"]
        assert len(edits) == 3
        assert all("2 komen" in text for text in edits)


async def test_a_cancelled_meeting_and_one_that_is_over_lose_their_buttons(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        here.now = datetime(2026, 3, 10, 13, 1, tzinfo=UTC)
        await here.due()
        begun = here.last("bob")
        assert (begun.kind, begun.choices) == ("edit", ())
        here.now += timedelta(hours=5)
        await here.due()
        assert here.last("bob").text.startswith("Voorbij")
        await here.say("anna", "plan een overleg op 17 maart om 14u")
        await here.say("anna", "ja")
        here.platform.got.clear()
        await here.say("anna", "zeg het overleg af")
        await here.say("anna", "ja")
        await here.due()
        edits = {message.handle: message for _, message in here.platform.got if message.kind == "edit"}
        assert len(edits) == 3
        assert {message.choices for message in edits.values()} == {()}
        assert all("in mijn nieuwste bericht" in message.text for message in edits.values())


async def test_no_older_message_says_what_is_true_no_more(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        for words in ("zeg het overleg af", "ja", "maak ongedaan"):
            await here.say("anna", words)
            await here.due()
        bob = [message for who, message in here.platform.got if who == "bob"]
        shown = {(message.handle or number): message.text for number, message in enumerate(bob)}
        assert not [text for text in shown.values() if text.startswith("Gaat niet door")]
        assert "Gaat toch door" in bob[-1].text or "Gaat toch door" in bob[-2].text


async def test_in_a_room_the_card_is_counted_up_and_the_presser_alone_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await here.say("anna", "wat staat er gepland?", room="zaal")
        await here.say("anna", "ja", room="zaal")
        await here.say("anna", "plan een overleg op 10 maart om 14u", room="zaal")
        await here.say("anna", "ja", room="zaal")
        card = here.last("zaal")
        here.platform.got.clear()
        for who in ("bob", "carla"):
            await here.say(who, choice=button(card, "Ik kom"), room="zaal")
        await here.due()
        in_room = [message for where, message in here.platform.got if where == "zaal"]
        assert {m.audience for m in in_room if m.kind != "edit"} == {"only_you"}
        assert "2 komen" in [m.text for m in in_room if m.kind == "edit"][-1]


async def test_an_edit_of_a_message_that_is_gone_is_dropped(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await _card(here)
        invitation = here.last("bob")
        here.platform.got.clear()
        here.platform.answers["carla"] = [Delivered("failed", "message_not_found")]
        await here.say("bob", choice=button(invitation, "Ik kom"))
        await here.due()
        await here.say("bob", choice=button(invitation, "Ik kom niet"))
        await here.due()
        assert [message for where, message in here.platform.got if where == "carla"] == []


async def test_a_reminder_that_may_have_arrived_is_told_to_who_planned(tmp_path: Path) -> None:
    async with stage(tmp_path, Platform()) as here:
        await here.say("anna", "plan een overleg op 10 maart om 14u, herinner iedereen een dag vooraf")
        await here.say("anna", "ja")
        here.platform.got.clear()
        here.now = datetime(2026, 3, 9, 13, tzinfo=UTC)
        here.platform.answers["bob"] = [Delivered("uncertain", "silence")]
        for _ in range(3):
            await here.due()
            here.now += timedelta(minutes=1)
        assert len([text for text in here.platform.texts("carla") if "10 maart" in text]) == 1
        assert here.platform.texts("bob") == []
        assert (
            len([text for text in here.platform.texts("anna") if "Misschien kreeg niet iedereen" in text])
            == 1
        )

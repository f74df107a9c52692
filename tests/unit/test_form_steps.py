"""The sheet as a form in steps, through the front door: what is typed is taken or comes back as it was."""

import io
import logging
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.channels.terminal import Terminal
from bot.documents import make_file
from bot.joining import join_terminal
from bot.pages.standing import standing
from bot.payload import FormStep, Input
from intents.model import Message, Step
from storage.privacy import normalise
from storage.store.cases import load_cases, sheet_count
from storage.store.conversations import direct_conversations
from tests.leak_scanner import leaks

NOW = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
START = {
    "direction": "to_ltf",
    "agreed": "yes",
    "subject": "person",
    "officer": "present",
    "reference": "new",
}
SECRET, BALANCE = "het kwebbeltraject sinds januari", "hij oefent zonnebloemig"
NAMED = "Sinds januari filmpjes, zei Mohamed Benali."
REST: tuple[dict[str, str], ...] = (
    {"town": "Mechelen", "dates": "3 en 10 maart 2026"},
    {"reason": "Op vraag van de school."},
    {"ideology": SECRET, "ideology_balance": BALANCE},
    {},
    {},
    {},
    {"confirmed": "no"},
    {},
    {"phase": "running"},
    {"categories": "guidance\nvdab", "followup": "Een dienst volgt op."},
    {"questions": "Wie neemt contact op met de school?"},
    {"participants": "Information Officer, CLB"},
    {"readback": "yes"},
)
AGREED = {"agreement.1": "yes", "agreement.2": "yes"}


class Modal:
    """A platform's own form: it sends what is filled in and shows what comes back."""

    def __init__(self, app: App, now: datetime = NOW, prefix: str = "s") -> None:
        self.app, self.now, self.prefix, self.events = app, now, prefix, 0
        self.step: FormStep | None = None
        self.words = ""

    async def do(self, step: Step, form: Mapping[str, str] | None = None) -> FormStep:
        """Do something in the form; the step that comes back."""
        await self.end(step, form)
        assert self.step, self.words
        return self.step

    async def end(self, step: Step, form: Mapping[str, str] | None = None) -> str:
        """Do something in the form; the words that come back."""
        self.events += 1
        key = f"{self.prefix}{self.events}"
        message = Message(key, "terminal", "form:anna", "anna", self.now, form=form, step=step)
        (answer,) = await self.app.receive(message)
        assert answer.attachment is None
        assert answer.choices == ()
        self.step, self.words = answer.step, answer.text
        return self.words

    async def to(self, name: str) -> FormStep:
        """Open it and fill everything in up to the step called `name`."""
        step = await self.do("open")
        for form in (START, *REST):
            if step.id == name:
                return step
            step = await self.do("next", form)
        assert step.id == name
        return step


def field(step: FormStep, key: str) -> Input:
    return next(one for one in step.inputs if one.key == key)


def problems(step: FormStep) -> dict[str, str]:
    return {one.key: one.problem for one in step.inputs if one.problem}


@asynccontextmanager
async def running(folder: Path, now: datetime = NOW) -> AsyncIterator[App]:
    """One process on the folder; to the person's own chat it says nothing."""
    shown: list[dict] = []
    async with open_app(folder, {"terminal": Terminal(shown.append)}, lambda: now, CACHE) as opened:
        await join_terminal(opened.store, "anna", "coordinator", "demo", "nl", now)
        yield opened
        assert shown == []


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with running(tmp_path) as opened:
        yield opened


async def cell_of(app: App) -> str:
    return (await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)).cell_id


async def codes(app: App) -> list[str]:
    async with app.store.reading(await cell_of(app)) as scope:
        return [case.code for case in await load_cases(scope)]


def document(app: App, words: str) -> str:
    found = re.search(r"/document/([\w-]{32})(?![\w-])", words)
    assert found, words
    assert "Toch geen consensus" in words
    held = app.handover.find(found[1], NOW)
    assert held
    return zipfile.ZipFile(io.BytesIO(make_file(held[0])[1])).read("word/document.xml").decode("utf8")


async def test_a_sheet_is_filled_in_from_the_first_step_to_the_document(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    modal = Modal(app)
    first = await modal.do("open")
    assert (first.id, first.here, first.back) == ("start", 1, "")
    second = await modal.do("next", START)
    (code,) = await codes(app)
    assert code in second.text
    assert "feiten volstaan" in second.text
    for form in REST:
        step = await modal.do("next", form)
    assert (step.id, step.here) == ("agreement", step.total)
    assert [one.label.split(":")[0] for one in step.inputs] == ["Information Officer", "CLB"]
    words = await modal.end("next", AGREED)
    assert modal.step is None
    made = document(app, words)
    for text in (SECRET, BALANCE, "Mechelen", code, "Op vraag van de school."):
        assert text in made
    async with app.store.reading(await cell_of(app)) as scope:
        case = (await load_cases(scope))[0]
        assert await sheet_count(scope, case.id) == 1
    assert leaks([SECRET, BALANCE, "Een dienst volgt op"], app.folder) == []
    assert not any(text in caplog.text for text in (SECRET, BALANCE))
    assert "afgesloten" in await modal.end("next", AGREED)
    assert (await modal.do("open")).id == "start"


async def test_the_read_back_shows_everything_as_it_will_stand(app: App) -> None:
    step = await Modal(app).to("readback")
    for text in (
        SECRET,
        BALANCE,
        "Mechelen",
        "3 maart 2026",
        "Begeleiding",
        "Information Officer en CLB",
        "Leeg",
    ):
        assert text in step.text


async def test_what_is_wrong_comes_back_with_everything_as_typed_and_nothing_is_kept(app: App) -> None:
    modal = Modal(app)
    await modal.do("open")
    half = {**START, "agreed": "", "subject": "koe"}
    step = await modal.do("next", half)
    assert set(problems(step)) == {"agreed", "subject"}
    assert {one.key: one.value for one in step.inputs} == half
    assert await codes(app) == []
    step = await modal.do("next", START)
    step = await modal.do("next", {"town": "Mechelen", "dates": "32 maart", "zone": "5415"})
    assert set(problems(step)) == {"dates"}
    assert [one.value for one in step.inputs] == ["Mechelen", "5415", "32 maart", ""]
    assert len(await codes(app)) == 1


async def test_a_name_is_refused_and_can_be_left_out(app: App) -> None:
    modal = Modal(app)
    await modal.to("ideology")
    given = {"ideology": NAMED, "ideology_balance": BALANCE}
    step = await modal.do("next", given)
    assert "Mohamed Benali" in problems(step)["ideology"]
    assert field(step, "ideology").value == NAMED
    assert field(step, "ideology_balance").value == BALANCE
    way = field(step, "ideology.sure").options[0][0]
    other = await modal.do("next", {"ideology": f"{NAMED} Ook Karim Haddad.", "ideology.sure": way})
    assert "Karim Haddad" in problems(other)["ideology"]
    assert (await modal.do("next", {**given, "ideology.sure": way})).id == "social"
    back = await modal.do("back")
    assert "Benali" not in field(back, "ideology").value
    assert "filmpjes" in field(back, "ideology").value
    conversation = next(iter(app.services.boxes._held))
    texts = app.services.boxes.texts(conversation, NOW).values()
    assert not any("Benali" in text or "Haddad" in text for text in texts)


async def test_an_odd_answer_is_asked_once_and_what_was_meant_so_is_taken(app: App) -> None:
    modal = Modal(app)
    await modal.to("discussion")
    step = await modal.do("next", {"town": "Mechellen"})
    ways = {label: value for value, label in field(step, "town.sure").options}
    assert set(ways) == {"Mechelen", "Zo bewaren", "Herschrijf"}
    step = await modal.do("next", {"town": "Mechellen", "town.sure": ways["Mechelen"]})
    assert step.id == "reason"
    assert field(await modal.do("back"), "town").value == "Mechelen"
    step = await modal.do("next", {"town": "Gentt", "town.sure": ways["Zo bewaren"]})
    assert "town" in problems(step)
    ways = {label: value for value, label in field(step, "town.sure").options}
    assert (await modal.do("next", {"town": "Gentt", "town.sure": ways["Zo bewaren"]})).id == "reason"


async def test_without_consensus_it_ends_at_once_whatever_else_is_missing(app: App) -> None:
    modal = Modal(app)
    await modal.do("open")
    words = await modal.end("next", {"direction": "to_ltf", "agreed": "no"})
    assert modal.step is None
    assert "zonder consensus" in words
    assert await codes(app) == []


async def test_one_who_does_not_agree_leads_back_to_the_read_back(app: App) -> None:
    modal = Modal(app)
    await modal.to("agreement")
    step = await modal.do("next", {**AGREED, "agreement.2": "no"})
    assert step.id == "readback"
    assert "CLB" in step.text
    assert "geen consensus" in step.text
    step = await modal.do("next", {"form.change": "ideology"})
    assert field(step, "ideology").value == SECRET
    step = await modal.do("next", {"ideology": f"{SECRET}, en meer"})
    assert step.id == "readback"
    assert "en meer" in step.text
    await modal.do("next", {"readback": "yes"})
    assert "en meer" in document(app, await modal.end("next", AGREED))


async def test_the_gate_stays_shut_unless_it_is_confirmed(app: App) -> None:
    modal = Modal(app)
    await modal.to("confirmed")
    assert (
        await modal.do("next", {"psychological": "Een stoornis.", "confirmed": "unknown"})
    ).id == "additional"
    assert (await modal.do("next", {"form.change": "psychological"})).id != "psychological"
    assert (await modal.do("next", {"psychological": "Een stoornis."})).id != "psychological"
    back = await modal.do("back")
    while back.id != "confirmed":
        back = await modal.do("back")
    assert field(back, "confirmed").value == "unknown"
    assert (await modal.do("next", {"confirmed": "yes"})).id == "psychological"


async def test_a_balance_box_does_not_stand_alone(app: App) -> None:
    modal = Modal(app)
    await modal.to("ideology")
    step = await modal.do("next", {"ideology_balance": BALANCE})
    assert "leeg" in problems(step)["ideology_balance"]
    assert field(step, "ideology_balance").value == BALANCE


async def test_back_takes_nothing_away_and_keeps_what_was_typed(app: App) -> None:
    modal = Modal(app)
    await modal.to("social")
    step = await modal.do("back", {"social": "Een goede band met de trainer."})
    assert step.id == "ideology"
    assert field(step, "ideology").value == SECRET
    step = await modal.do("back")
    assert step.id == "reason"
    step = await modal.do("next", {"reason": "Op vraag van de buurt."})
    assert step.id == "social"
    assert field(step, "social").value == "Een goede band met de trainer."
    first = step
    while first.id != "start":
        first = await modal.do("back")
    assert field(first, "reference").value == (await codes(app))[0]
    same = {one.key: one.value for one in first.inputs}
    assert (await modal.do("next", same)).id == "social"
    assert len(await codes(app)) == 1


async def test_it_is_left_and_gone_on_with_or_begun_anew(app: App) -> None:
    modal = Modal(app)
    await modal.to("social")
    words = await modal.end("stop")
    assert modal.step is None
    assert "Gestopt" in words
    step = await modal.do("open")
    assert step.id == "social"
    assert all(one.optional for one in step.inputs)
    step = await modal.do("next", {"form.anew": field(step, "form.anew").options[0][0]})
    assert step.id == "start"
    assert field(step, "direction").value == ""
    conversation = app.services.boxes.texts
    assert not any(conversation(key, NOW) for key in list(app.services.boxes._held))


async def test_after_a_restart_the_boxes_are_named_and_their_step_comes_again(tmp_path: Path) -> None:
    async with running(tmp_path) as app:
        await Modal(app).to("phase")
    async with running(tmp_path) as app:
        modal = Modal(app, prefix="t")
        step = await modal.do("next", {"phase": "running"})
        assert step.id == "reason"
        assert "Reden van agendering" in step.text
        assert "Overtuigingen en ideologie" in step.text
        step = await modal.do("next", {"reason": "Op vraag van de school."})
        assert step.id == "ideology"
        step = await modal.do("next", {"ideology": SECRET})
        assert step.id == "followup"
        assert leaks([SECRET, BALANCE], tmp_path) == []


async def test_text_that_was_left_too_long_is_asked_again_before_the_document(tmp_path: Path) -> None:
    async with running(tmp_path) as app:
        await Modal(app).to("agreement")
    later = NOW + timedelta(minutes=31)
    async with running(tmp_path, later) as app:
        step = await Modal(app, later, "t").do("next", AGREED)
        assert step.id == "reason"


async def test_an_older_window_of_the_same_form_changes_what_it_shows(app: App) -> None:
    modal = Modal(app)
    await modal.to("social")
    step = await modal.do("next", {"town": "Gent"})
    assert step.id == "social"
    while step.id != "discussion":
        step = await modal.do("back")
    assert field(step, "town").value == "Gent"


async def test_an_agreement_counts_for_the_text_that_was_read_back_and_no_other(app: App) -> None:
    modal = Modal(app)
    old = await modal.to("readback")
    yes = field(old, "readback").options[0][0]
    await modal.do("next", {"ideology": f"{SECRET}, en veel meer"})
    step = await modal.do("next", {"readback": yes})
    assert set(problems(step)) == {"readback"}
    assert "en veel meer" in step.text
    step = await modal.do("next", {"readback": field(step, "readback").options[0][0]})
    assert step.id == "agreement"
    agreed = {one.key: one.options[0][0] for one in step.inputs}
    await modal.do("next", {"ideology": "Toch iets anders."})
    await modal.do("next", {"readback": "yes"})
    step = await modal.do("next", agreed)
    assert set(problems(step)) == {"agreement.1", "agreement.2"}
    assert await modal.end("next", {one.key: one.options[0][0] for one in step.inputs})
    assert modal.step is None


async def test_the_form_is_nobodys_chat(app: App) -> None:
    await Modal(app).to("social")
    async with app.store.reading(await cell_of(app)) as scope:
        places = await direct_conversations(scope)
    assert [place.address for place in places] == ["anna"]
    assert all(not place.state.get("form") for place in places)
    member = await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)
    assert (await standing(app.store, member, "terminal", NOW)).sheet == "open"
    await Modal(app, prefix="z").end("stop")
    assert (await standing(app.store, member, "terminal", NOW)).sheet == "left"


async def test_a_repeated_event_is_worked_on_once(app: App) -> None:
    modal = Modal(app)
    await modal.do("open")
    message = Message("twice", "terminal", "form:anna", "anna", NOW, form=START, step="next")
    assert len(await app.receive(message)) == 1
    assert await app.receive(message) == []
    assert len(await codes(app)) == 1


async def test_a_step_that_was_taken_in_before_a_kill_says_nothing_in_the_chat_and_can_be_sent_again(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as app:
        modal = Modal(app)
        await modal.to("discussion")
        form = {"town": "Mechelen", "zone": "Kwebbelzone"}
        await app.take(Message("killed", "terminal", "form:anna", "anna", NOW, form=form, step="next"))
    async with running(tmp_path) as app:
        assert leaks(["Kwebbelzone", "Mechelen"], tmp_path) == []
        again = Message("killed", "terminal", "form:anna", "anna", NOW, form=form, step="next")
        assert await app.receive(again) == []
        assert (await Modal(app, prefix="t").do("next", form)).id == "reason"


SAID = Message(
    "w1", "terminal", "anna", "anna", NOW, text="start een terugkoppelingsfiche", private_place=False
)


async def test_a_chat_whose_channel_has_forms_offers_its_own_and_the_page(tmp_path: Path) -> None:
    shown: list[dict] = []
    channel = Terminal(shown.append)
    channel.can = replace(channel.can, form=True)
    async with open_app(tmp_path, {"terminal": channel}, lambda: NOW, CACHE) as app:
        await join_terminal(app.store, "anna", "coordinator", "demo", "nl", NOW)
        assert await app.receive(SAID) == []
        assert [choice["label"] for choice in shown[-1]["choices"]] == [
            "Open de fiche",
            "Liever in een webpagina",
        ]
        rather = shown[-1]["choices"][1]["id"]
        await app.receive(replace(SAID, event_key="w0", text="start een terugkoppelingsfiche"))
        assert shown[-1]["choices"][0]["label"] == "Open de fiche"
        for number in range(2):
            await app.receive(replace(SAID, event_key=f"p{number}", text="", choice=rather))
            assert "/form/" in shown[-1]["text"]
        await app.receive(replace(SAID, event_key="w2", conversation="zaal", room=True))
        assert shown[-1]["audience"] == "only_you"
        assert "/form/" not in shown[-1]["text"]


NASTY = (
    "\x00\x01",
    "\ud800 half een paar",
    "\ue000vet\ue001",
    "<script>alert(1)</script> & <b>",
    "=HYPERLINK(1)",
    "‮omgekeerd",
    "x" * 12_000,
    "a\r\nb\rc",
    " . , ; en & ",
    "31/31/3131",
    "😀" * 40,
    "Is dit een vraag?",
)


async def test_whatever_is_typed_is_taken_or_comes_back(app: App) -> None:
    modal = Modal(app)
    await modal.to("discussion")
    for text in NASTY:
        step = await modal.do("next", {"town": text, "zone": text, "dates": text, "wanted": text})
        if step.id == "discussion":
            assert problems(step)
            shown = {one.key: one.value for one in step.inputs if not one.key.endswith(".sure")}
            assert set(shown.values()) == {normalise(text).strip()}
        else:
            while step.id != "discussion":
                step = await modal.do("back")
    assert (await modal.do("next", {"dates": "3 maart 2026"})).id == "reason"


async def test_the_documents_and_the_page_take_what_nobody_expects(app: App) -> None:
    modal = Modal(app)
    await modal.to("ideology")
    told = "<b>Sinds januari</b> & =1+1 {{ tekst }} \ue000vet\ue001"
    step = await modal.do("next", {"ideology": told})
    assert step.id == "social"
    for form in REST[3:]:
        step = await modal.do("next", form)
    made = document(app, await modal.end("next", AGREED))
    assert "&lt;b&gt;Sinds januari&lt;/b&gt; &amp; =1+1 {{ tekst }} vet" in made

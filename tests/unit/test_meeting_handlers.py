"""What words make of a moment, which meeting they mean, and a plan that is confirmed only once."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.handlers.meetings.responding import said
from intents.handlers.meetings.saying.cues import agrees, is_all, says
from intents.handlers.meetings.saying.moment import Moment, bare_weekday, changed_moment, said_moment
from intents.model import State
from intents.turn import Turn
from scheduler.recurrence import to_utc
from storage.privacy import Gate
from storage.records import Conversation, Member
from tests.conversations.stage import Stage

MONDAY = datetime.fromisoformat("2026-03-02T09:00")
BEFORE = Moment(date(2026, 3, 17), time(14))


def turn(words: str = "") -> Turn:
    member = Member("m", "c", "coordinator", "nl")
    place = Conversation("p", "c", "terminal", "a", "m", False, 1, {})
    text = Gate(frozenset()).trusted(words)
    return Turn(place, member, State(), to_utc(MONDAY), MONDAY, text)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("neen, 15u", "2026-03-17T15:00"),
        ("om half vier", "2026-03-17T15:30"),
        ("een uur later", "2026-03-17T15:00"),
        ("een half uur vroeger", "2026-03-17T13:30"),
        ("een kwartier later", "2026-03-17T14:15"),
        ("een dag later", "2026-03-18T14:00"),
        ("de dag ervoor", "2026-03-16T14:00"),
        ("de week erna zelfde uur", "2026-03-24T14:00"),
        ("een week vroeger", "2026-03-10T14:00"),
        ("een week opschuiven", "2026-03-24T14:00"),
        ("vrijdag", "2026-03-20T14:00"),
        ("nee, donderdag om 10u", "2026-03-19T10:00"),
        ("volgende week vrijdag", "2026-03-13T14:00"),
        ("overmorgen om 9u", "2026-03-04T09:00"),
        ("18 maart", "2026-03-18T14:00"),
        ("donderdag 26 maart zelfde uur", "2026-03-26T14:00"),
        ("in de raadzaal", "2026-03-17T14:00"),
        ("duurt twee uur", "2026-03-17T14:00"),
    ],
)
def test_words_change_a_moment(words: str, start: str) -> None:
    assert changed_moment(words, BEFORE, turn()).start == datetime.fromisoformat(start)


def test_a_length_alone_moves_what_is_moved() -> None:
    assert changed_moment("een dag", BEFORE, turn(), moving=True).day == date(2026, 3, 18)
    assert changed_moment("twee uur", BEFORE, turn()).start == BEFORE.start


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("plan een overleg om 14u", None, time(14)),
        ("plan een overleg dinsdag", date(2026, 3, 3), None),
        ("dinsdag om 14u", date(2026, 3, 3), time(14)),
        ("vandaag om 16u", date(2026, 3, 2), time(16)),
        ("om 14u, elke zes weken", None, time(14)),
        ("op 30 februari om 14u", None, time(14)),
        ("in het stadhuis", None, None),
    ],
)
def test_what_is_not_said_is_not_there(words: str, day: date | None, clock: time | None) -> None:
    moment = said_moment(words, turn())
    assert (moment.day, moment.clock) == (day, clock)


def test_what_does_not_exist_has_to_be_said_again() -> None:
    assert changed_moment("30 februari", BEFORE, turn()).day is None
    assert changed_moment("30 februari", BEFORE, turn()).blocked


@pytest.mark.parametrize(
    ("words", "weekday"),
    [
        ("dinsdag", 1),
        ("toch vrijdag om 10u", 4),
        ("morgen", None),
        ("17 maart", None),
        ("volgende week dinsdag", None),
    ],
)
def test_a_bare_weekday_is_told_from_a_date(words: str, weekday: int | None) -> None:
    assert bare_weekday(words, turn()) == weekday


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reading(words: str) -> None:
    said_moment(words, turn())
    changed_moment(words, BEFORE, turn(), moving=True)
    assert isinstance(agrees(words, "nl"), bool)
    assert said(words, "nl") in ("yes", "no", "maybe")


@pytest.mark.parametrize(
    "words", ["perfect", "'t is goed zo", "ok plan maar", "ja doe maar", "in orde", "Da’s goed"]
)
def test_agreement(words: str) -> None:
    assert agrees(words, "nl")


@pytest.mark.parametrize("words", ["ja dinsdag", "niet goed", "maar", "goed idee om 15u", ""])
def test_no_agreement(words: str) -> None:
    assert not agrees(words, "nl")


def test_cues_are_words() -> None:
    data = yaml.safe_load(files("intents").joinpath("data/meetings.yaml").read_text("utf8"))["nl"]
    lists = [value for value in data.values() if isinstance(value, list)] + list(data["whole"].values())
    assert all(isinstance(word, str) for value in lists for word in value)
    assert says("all", "annuleer de hele reeks", "nl")
    assert is_all("change", "Wijzig!", "nl")
    assert not says("all", "annuleer", "xx")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ik kan niet komen", "no"),
        ("kan er ni bij zijn", "no"),
        ("geen probleem, ik kom", "yes"),
        ("ik kom", "yes"),
        ("ik stuur een vervanger", "maybe"),
        ("ik kan niet, er komt iemand anders", "maybe"),
        ("ben verhinderd", "no"),
    ],
)
def test_what_somebody_answers(words: str, answer: str) -> None:
    assert said(words, "nl") == answer


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, to_utc(MONDAY)) as made:
        yield made


async def test_an_old_preview_does_not_plan_what_was_changed(stage: Stage) -> None:
    first = (await stage.say("plan een overleg donderdag om 14u"))[-1]["choices"][0]["id"]
    await stage.say("neen, 15u")
    rows = await stage.row({"choice": first})
    assert "gewijzigd" in rows[0]["text"]
    assert "15.00 u" in rows[0]["text"]
    assert "Gepland" in (await stage.press("Zo plannen"))[0]["text"]
    again = await stage.row({"choice": first})
    assert "Gepland." not in again[0]["text"]
    assert (await stage.say("wat staat er gepland?"))[0]["text"].count("Overleg ·") == 1


async def test_two_people_confirm_the_same_preview(stage: Stage) -> None:
    rows = await stage.say("plan een overleg donderdag om 14u", room="zaal")
    button = rows[-1]["choices"][0]["id"]
    await stage.row({"choice": button, "room": "zaal"})
    second = await stage.row({"choice": button, "room": "zaal", "from": "bob"})
    assert "Gepland." not in second[0]["text"]
    assert (await stage.say("wat staat er gepland?"))[0]["text"].count("Overleg ·") == 1


async def test_a_dropped_plan_is_gone(stage: Stage) -> None:
    first = (await stage.say("plan een overleg donderdag om 14u"))[-1]["choices"][0]["id"]
    await stage.say("neen, 15u")
    await stage.say("laat maar")
    assert "loopt niet meer" in (await stage.row({"choice": first}))[0]["text"]


async def test_a_cancelled_series_is_taken_up_again_without_what_was_cancelled_before(stage: Stage) -> None:
    await stage.say("plan een overleg dinsdag om 14u, elke zes weken")
    await stage.say("ja")
    await stage.say("zeg het overleg van 14 april af")
    await stage.press("Deze keer afzeggen")
    await stage.say("annuleer de hele reeks")
    await stage.press("De hele reeks afzeggen")
    await stage.say("maak ongedaan")
    text = (await stage.say("wat staat er gepland?"))[0]["text"]
    assert "26 mei" in text
    assert "14 april" not in text

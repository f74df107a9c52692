"""Date polls: the rules, and what time and people make of a poll in the store."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.pages.standing import standing
from scheduler.model import Occurrence, Setting
from scheduler.polls import (
    People,
    Window,
    ascending,
    best,
    deadline_for,
    is_complete,
    nudge_at,
    offers,
    ranked,
    tally,
    waiting_for,
)
from scheduler.recurrence import to_utc
from storage.store.people import find_member
from storage.store.people.linking import erase_member
from tests.conversations.stage import Stage

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)  # A Monday.
SETTING = Setting(NOW, "flanders")
ASK = "prik een datum voor het casusoverleg: dinsdag 10 maart 14u, woensdag 11 maart 10u of donderdag 12 maart 14u"


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


def at(number: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, number, hour, minute)  # noqa: DTZ001 - a wall clock


# --- The rules ------------------------------------------------------------------------------------------------


def test_offers_are_free_and_within_working_hours() -> None:
    taken = Occurrence("other", at(10, 13), at(10, 13), 240)
    found = offers([Window(day(9), day(15), time(12), time(18))], 120, Setting(NOW, "flanders", (taken,)))
    assert [one.date() for one in found] == [day(9), day(11), day(12), day(13)]
    assert all(12 <= one.hour <= 15 for one in found)


def test_offers_know_holidays_and_closing_days() -> None:
    whitsun = Window(day(25, 5), day(26, 5))
    assert {one.date() for one in offers([whitsun], 120, SETTING)} == {day(26, 5)}
    closed = Setting(NOW, "flanders", (), {"2026-05-26": True})
    assert offers([whitsun], 120, closed) == []


def test_offers_are_spread_over_the_days() -> None:
    found = offers([Window(day(9), day(20))], 120, SETTING)
    assert len({one.date() for one in found}) == len(found) == 5
    assert {one.hour for one in found} == {10, 14}


def test_nothing_is_offered_in_the_past() -> None:
    assert all(to_utc(one) > NOW for one in offers([Window(day(1), day(2))], 60, SETTING))


def test_a_working_day_is_left_to_answer_where_the_stretch_has_room() -> None:
    found = offers([Window(day(2), day(6))], 60, SETTING)
    assert {one.date() for one in found} == {day(4), day(5), day(6)}
    assert {one.date() for one in offers([Window(day(3), day(4))], 60, SETTING)} == {day(3), day(4)}


def test_nobody_has_to_answer_by_the_middle_of_the_night() -> None:
    evening = Setting(to_utc(at(8, 18)), "flanders")
    assert deadline_for([at(9, 9)], evening) == at(8, 20)
    late = Setting(to_utc(at(8, 22)), "flanders")
    assert deadline_for([at(9, 10)], late) == at(9, 8)


def test_the_deadline_is_three_working_days_or_before_the_first_time() -> None:
    assert deadline_for([at(20, 14)], SETTING) == at(5, 17)
    assert deadline_for([at(4, 14)], SETTING) == at(3, 17)
    assert deadline_for([at(9, 9)], SETTING) == at(5, 17)
    soon = deadline_for([at(2, 14)], SETTING)
    assert at(2, 9) < soon < at(2, 14)


def test_a_nudge_comes_before_the_deadline_and_not_at_night() -> None:
    assert nudge_at(at(2, 9), at(5, 17)) == at(4, 17)
    assert nudge_at(at(2, 9), at(2, 13)) == at(2, 11)
    assert nudge_at(at(2, 9), at(6, 6)) == at(5, 8)
    assert nudge_at(at(2, 9), at(6, 23)) == at(5, 20)


def test_who_must_be_there_weighs_more_than_any_number() -> None:
    slots = {"one": at(10, 14), "two": at(11, 14)}
    answers = {"one": {"a": "yes", "b": "yes", "p": "no"}, "two": {"a": "no", "b": "maybe", "p": "yes"}}
    people = People(("a", "b", "p"), required=frozenset({"p"}))
    assert [one.slot for one in ranked(tally(slots, answers, people))] == ["two", "one"]
    assert [one.slot for one in best(tally(slots, answers, People(("a", "b", "p"))))] == ["one", "two"][:1]


def test_ties_are_told_and_a_refused_time_is_out() -> None:
    slots = {"one": at(10, 14), "two": at(11, 14), "three": at(12, 14)}
    answers = {
        "one": {"a": "yes", "b": "no"},
        "two": {"a": "no", "b": "yes"},
        "three": {"a": "no", "b": "no"},
    }
    tallies = tally(slots, answers, People(("a", "b")))
    assert [one.slot for one in best(tallies)] == ["one", "two"]
    assert [one.refused for one in tallies] == [False, False, True]


def test_nobody_waits_for_who_may_be_missed() -> None:
    answers = {"one": {"a": "yes"}}
    assert waiting_for(["one"], answers, ["a", "b"]) == ["b"]
    assert not is_complete(["one"], answers, People(("a", "b")))
    assert is_complete(["one"], answers, People(("a", "b"), optional=frozenset({"b"})))
    assert not is_complete(["one"], {}, People(()))


def test_weekdays_that_were_listed_are_one_week() -> None:
    listed = [(day(10), True), (day(11), True), (day(5), True)]
    assert ascending(listed) == [day(10), day(11), day(12)]
    assert ascending([(day(12), False), (day(5), False)]) == [day(12), day(5)]


# --- In the store, on each kind of database -------------------------------------------------------------------


@pytest.fixture
async def stage(database: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(tmp_path, NOW) as made:
        for who in ("bob", "carla"):
            await made.say("hallo", **{"from": who})
        await made.say(ASK)
        await made.press("Zo vragen")
        yield made


def told(rows: list[dict[str, Any]], kind: str) -> list[str]:
    return sorted(row["to"] for row in rows if row["kind"] == kind)


async def test_only_who_did_not_answer_is_nudged_once(stage: Stage) -> None:
    await stage.say("ik kan altijd", **{"from": "bob"})
    await stage.say("dinsdag kan", **{"from": "carla"})
    assert told(await stage.pass_time("2026-03-05T16:59"), "reminder") == ["a", "carla"]


async def test_it_closes_itself_and_tells_its_planner_once(stage: Stage) -> None:
    await stage.say("dinsdag kan, de rest niet", **{"from": "bob"})
    await stage.pass_time("2026-03-05T16:59")
    rows = await stage.pass_time("2026-03-05T17:00")
    assert [(row["to"], row["kind"]) for row in rows] == [("a", "say")]
    assert "Het best: dinsdag 10 maart" in rows[0]["text"]
    assert await stage.pass_time("2026-03-09T17:00") == []
    rows = await stage.say("woensdag kan toch", **{"from": "bob"})
    assert "Genoteerd voor" not in rows[-1]["text"]


async def test_it_closes_when_everybody_answered(stage: Stage) -> None:
    await stage.say("ik kan altijd", **{"from": "bob"})
    await stage.say("ik kan altijd")
    rows = await stage.say("ik kan nooit behalve woensdag", **{"from": "carla"})
    rows += await stage.pass_time("2026-03-02T09:01")
    closed = [row for row in rows if row["to"] == "a"]
    assert len(closed) == 1
    assert "3 van de 3 antwoordden" in closed[-1]["text"]
    assert "Het best: woensdag 11 maart" in closed[-1]["text"]
    assert await stage.pass_time("2026-03-06T17:00") == []  # No nudge, and no second end.


async def test_after_downtime_it_closes_all_the_same(stage: Stage) -> None:
    stage.shown.clear()
    stage.clock.set(to_utc(at(6, 9)))
    await stage.app.tick()
    assert [row["to"] for row in stage.shown] == ["a"]
    assert "gesloten" in stage.shown[0]["text"]


async def test_the_winner_is_planned_undone_and_planned_again(stage: Stage) -> None:
    await stage.say("dinsdag kan", **{"from": "bob"})
    await stage.say("sluit de peiling")
    plan = "Plan dinsdag 10 maart 2026, 14.00 u"
    rows = await stage.press(plan)
    assert "Gepland" in rows[0]["text"]
    assert "ik noteerde dat je komt" in rows[1]["text"]
    await stage.say("maak ongedaan")
    await stage.say("toon de peiling")
    assert "Gepland" in (await stage.press(plan))[0]["text"]
    rows = await stage.say("toon de peiling", **{"from": "bob"})
    assert "is klaar" in rows[0]["text"]
    assert rows[0]["choices"] == []


async def test_a_cancelled_poll_comes_back_with_its_answers(stage: Stage) -> None:
    await stage.say("ik kan altijd", **{"from": "bob"})
    await stage.say("annuleer de peiling")
    await stage.press("Stopzetten")
    assert await stage.pass_time("2026-03-02T09:10") == []
    await stage.say("maak ongedaan")
    rows = await stage.say("toon de peiling")
    assert "één kan" in rows[0]["text"]


async def test_who_is_erased_is_asked_nothing_more(stage: Stage) -> None:
    await stage.say("ik kan altijd", **{"from": "carla"})
    async with stage.app.store.everywhere() as everywhere:
        carla = await find_member(everywhere, "terminal", "carla")
    assert carla is not None
    async with stage.app.store.writing(carla.cell_id) as scope:
        await erase_member(scope, carla, NOW)
    rows = await stage.say("toon de peiling")
    assert "Nog niemand van de 2" in rows[0]["text"]
    assert "kan" not in rows[0]["text"].split("Antwoorden kan")[0].split("2026, 14.00 u")[1]


async def test_the_quiet_line_names_a_poll_until_it_is_answered(stage: Stage) -> None:
    async with stage.app.store.everywhere() as everywhere:
        bob = await find_member(everywhere, "terminal", "bob")
    assert bob is not None

    async def line() -> list[str]:
        now_is = await standing(stage.app.store, bob, "terminal", stage.clock())
        return [sentence.key for sentence in now_is.sentences]

    assert "poll-standing" in await line()
    await stage.say("ik kan altijd", **{"from": "bob"})
    assert "poll-standing" not in await line()


async def test_a_time_that_comes_back_has_its_answers_and_one_that_all_refused_does_not(stage: Stage) -> None:
    await stage.say("dinsdag kan, donderdag niet", **{"from": "bob"})
    await stage.say("schrap dinsdag uit de peiling")
    rows = await stage.say("voeg dinsdag 10 maart 14u toe aan de peiling")
    assert "1. dinsdag 10 maart 2026, 14.00 u: één kan" in rows[0]["text"]
    for who in ("a", "carla"):
        await stage.say("donderdag niet", **{"from": who})
    assert "valt af" in (await stage.say("toon de peiling"))[0]["text"]
    await stage.say("schrap donderdag uit de peiling")
    rows = await stage.say("voeg donderdag 12 maart 14u toe aan de peiling")
    assert "dat zei iedereen al" in rows[0]["text"]


async def test_a_clock_that_is_set_back_closes_nothing(tmp_path: Path) -> None:
    async with Stage(tmp_path, to_utc(at(22, 9, month=11))) as stage:
        await stage.app.tick()
        await stage.pass_time("2026-03-02T09:00")
        for who in ("bob", "carla"):
            await stage.say("hallo", **{"from": who})
        await stage.say(ASK)
        await stage.press("Zo vragen")
        rows = await stage.say("toon de peiling")
        assert "gesloten" not in rows[0]["text"]
        await stage.say("niets past", **{"from": "bob"})
        await stage.say("woensdag 10u is prima", **{"from": "carla"})
        assert "één kan en 1 niet" in (await stage.say("toon de peiling"))[0]["text"]

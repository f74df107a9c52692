"""Whole meeting sentences: every slot, in the conventions of the project, at awkward references too."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.dates import languages
from intents.dates.lexicon import load
from intents.meeting import MeetingSlots, read_meeting

DATA = Path(__file__).parent.parent / "data"
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1999-01-01"), max_value=datetime.fromisoformat("2099-12-31")
)
NOW = datetime.fromisoformat("2026-03-27T09:00:00")
SCORED = ("start", "end", "duration", "rrule", "exdate", "place", "people", "reminders")
EMPTY: tuple[Any, ...] = (None, [], "", False)


def _rows() -> list[Any]:
    rows = []
    for path in sorted(DATA.glob("meetings-*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            rows.append(pytest.param(row, id=row["id"]))
    return rows


def _rule(text: str | None) -> set[str]:
    return {part for part in (text or "").split(";") if part and part != "INTERVAL=1"}


@pytest.mark.parametrize("row", _rows())
def test_every_slot_is_right(row: dict[str, Any]) -> None:
    slots = read_meeting(row["text"], row["lang"], datetime.fromisoformat(row["reference"])).row()
    for name in SCORED:
        want, got = row["slots"].get(name), slots[name]
        if name == "rrule":
            assert _rule(got) == _rule(want)
        elif name in ("people", "reminders", "exdate"):
            assert set(got or []) == set(want or []), name
        elif name == "start":
            assert got in [want, *row.get("accept_start", [])]
        else:
            assert got == want or (got in EMPTY and want in EMPTY), name


def test_the_product_sentence() -> None:
    text = (
        "plan een casusoverleg volgende dinsdag om 14u in het stadhuis, elke zes weken, "
        "herinner iedereen een dag en een uur vooraf"
    )
    assert read_meeting(text, "nl", datetime.fromisoformat("2026-03-05T10:00:00")) == MeetingSlots(
        kind="casusoverleg",
        start="2026-03-10T14:00:00",
        rrule="FREQ=WEEKLY;INTERVAL=6",
        place="stadhuis",
        reminders=("P1D", "PT1H"),
        when_text="volgende dinsdag om 14u … elke zes weken … een dag en een uur vooraf",
        day_said=True,
    )


@pytest.mark.parametrize(
    ("text", "start", "moved_from", "shift"),
    [
        ("verzet het overleg van 6 mei 10u naar 13 mei", "2026-05-13", "2026-05-06T10:00:00", None),
        (
            "verzet het overleg van 6 mei 10u naar 13 mei, zelfde uur",
            "2026-05-13T10:00:00",
            "2026-05-06T10:00:00",
            None,
        ),
        ("verzet het overleg van 6 mei naar 15u", "2026-05-06T15:00:00", "2026-05-06", None),
        ("het overleg van 6 mei mag drie dagen later", "2026-05-09", "2026-05-06", "P3D"),
        (
            "vervroeg het overleg van 6 mei 10u met een uur",
            "2026-05-06T09:00:00",
            "2026-05-06T10:00:00",
            "-PT1H",
        ),
        ("verzet het naar de week erna", None, None, "P1W"),
    ],
)
def test_a_move_says_from_where(
    text: str, start: str | None, moved_from: str | None, shift: str | None
) -> None:
    slots = read_meeting(text, "nl", NOW)
    assert (slots.start, slots.moved_from, slots.shift) == (start, moved_from, shift)


def test_a_clock_alone_says_no_day() -> None:
    slots = read_meeting("overleg om 15u", "nl", NOW)
    assert (slots.start, slots.day_said) == ("2026-03-27T15:00:00", False)


def test_hours_from_now_are_a_time() -> None:
    assert read_meeting("over twee uur overleg", "nl", NOW).start == "2026-03-27T11:00:00"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("overleg op 30 februari om 10u", "no-such-date"),
        ("overleg dinsdag om 25u", "no-such-time"),
        ("overleg dinsdag van 16u tot 14u", "end-before-start"),
        ("overleg op 3 maart 2025 om 10u", "past"),
        ("overleg vandaag om 8u", "past"),
        ("overleg op maandag 12 mei 2026", "other-weekday"),
    ],
)
def test_what_cannot_be_is_a_code(text: str, problem: str) -> None:
    assert read_meeting(text, "nl", NOW).problems == (problem,)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("overleg op 12 mei van 8u tot 23u", "2026-05-12T08:00:00", "2026-05-12T23:00:00"),
        ("overleg op 12 mei van 9 tot 21u", "2026-05-12T09:00:00", "2026-05-12T21:00:00"),
        ("overleg op 12 mei van 7 tot 10 uur 's avonds", "2026-05-12T19:00:00", "2026-05-12T22:00:00"),
        ("overleg op 12 mei om 14.30.", "2026-05-12T14:30:00", None),
    ],
)
def test_an_hour_of_24_says_nothing_of_the_start(text: str, start: str, end: str | None) -> None:
    slots = read_meeting(text, "nl", NOW)
    assert (slots.start, slots.end) == (start, end)


@pytest.mark.parametrize("place", ["lokaal B2", "lokaal B2.14", "lokaal 2.14", "B2.14"])
def test_the_number_of_a_room_is_whole(place: str) -> None:
    assert read_meeting(f"overleg op 12 mei om 10u in {place}", "nl", NOW).place == place


def test_nothing_said_is_nothing() -> None:
    assert read_meeting("", "nl", NOW) == MeetingSlots()


@pytest.mark.parametrize("language", languages())
def test_no_mix_of_its_own_words_breaks_it(language: str) -> None:
    words = sorted(" ".join(phrase) for phrase in load(language).phrases)
    shapes = [
        "12",
        "30/2",
        "25u",
        "14u30",
        "99:99",
        "9.30",
        "12-14",
        "31",
        "(",
        ",",
        ",",
        ".",
        "Gent",
        "LIVC-R",
    ]
    sentences = st.lists(st.sampled_from(words + shapes * 25), min_size=1, max_size=16).map(" ".join)

    @settings(max_examples=80, deadline=None)
    @given(sentences, MOMENTS)
    def check(text: str, now: datetime) -> None:
        json.dumps(read_meeting(text, language, now).row())

    check()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    read_meeting(text, "nl", NOW)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "clb, "),
        ("fr", "le cpas, "),
        ("de", "Imam, "),
        ("en", "mayor, "),
        ("en", "will join, "),
        ("nl", "met de school, "),
    ],
)
def test_a_long_list_is_read_in_one_go(language: str, words: str) -> None:
    """The work done for each word stays the same: no list is begun anew at each of its names, none recurs."""
    read_meeting(words, language, NOW)
    counts = [_calls(words * times, language) for times in (100, 200)]
    assert counts[1] < 2.5 * counts[0]
    read_meeting(words * 1_000, language, NOW)


def _calls(text: str, language: str) -> int:
    """How many functions are called to read a text."""
    called = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_meeting(text, language, NOW)
    finally:
        sys.setprofile(before)
    return called

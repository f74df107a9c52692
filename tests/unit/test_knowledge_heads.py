"""What an entry's head decides: where it holds, when it held, what is told of it; and the rules `spil check` names."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.heads.regions import REGIONS, holds_in, region_named, regions_named
from knowledge.heads.rules import broken_rules, figure_without_date, overdue
from knowledge.heads.telling import Asked, tell
from knowledge.heads.times import is_old, is_past, last_day
from knowledge.library import Block, Entry, Fact, Library, Source

TODAY = date(2026, 11, 22)
FACT = Fact("LEG-001", "legal", "S1", "2020", "current")


def entry(name: str, short: str = "**Zo is het.** In 2024.", **head: Any) -> Entry:
    values: dict[str, Any] = {
        "id": name,
        "theme": "probe",
        "file": "probe.yaml",
        "facts": ("LEG-001",),
        "sources": (Source("Wet", None, None, "2024-03-29"),),
        "valid_from": None,
        "valid_until": None,
        "status": "current",
        "region": "belgium",
        "audience": ("all",),
        "reviewed": "2026-11-22",
        "blocks": {"nl": Block("Hoe is het?", ("a", "b", "c", "d", "e"), short, "", ())},
    }
    return Entry(**{**values, **head})


def library(*entries: Entry) -> Library:
    return Library(Path("nowhere"), {one.id: one for one in entries}, {"LEG-001": FACT})


def told(
    of: Library, names: Iterable[str], question: str = "hoe is het?", region: str | None = None
) -> list[str]:
    found = tuple(of.entries[name] for name in names)
    answer = tell(of, found, Asked(question, "nl", region, TODAY))
    return [f"{part.entry.id}{'<' * part.second}{'!' * (part.place == 'elsewhere')}" for part in answer.parts]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("wat geldt er in Brussel?", "brussels"),
        ("en bij de Brusselse diensten", "brussels"),
        ("mag een franstalige school dat", "wallonia"),
        ("hoe zit dat in wallonië", "wallonia"),
        ("in walonie", "wallonia"),
        ("het Vlaams decreet", "flanders"),
        ("in de oostkantons", "ostbelgien"),
        ("in de Franse Gemeenschap", "wallonia"),
        ("verschil tussen Vlaanderen en Brussel", None),
        ("wie zit de cel voor?", None),
        ("", None),
    ],
)
def test_a_region_is_known_by_its_names(text: str, region: str | None) -> None:
    assert region_named(text, "nl") == region


@given(st.text(max_size=200))
def test_any_text_names_at_most_the_four_regions(text: str) -> None:
    assert set(regions_named(text, "nl")) <= set(REGIONS)
    assert regions_named(text, "sv") == ()


def test_a_community_has_services_in_brussels_too() -> None:
    where = {name: [r for r in REGIONS if holds_in(entry("x", region=name), r)] for name in (
        "belgium", "flanders", "flemish-community", "french-community", "german-community")}  # fmt: skip
    assert where["belgium"] == list(REGIONS)
    assert where["flanders"] == ["flanders"]
    assert where["flemish-community"] == ["flanders", "brussels"]
    assert where["french-community"] == ["brussels", "wallonia"]
    assert where["german-community"] == ["ostbelgien"]


def test_the_variant_of_the_region_is_told_and_asked_for_where_it_is_not_known() -> None:
    here = entry("vl", subject="help", region="flanders")
    there = entry("br", subject="help", region="brussels")
    all_over = entry("be", subject="help", region="belgium")
    both = library(here, there)
    assert told(both, ["vl"], region="brussels") == ["br"]
    assert told(both, ["br"], region="ostbelgien") == ["br!"]
    assert tell(both, (here,), Asked("hoe?", "nl", None, TODAY)).asks_region
    three = library(here, there, all_over)
    assert told(three, ["vl"], region="wallonia") == ["be"]
    assert not tell(three, (all_over,), Asked("hoe?", "nl", None, TODAY)).asks_region


def test_an_audience_keeps_its_variant_or_takes_the_general_one() -> None:
    school = entry("school", subject="speak", region="flemish-community", audience=("school",))
    french = entry("french", subject="speak", region="french-community")
    assert told(library(school, french), ["school"], region="brussels") == ["school"]
    assert told(library(school, french), ["school"], region="wallonia") == ["french"]


def test_today_comes_first_and_history_second() -> None:
    now = entry("now", valid_from="2024")
    old = entry("old", status="history", history_of="now", valid_until="2024")
    older = entry("older", status="history", history_of="now", valid_from="2016", valid_until="2018")
    of = library(now, old, older)
    assert told(of, ["now"]) == ["now"]
    assert told(of, ["old"]) == ["now", "old<"]
    assert told(of, ["now"], "hoe was het vroeger?") == ["now", "old<"]
    assert told(of, ["now"], "hoe was het in 2017?") == ["now", "older<"]
    assert told(of, ["now"], "hoe is het in 2025?") == ["now"]


def test_two_subjects_are_told_once_each() -> None:
    of = library(entry("one"), entry("two"), entry("past", status="history", history_of="one"))
    assert told(of, ["one", "two"]) == ["one", "two"]
    assert told(of, ["one", "one"]) == ["one"]
    assert told(of, ["past", "one"]) == ["one", "past<"]


@pytest.mark.parametrize(
    ("until", "past"),
    [
        ("2025", True),
        ("2026", False),
        ("2026-10", True),
        ("2026-11", False),
        ("2026-11-21", True),
        (None, False),
    ],
)
def test_what_has_ended_is_past_from_the_day_after(until: str | None, past: bool) -> None:
    assert is_past(entry("x", valid_until=until), TODAY) is past


@given(st.text(max_size=12))
def test_a_date_that_cannot_be_read_ends_nothing(written: str) -> None:
    assert isinstance(last_day(written), date)


def test_an_old_source_is_named_where_the_text_does_not() -> None:
    old = entry("x", sources=(Source("Fiche", None, None, "2022"),))
    assert is_old(old, "Zo is het.", TODAY)
    assert not is_old(old, "Zo was het in 2022.", TODAY)
    assert not is_old(entry("y"), "Zo is het.", TODAY)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("61 procent van de gemeenten.", "61"),
        ("In 2020 was dat 61 procent.", None),
        ("Maximaal 60.000 euro.", "60.000"),
        ("Bel 112 of 101.", None),
        ("Artikel 458ter en art. 44/11.", None),
        ("Het arrest 52/2021.", None),
        ("VERA-2R, boek 2.", None),
    ],
)
def test_a_figure_needs_a_year(text: str, figure: str | None) -> None:
    assert figure_without_date(text) == figure


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ({"history_of": "nobody", "status": "history"}, "no other entry"),
        ({"history_of": "probe", "status": "history"}, "no other entry"),
        ({"history_of": "other"}, "neither history nor ended"),
        ({"history_of": "gone", "status": "history"}, "history itself"),
        ({"subject": "alone"}, "only entry with the subject"),
        ({"subject": "pair"}, "same region and audience"),
        ({"facts": ()}, "rests on no fact"),
        ({"facts": ("LEG-999",)}, "LEG-999"),
        ({"status": "history", "short": "Zo was het."}, "no year"),
        ({"short": "Een **half woord."}, "without its partner"),
        ({"short": "woord " * 61}, "61 words"),
    ],
)
def test_each_rule_is_named(head: dict[str, Any], named: str) -> None:
    probe = entry("probe", **head)
    of = library(probe, entry("other"), entry("gone", status="history"), entry("twin", subject="pair"))
    assert any(named in problem for problem in broken_rules(probe, of))


def test_a_review_is_due_after_a_year() -> None:
    assert overdue(entry("x", reviewed="2025-11-01"), TODAY)
    assert not overdue(entry("x", reviewed="2026-01-01"), TODAY)
    assert overdue(entry("x", reviewed=None), TODAY)

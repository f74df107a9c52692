"""Closed days are named, per region and language."""

from datetime import date

import pytest

from scheduler.holidays import Closing, closing, regions


@pytest.mark.parametrize(
    ("day", "region", "kind"),
    [
        (date(2026, 7, 21), "flanders", "public"),
        (date(2027, 3, 29), "ostbelgien", "public"),
        (date(2026, 11, 11), "flanders", "public"),  # A school holiday as well: the weightier one is told.
        (date(2026, 7, 11), "flanders", "regional"),
        (date(2026, 7, 11), "brussels", "regional"),
        (date(2026, 7, 14), "flanders", "school"),
        (date(2026, 9, 27), "wallonia", "regional"),
        (date(2026, 11, 15), "ostbelgien", "regional"),
        (date(2026, 5, 8), "brussels", "regional"),
        (date(2027, 2, 8), "flanders", "school"),
        (date(2027, 2, 8), "brussels", "school"),
        (date(2027, 2, 22), "wallonia", "school"),
    ],
)
def test_the_weightiest_closing(day: date, region: str, kind: str) -> None:
    found = closing(day, region)
    assert found is not None
    assert (found.day, found.kind) == (day, kind)
    assert found.name


@pytest.mark.parametrize(
    ("day", "region"),
    [
        (date(2026, 3, 10), "flanders"),
        (date(2026, 7, 11), "moon"),
        (date(2026, 5, 8), "flanders"),
        (date(2027, 2, 22), "flanders"),
        (date(2027, 2, 8), "wallonia"),
    ],
)
def test_an_ordinary_day(day: date, region: str) -> None:
    assert closing(day, region) is None


def test_names_in_four_languages() -> None:
    christmas = date(2026, 12, 25)
    names = {language: closing(christmas, "flanders", language) for language in ("nl", "fr", "de", "en")}
    assert names["nl"] == Closing(christmas, "public", "Kerstmis")
    assert len({found.name for found in names.values() if found}) == 4


def test_every_region_has_every_language() -> None:
    for region in regions():
        for language in ("nl", "fr", "de", "en"):
            found = [closing(date(2027, month, 11), region, language) for month in (2, 7)]
            assert any(found), (region, language)

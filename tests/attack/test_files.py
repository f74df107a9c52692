"""Strings that try to be markup in the files that are handed over: lines of a calendar, formulae and fields of a paper.

The reader of calendars is ours and small, by RFC 5545: lines are unfolded, and each is a name, parameters and a value.
"""

# ruff: noqa: DTZ001 - wall-clock times are naive on purpose
import os
import re
import zipfile
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO

from bot.documents.calendar import invitation
from bot.documents.sheet import SheetContent, sheet_document, sheet_words
from scheduler.meetings import expand
from scheduler.model import Meeting
from storage.privacy import normalise
from tests.attack.strings import hostile

FULL = os.environ.get("SPIL_ATTACK") == "full"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIVE = re.compile(rb"<w:(fldSimple|instrText|fldChar|hyperlink|object|pict|altChunk)|TargetMode=\"External\"")
WORDS = sheet_words()


def lines(calendar: bytes) -> Counter[str]:
    """The names of the lines of a calendar, with their parameters; what is no line is named as it is."""
    text = calendar.decode("utf8")
    unfolded = re.sub(r"\r\n[ \t]", "", text)
    assert "\n" not in unfolded.replace("\r\n", "")
    assert "\r" not in unfolded.replace("\r\n", "")
    return Counter(line.partition(":")[0] for line in unfolded.split("\r\n") if line)


def meeting(place: str | None) -> bytes:
    planned = Meeting("k7f3", "casusoverleg", datetime(2026, 3, 10, 14), 120, None, place=place)
    return invitation(planned, expand(planned, NOW), now=NOW)


def test_a_place_is_one_line_of_a_calendar() -> None:
    usual = lines(meeting("stadhuis"))
    for raw in hostile(5_000 if FULL else 200):
        place = normalise(raw)
        if place.strip():
            assert lines(meeting(place)) == usual, raw


def fields(raw: str, other: str) -> Counter[bytes]:
    """What is more than text in a paper with these strings everywhere: the numbers of its pages, and no more."""
    content = SheetContent(
        reference="LR-ZGW-H3B-MKX",
        version=1,
        direction="to_ltf",
        subject="person",
        town=normalise(raw),
        police_zone=normalise(other),
        made_on=date(2026, 3, 10),
        dates=(date(2026, 1, 13),),
        boxes={"reason": raw, "social": other},
        phase="running",
        categories=("guidance", raw),
        agreements=((raw, True), (other, True)),
    )
    with zipfile.ZipFile(BytesIO(sheet_document(content, WORDS))) as archive:
        return Counter(found[0] for name in archive.namelist() for found in LIVE.finditer(archive.read(name)))


def test_a_paper_holds_no_field_formula_or_link() -> None:
    usual = fields("tekst", "nog tekst")
    strings = list(hostile(300 if FULL else 10, seed=2))
    for raw, other in zip(strings, reversed(strings), strict=True):
        assert fields(raw, other) == usual, (raw, other)

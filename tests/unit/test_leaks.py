"""Whatever is typed into a sheet, nothing that points at a person is found under the data folder afterwards."""

import logging
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from intents import handlers
from storage.crypto import Keyring
from storage.privacy import Gate, Verdict
from tests.conversations.stage import Stage
from tests.conversations.table import ANSWERS, Table
from tests.leak_scanner import containers, leaks, leaks_in

DIALOGUES = int(os.environ.get("SPIL_LEAK_DIALOGUES", "5"))
MOST_TURNS = 120
FIRST = ("Wout", "Samira", "Bilal", "Lotte", "Yusuf", "Ewelina", "Karim", "Femke", "Aïcha", "Dries")
LAST = (
    "Vanoverschelde",
    "Benhaddou",
    "Kowalczyk",
    "De Smedt",
    "Yıldırım",
    "El Khattabi",
    "Peeters",
    "Okonjo",
)
STREETS = ("Lindestraat", "Kerkplein", "Stationslei", "Molendreef", "Vaartkaai")
BOXES = ("reason", "ideology", "social", "intention", "acts", "additional", "followup", "impact", "questions")
LINES = ("town", "zone", "participants", "reference", "officer", "dates")


def identifiers(rng: Random) -> list[str]:
    """Six invented identifiers, one of each kind, with right check digits."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    digits = "".join(rng.choice("0123456789") for _ in range(6))
    return [
        f"{first} {last}",
        _national_number(rng),
        f"0470 {digits[:2]} {digits[2:4]} {digits[4:]}",
        f"{first}.{digits}@voorbeeld.be".lower(),
        f"{rng.choice(STREETS)} {rng.randrange(10, 300)}, {rng.randrange(1000, 9990)} Aalst",
        _iban(rng),
    ]


def _national_number(rng: Random) -> str:
    year, month, day, serial = (
        rng.randrange(60, 99),
        rng.randrange(1, 13),
        rng.randrange(1, 29),
        rng.randrange(1, 998),
    )
    body = f"{year:02}{month:02}{day:02}{serial:03}"
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{97 - int(body) % 97:02}"


def _iban(rng: Random) -> str:
    body = f"{rng.randrange(10**9, 10**10)}"
    account = f"{body}{int(body) % 97 or 97:02}"
    return f"BE{98 - int(account + '111400') % 97:02}{account}"


def plants(rng: Random) -> tuple[dict[str, str], dict[str, str]]:
    """Identifiers in boxes and in other fields: field → identifier."""
    found = identifiers(rng)
    rng.shuffle(found)
    boxes = dict(zip(rng.sample(BOXES, 4), found[:4], strict=True))
    return boxes, dict(zip(rng.sample(LINES, 2), found[4:], strict=True))


async def fill_in(stage: Stage, table: Table) -> dict[str, Any]:
    """A whole sheet; the last row, which hands over the document."""
    rows = await stage.say("start een terugkoppelingsfiche")
    for _ in range(MOST_TURNS):
        row = next(row for row in reversed(rows) if row["choices"] or "file" in row)
        if "file" in row:
            return row
        rows = await stage.row(table.answer(row)) or rows
    raise AssertionError("no document at the end")


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is sealed for the disk, before it is: so that the scan does not lean on the encryption."""
    kept: list[bytes] = []
    seal = Keyring.seal

    def recording(self: Keyring, value: bytes, place: str) -> bytes:
        kept.append(value)
        return seal(self, value, place)

    monkeypatch.setattr(Keyring, "seal", recording)
    return kept


def test_the_scanner_sees_through_every_container() -> None:
    for name, content in containers("Zoë Van der Elst-Ünal").items():
        assert leaks_in(["Zoë Van der Elst-Ünal"], content), name
    assert not leaks_in(["Zoë Van der Elst-Ünal"], Random(1).randbytes(200_000))  # noqa: S311 - a test's chance


async def test_full_dialogues_leave_nothing_behind(
    tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_boxes: list[str] = []
    elsewhere: list[str] = []
    with caplog.at_level(logging.INFO):
        async with Stage(tmp_path) as stage:
            for number in range(DIALOGUES):
                stage.key = f"key{number}"
                boxes, others = await _dialogue(stage, Random(number), monkeypatch)  # noqa: S311 - a test's chance
                in_boxes += boxes
                elsewhere += others
    typed = [*in_boxes, *elsewhere]
    assert len(typed) == DIALOGUES * 8
    assert not leaks(typed, tmp_path / "data")
    assert not leaks_in(typed, caplog.text.encode())
    # Sealed texts passed the gate, which may miss one in a hundred; what stood in a box is not even there.
    assert not leaks_in(in_boxes, b"\n".join(sealed))
    assert len(leaks_in(elsewhere, b"\n".join(sealed))) <= len(elsewhere) // 20


async def _dialogue(
    stage: Stage, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str]]:
    """Questions and commands with identifiers, a fault in the middle of a box, then the sheet to its end; what
    was typed into boxes, and what elsewhere."""
    boxes, lines = plants(rng)
    asked = identifiers(rng)[:2]
    await stage.say(f"mag ik gegevens van {asked[0]} delen op de livc?")
    await stage.say(f"stop, ik bedoel {asked[1]}")
    sentences = {field: f"In januari zei de school iets over {what}." for field, what in boxes.items()}
    table = Table(rng, {**sentences, **lines})
    await stage.say("start een terugkoppelingsfiche")
    with monkeypatch.context() as patch:
        patch.setitem(handlers.HANDLERS, "form.text", _broken)
        rows = await stage.say(f"ja, en {next(iter(boxes.values()))}")
        assert "nummer" in rows[0]["text"]
    await stage.say("stop")
    await stage.press("Fiche weggooien")
    row = await fill_in(stage, table)
    assert row["file"]["name"].endswith(".docx")
    return [*boxes.values()], [*lines.values(), *asked]


async def _broken(intent: object, turn: Any, services: object) -> None:
    raise ValueError(f"a fault that quotes {turn.raw}")


async def test_with_the_detector_off_still_nothing_of_the_boxes_is_kept(
    tmp_path: Path, sealed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gate, "screen", lambda self, text, *, allowed=(): Verdict((), checked=True))
    typed: list[str] = []
    async with Stage(tmp_path) as stage:
        for number in range(2):
            boxes, _ = plants(rng := Random(100 + number))  # noqa: S311 - a test's chance
            typed += boxes.values()
            assert "file" in await fill_in(stage, Table(rng, boxes))
    assert not leaks(typed, tmp_path / "data")
    assert not leaks_in(typed, b"\n".join(sealed))


def test_every_clean_answer_is_one() -> None:
    gate = Gate()
    for texts in ANSWERS.values():
        assert all(gate.screen(text).decision == "pass" for text in texts)

"""Whatever is typed into a sheet, nothing that points at a person is found on the disk afterwards. The whole of it, on
five ways into Spil and with 1,500 identifiers: SPIL_ATTACK=full, or benchmarks/leaks."""

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks.leaks.run import Extent, run
from storage.privacy import Gate
from tests.conversations.table import ANSWERS
from tests.leak_scanner import containers, leaks_in

FULL = os.environ.get("SPIL_ATTACK") == "full"


def test_the_scanner_sees_through_every_container() -> None:
    for name, content in containers("Zoë Van der Elst-Ünal").items():
        assert leaks_in(["Zoë Van der Elst-Ünal"], content), name
    assert not leaks_in(["Zoë Van der Elst-Ünal"], Random(1).randbytes(200_000))  # noqa: S311 - a test's chance


@pytest.mark.parametrize(("detector", "way"), [(True, "terminal"), (False, "web form")])
async def test_dialogues_with_faults_leave_nothing_behind(tmp_path: Path, detector: bool, way: str) -> None:
    extent = Extent(300, detector) if FULL else Extent(1, detector, ways=(way,))
    found = await run(tmp_path, extent)
    assert found.clean, found
    assert (found.dialogues, found.planted) == (extent.dialogues, 5 * extent.dialogues)
    assert len(found.faults) >= 5
    # What is not seen reaches the document, and still not the disk: it was really there.
    assert detector or found.carried == 3 * found.documents
    assert not detector or found.missed <= found.planted // 20


def test_every_clean_answer_is_one() -> None:
    gate = Gate()
    for texts in ANSWERS.values():
        assert all(gate.screen(text).decision == "pass" for text in texts)

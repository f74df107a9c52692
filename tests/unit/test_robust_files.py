"""A folder that takes no file: the sheet is not lost by it, and an invitation is not lost in silence."""

import errno
import resource
from pathlib import Path

import pytest

from bot.app import files_of
from bot.channels.terminal import write_whole
from bot.payload import Rendered
from intents.learning.classifier import fit
from intents.learning.weights import write
from intents.model import Attachment
from tests.conversations.stage import Stage

START = ("start een terugkoppelingsfiche", "1", "ja", "1", "1", "1")
TABLE = (*START, "overslaan", "overslaan", "gisteren", "overslaan")
BOX = "Aangebracht door de school in januari."


async def _to_the_last_word(stage: Stage) -> None:
    for text in (*TABLE, BOX):
        await stage.say(text)
    await stage.press("Alle vakken hierna overslaan")
    await stage.say("Information Officer, school")
    await stage.say("ja")
    await stage.say("akkoord")


async def test_a_sheet_that_cannot_be_written_stays_open(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await _to_the_last_word(stage)
        stage.out.rmdir()
        for _ in range(2):
            rows = await stage.say("akkoord")
            assert [row["text"][:42] for row in rows] == ["Ik kan het document niet wegschrijven: de "]
        assert BOX in "".join(row["text"] for row in await stage.say("wat heb ik gezegd"))
        stage.out.mkdir()
        (row,) = await stage.say("akkoord")
        assert row["file"]["name"].endswith(".docx")
        assert [path.stat().st_size > 1000 for path in stage.out.iterdir()] == [True]


async def test_an_invitation_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        stage.out.rmdir()
        await stage.say("plan een overleg op 20 maart om 14u")
        rows = await stage.say("ja")
        assert rows
        assert "kon ik niet wegschrijven" in rows[0]["text"]
        assert not any("file" in row for row in rows)


async def test_two_meetings_on_one_day_are_two_files(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        names: list[str] = []
        for text in ("plan een overleg op 20 maart om 9u", "plan een overleg op 20 maart om 14u"):
            await stage.say(text)
            names += [row["file"]["name"] for row in await stage.say("ja") if "file" in row]
        assert len(set(names)) == 2
        assert all(name.startswith("overleg-2026-03-20-") for name in names)


async def test_the_file_of_a_moved_meeting_has_its_new_day(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.say("plan een casusoverleg op 25 maart om 14u")
        (planned,) = [row["file"]["name"] for row in await stage.say("ja") if "file" in row]
        await stage.say("verplaats het overleg van 25 maart naar 26 maart om 10u")
        moved = [row["file"]["name"] for row in await stage.say("ja") if "file" in row]
        assert moved == [planned.replace("03-25", "03-26")]


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a", b"old")

    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_channel_that_keeps_no_files_still_has_to_be_able_to_make_one() -> None:
    broken = Rendered("k", "file", "direct", "", attachment=Attachment("sheet", {}))
    with pytest.raises(KeyError):
        files_of({})("web", broken)


def test_a_full_disk_keeps_no_half_of_the_weights(tmp_path: Path) -> None:
    """The kernel's limit on a file's length stands in for the disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        write(tmp_path, "a" * 64, fit(["plan dit", "schrap dat"], ["plan", "cancel"]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []

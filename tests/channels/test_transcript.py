"""One transcript on every channel: ask, plan, answer, move, be reminded, fill a sheet in, ask the helpdesk."""

from pathlib import Path

import pytest

from tests.channels.registry import DRIVERS
from tests.channels.script import play

FILES = sorted(Path(__file__).parent.glob("*/transcript.yaml"))


@pytest.mark.parametrize("name", DRIVERS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
async def test_the_transcript(file: Path, name: str, tmp_path: Path) -> None:
    await play(file, name, tmp_path)

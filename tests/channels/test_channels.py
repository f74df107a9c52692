"""What holds on every channel: the same scripts, unchanged, with the same expectations."""

from pathlib import Path

import pytest

from tests.channels.registry import DRIVERS
from tests.channels.script import play

FILES = sorted(path for path in Path(__file__).parent.glob("*/*.yaml") if path.stem != "transcript")


@pytest.mark.parametrize("name", DRIVERS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
async def test_it_holds_on_every_channel(file: Path, name: str, tmp_path: Path) -> None:
    await play(file, name, tmp_path)

"""One contract for every channel: the same transcripts, unchanged, with the same expectations."""

from pathlib import Path

import pytest

from tests.channels.registry import DRIVERS, driver_of
from tests.channels.script import Play, read

FILES = sorted(Path(__file__).parent.glob("*/*.yaml"))


@pytest.mark.parametrize("name", DRIVERS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
async def test_on_every_channel(file: Path, name: str, tmp_path: Path) -> None:
    channel, script = driver_of(name), read(file)
    if missing := [wanted for wanted in script.get("when", ()) if not getattr(channel, wanted)]:
        pytest.skip(f"{name} has no {' or '.join(missing)}")
    async with channel(tmp_path) as driver:
        await Play(driver, script).run()

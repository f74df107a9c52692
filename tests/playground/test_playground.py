"""The transcript in Microsoft's own client. Only where `SPIL_PLAYGROUND` names the npm package: see README.md here."""

import os
from pathlib import Path

import pytest

from tests.channels.script import Play, read
from tests.playground.client import package
from tests.playground.driver import OnPlayground

TRANSCRIPT = Path(__file__).parent.parent / "channels/nl/transcript.yaml"
pytestmark = pytest.mark.skipif(package() is None, reason="SPIL_PLAYGROUND does not name the Playground")


async def test_the_transcript_in_the_playgrounds_own_page(tmp_path: Path) -> None:
    pictures = Path(os.environ.get("SPIL_PLAYGROUND_PICTURES", str(tmp_path)))
    async with OnPlayground(tmp_path) as playground:
        try:
            await Play(playground, read(TRANSCRIPT)).run()
        finally:
            for person, window in playground.windows.items():
                await window.page.screenshot(path=pictures / f"playground-{person}.png")

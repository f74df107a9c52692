"""Places on platforms: what must be known to write there again, and what a platform does to them."""

from pathlib import Path

from storage.store import database_file
from tests.boards import boards


async def test_what_a_platform_must_be_told_is_kept_sealed_and_given_back(tmp_path: Path) -> None:
    async with boards(tmp_path, "teams") as (_, teams):
        await teams.join("anna")
        await teams.say("anna", "hallo", reach="https://one.example.org/secret")
    async with boards(tmp_path, "teams") as (_, teams):
        await teams.say("anna", "hallo")
        assert teams.shown[-1][0].reach == "https://one.example.org/secret"
        await teams.say("anna", "hallo", reach="https://two.example.org")
        assert teams.shown[-1][0].reach == "https://two.example.org"
    assert b"example.org" not in database_file(tmp_path).read_bytes()

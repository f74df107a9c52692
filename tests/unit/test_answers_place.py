"""A cell's region as an invitation gives it: every answer goes by it, and nobody is asked."""

import asyncio
from pathlib import Path

from click.testing import CliRunner

from bot.cli.invite import command as invite
from tests.conversations.stage import Stage

ASKED = "waar kan ik terecht met een vraag over radicalisering?"


async def test_an_invitation_says_where_the_cell_is(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        assert "per regio" in (await stage.say(ASKED))[0]["text"]
    data = ["--data", str(tmp_path / "data")]
    here = ["--role", "member", "--cell", "demo", "--region", "brussels", *data]
    told = await asyncio.to_thread(CliRunner().invoke, invite, here)
    assert told.exit_code == 0, told.output
    refused = CliRunner().invoke(invite, ["--role", "member", "--region", "atlantis", *data])
    assert refused.exit_code == 2
    async with Stage(tmp_path) as stage:
        assert "safe.brussels" in (await stage.say(ASKED))[0]["text"]
        assert "voor Brussel" in (await stage.say("regio"))[0]["text"]

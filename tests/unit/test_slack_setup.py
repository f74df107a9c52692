"""Setting Slack up: a valid manifest with no right too many, what is missing in one sentence, no library unasked."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from bot.channels.slack.inbound import _PLACES
from bot.checks.channels import channel_problems
from bot.cli.manifest import command
from bot.cli.manifest.slack import RIGHTS, slack_manifest
from bot.cli.platforms import platforms
from bot.settings import load_settings

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "tests/contracts/slack/manifest.schema.1.0.0.json").read_text("utf-8"))
BOT, APP = "xoxb-1-2-madeupmadeup", "xapp-1-A1-2-madeupmadeup"


@pytest.fixture(autouse=True)
def _no_token_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(f"SPIL_{name}", raising=False)


def write(folder: Path, **tokens: str) -> Path:
    file = folder / "settings.toml"
    file.write_text("".join(f'{name} = "{token}"\n' for name, token in tokens.items()), "utf-8")
    file.chmod(0o600)
    return folder


@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize("url", [None, "https://spil.example.org/"])
def test_the_manifest_is_valid(follow: bool, url: str | None) -> None:
    assert list(Draft7Validator(SCHEMA).iter_errors(slack_manifest(follow, url))) == []


def test_the_verb_prints_it() -> None:
    shown = CliRunner().invoke(command, ["slack"])
    assert json.loads(shown.output) == slack_manifest(False)


def test_over_https_slack_is_told_where_to_call() -> None:
    shown = json.loads(CliRunner().invoke(command, ["slack", "--http", "https://spil.example.org"]).output)
    there = "https://spil.example.org/slack/events"
    settings = shown["settings"]
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"] == there
    assert shown["features"]["slash_commands"][0]["url"] == there
    assert settings["socket_mode_enabled"] is False
    refused = CliRunner().invoke(command, ["slack", "--http", "http://spil.example.org"])
    assert "https://" in refused.output
    assert refused.exit_code == 2


NEEDED = {
    "assistant_threads_setStatus": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "im:history",
    "conversations_open": "im:write",
    "files_upload_v2": "files:write",
    "users_info": "users:read",
}
"""The scope of each method that is called (docs.slack.dev, its page); the others need none."""


def test_every_event_that_changes_a_place_is_asked_for() -> None:
    assert _PLACES.keys() <= set(RIGHTS["events"])


def test_no_scope_is_asked_for_that_no_call_or_event_needs() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "bot/channels").glob("*/*.py") if "slack" in str(path)
    )
    called = set(re.findall(r"client\.(\w+_\w+)", source)) - {"base_url", "issue_new_wss_url"}
    unscoped = {"views_open", "views_update", "views_publish", "auth_test", "conversations_replies"}
    assert called - unscoped == NEEDED.keys()
    by_event = {"app_mentions:read", "commands", "channels:read", "groups:read"}
    assert RIGHTS["scopes"].keys() == {*NEEDED.values(), *by_event}


def test_both_tokens_start_the_channel_and_show_nowhere(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, slack_bot_token=BOT, slack_app_token=APP))
    assert [platform.channel.name for platform in platforms(settings)] == ["slack"]
    assert list(channel_problems(tmp_path)) == []
    assert "madeup" not in f"{settings!r} {settings}"


def test_a_missing_token_is_named_with_where_to_find_it(tmp_path: Path) -> None:
    (problem,) = channel_problems(write(tmp_path, slack_bot_token=BOT))
    assert problem.startswith("slack_app_token or slack_signing_secret is missing")
    assert "connections:write" in problem
    assert platforms(load_settings(tmp_path)) == []


def test_a_signing_secret_starts_it_too_and_is_checked(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, slack_bot_token=BOT, slack_signing_secret="0" * 32))
    assert [platform.channel.name for platform in platforms(settings)] == ["slack"]
    assert list(channel_problems(tmp_path)) == []
    (problem,) = channel_problems(write(tmp_path, slack_bot_token=BOT, slack_signing_secret=APP))
    assert problem.startswith("slack_signing_secret is no such secret")
    assert "madeup" not in problem
    (missing,) = channel_problems(write(tmp_path, slack_signing_secret="0" * 32))
    assert missing.startswith("slack_bot_token is missing")


def test_exchanged_tokens_are_named_and_not_shown(tmp_path: Path) -> None:
    problems = list(channel_problems(write(tmp_path, slack_bot_token=APP, slack_app_token=BOT)))
    assert len(problems) == 2
    assert "madeup" not in "".join(problems)


def test_others_must_not_read_the_tokens(tmp_path: Path) -> None:
    (write(tmp_path, slack_bot_token=BOT, slack_app_token=APP) / "settings.toml").chmod(0o644)
    (problem,) = channel_problems(tmp_path)
    assert "chmod 600" in problem


def test_who_does_not_use_slack_does_not_load_it() -> None:
    code = "import sys, bot.cli.serve; print([name for name in sys.modules if name.startswith('slack')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_slacks_library_stays_in_its_folder() -> None:
    rooms = [
        path
        for room in ("bot", "intents", "knowledge", "scheduler", "storage")
        for path in (ROOT / room).rglob("*.py")
    ]
    outside = [p for p in rooms if re.search(r"(?m)^\s*(from|import) slack_", p.read_text("utf-8"))]
    assert {p.parent.name for p in outside} == {"slack"}


def test_without_the_library_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, slack_bot_token=BOT, slack_app_token=APP)
    code = (
        "import sys; sys.modules['slack_bolt'] = None; sys.modules['slack_sdk'] = None\n"
        "from pathlib import Path; from bot.cli.platforms import platforms; from bot.settings import load_settings\n"
        "import click\n"
        "try: platforms(load_settings(Path(sys.argv[1])))\n"
        "except click.ClickException as said: print(said.message)\n"
    )
    run = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().endswith("pip install 'spil[slack]'")

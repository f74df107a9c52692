"""Setting Telegram up: what is missing is said in one sentence, a token is never shown, the library loads late."""

import builtins
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from bot.checks.channels import channel_problems
from bot.cli.platforms import platforms
from bot.settings import Settings, load_settings

TOKEN = "123456:made-up-for-tests-0123456789abcdefgh"


@pytest.fixture(autouse=True)
def _no_token_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPIL_TELEGRAM_TOKEN", raising=False)


def write(folder: Path, token: str, mode: int = 0o600) -> None:
    file = folder / "settings.toml"
    file.write_text(f'telegram_token = "{token}"\n', "utf-8")
    file.chmod(mode)


def test_without_a_token_there_is_no_telegram_and_no_problem(tmp_path: Path) -> None:
    assert platforms(load_settings(tmp_path)) == []
    assert platforms(Settings(telegram_token="")) == []  # type: ignore[arg-type]
    assert list(channel_problems(tmp_path)) == []
    write(tmp_path, "")
    assert list(channel_problems(tmp_path)) == []


def test_a_good_token_starts_the_channel_and_shows_nowhere(tmp_path: Path) -> None:
    write(tmp_path, TOKEN)
    settings = load_settings(tmp_path)
    assert [platform.channel.name for platform in platforms(settings)] == ["telegram"]
    assert list(channel_problems(tmp_path)) == []
    assert TOKEN not in f"{settings!r} {settings}"
    assert logging.getLogger("httpx").level == logging.WARNING


@pytest.mark.parametrize("token", ["abc", "123456:", f"{TOKEN} ", "bot" + TOKEN])
def test_a_token_that_is_none_is_named_and_not_shown(tmp_path: Path, token: str) -> None:
    write(tmp_path, token)
    (problem,) = channel_problems(tmp_path)
    assert "@BotFather" in problem
    assert token not in problem.replace("@BotFather", "")


def test_a_token_that_others_can_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, TOKEN, 0o644)
    (problem,) = channel_problems(tmp_path)
    assert f"chmod 600 {tmp_path / 'settings.toml'}" in problem


def test_broken_settings_are_left_to_their_own_check(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("telegram_token = [", "utf-8")
    assert list(channel_problems(tmp_path)) == []


def test_a_missing_extra_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "telegram" or name.startswith("telegram."):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *more)

    for module in ("channel", "listening", "parse"):
        monkeypatch.delitem(sys.modules, f"bot.channels.telegram.{module}", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(click.ClickException) as stopped:
        platforms(Settings(telegram_token=TOKEN))  # type: ignore[arg-type]
    assert stopped.value.message == (
        "Telegram is set up and its library is not installed; run: pip install 'spil[telegram]'"
    )


def test_a_webhook_without_a_token_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("telegram_webhook = true\n", "utf-8")
    (problem,) = channel_problems(tmp_path)
    assert "telegram_token" in problem


def test_the_library_is_loaded_only_when_telegram_is_used() -> None:
    code = "import sys, bot.cli.serve; print([m for m in sys.modules if m.split('.')[0] in ('telegram', 'httpx')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

"""The platforms that the settings name: whether their libraries are there and their tokens look like tokens."""

import re
import stat
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr, ValidationError

from bot.settings import SETTINGS_FILE, load_settings

_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,80}")
_SLACK = {
    "slack_bot_token": ("xoxb-", "OAuth & Permissions, after Install to Workspace"),
    "slack_app_token": ("xapp-", "Basic Information, App-Level Tokens, with the scope connections:write"),
}
"""Each of Slack's tokens: how it begins, and where its app's page at api.slack.com/apps shows it."""


def channel_problems(folder: Path) -> Iterator[str]:
    """What keeps a platform from starting; a token is never shown. Nothing is asked of the platform itself."""
    try:
        settings = load_settings(folder)
    except (ValueError, ValidationError, OSError):
        return  # What is wrong with the settings is said by their own check.
    secrets = {name: getattr(settings, name) for name in _SLACK}
    if settings.telegram_token:  # Empty counts as not set: so a container leaves it out.
        yield from _telegram(settings.telegram_token)
    if any(secrets.values()):
        yield from _slack(secrets)
    if settings.telegram_token or any(secrets.values()):
        yield from _readable(folder / SETTINGS_FILE)


def _telegram(secret: SecretStr) -> Iterator[str]:
    if find_spec("telegram") is None:
        yield "telegram_token is set and its library is not installed; run: pip install 'spil[telegram]'"
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        yield (
            "telegram_token is no token (digits, a colon, some 35 letters); copy it anew from @BotFather "
            "(/mybots, API Token)"
        )


def _slack(secrets: Mapping[str, SecretStr | None]) -> Iterator[str]:
    if find_spec("slack_bolt") is None:
        yield "Slack's tokens are set and its library is not installed; run: pip install 'spil[slack]'"
    for name, (start, where) in _SLACK.items():
        secret = secrets[name]
        if not secret:
            yield f"{name} is missing, and Slack needs both; copy it from {where}"
        elif not re.fullmatch(rf"{start}[A-Za-z0-9-]{{10,250}}", secret.get_secret_value()):
            yield f"{name} is no such token ({start} and letters, digits, dashes); copy it anew from {where}"


def _readable(file: Path) -> Iterator[str]:
    if (
        file.exists()
        and "token" in file.read_text("utf-8")
        and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield f"{SETTINGS_FILE} holds a token and others may read it; only its owner should: chmod 600 {file}"

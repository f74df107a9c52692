"""The platforms that the settings name: whether their libraries are there and their tokens look like tokens."""

import re
import stat
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr, ValidationError

from bot.channels.platform import missing
from bot.settings import SETTINGS_FILE, Settings, load_settings

_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,80}")
_SLACK = {
    "slack_bot_token": (
        "token (xoxb- and letters, digits, dashes)",
        r"xoxb-[A-Za-z0-9-]{10,250}",
        "OAuth & Permissions, after Install to Workspace",
    ),
    "slack_app_token": (
        "token (xapp- and letters, digits, dashes)",
        r"xapp-[A-Za-z0-9-]{10,250}",
        "Basic Information, App-Level Tokens, with the scope connections:write",
    ),
    "slack_signing_secret": (
        "secret (32 digits and letters a to f)",
        r"[0-9a-f]{32}",
        "Basic Information, App Credentials",
    ),
}
"""Each of Slack's secrets: what it is, how it looks, and where its app's page at api.slack.com/apps shows it."""

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TEAMS = {
    "teams_app_id": "the app registration in Entra, Overview: Application (client) ID",
    "teams_app_secret": "the app registration in Entra, Certificates & secrets: the Value of a new client secret",
    "teams_tenant_id": "the app registration in Entra, Overview: Directory (tenant) ID",
}
"""Where each of Teams's settings is found at entra.microsoft.com."""
_MAIL = {
    "mail_address": "the address that people write to, of a mailbox of its own",
    "mail_password": "what it is opened with; many providers want an app password",
    "mail_smtp": "the provider's server for what goes out, as host:port (587 or 465)",
    "mail_imap": "the provider's server for what comes in, as host:port (993)",
}
"""What each of mail's settings is."""


def channel_problems(folder: Path) -> Iterator[str]:
    """What keeps a platform from starting; a token is never shown. Nothing is asked of the platform itself."""
    try:
        settings = load_settings(folder)
    except (ValueError, ValidationError, OSError):
        return  # What is wrong with the settings is said by their own check.
    secrets = {name: getattr(settings, name) for name in _SLACK}
    if settings.telegram_token:  # Empty counts as not set: so a container leaves it out.
        yield from _telegram(settings.telegram_token)
    elif settings.telegram_webhook:
        yield "telegram_webhook is set and telegram_token is not; copy the token from @BotFather (/mybots, API Token)"
    if any(secrets.values()):
        yield from _slack(secrets)
    teams = {name: getattr(settings, name) for name in _TEAMS}
    if any(teams.values()):
        yield from _teams(teams)
    yield from _mail(settings)
    if (
        settings.telegram_token
        or any(secrets.values())
        or any(teams.values())
        or settings.mail_password
        or settings.caldav_password
    ):
        yield from _readable(folder / SETTINGS_FILE)


def _telegram(secret: SecretStr) -> Iterator[str]:
    if find_spec("telegram") is None:
        yield missing("Telegram")
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        yield (
            "telegram_token is no token (digits, a colon, some 35 letters); copy it anew from @BotFather "
            "(/mybots, API Token)"
        )


def _slack(secrets: Mapping[str, SecretStr | None]) -> Iterator[str]:
    if find_spec("slack_bolt") is None:
        yield missing("Slack")
    if not secrets["slack_bot_token"]:
        yield f"slack_bot_token is missing; copy it from {_SLACK['slack_bot_token'][2]}"
    if not secrets["slack_app_token"] and not secrets["slack_signing_secret"]:
        yield (
            "slack_app_token or slack_signing_secret is missing: the first where Spil calls Slack, copy it from "
            f"{_SLACK['slack_app_token'][2]}; the second where Slack calls Spil at its --url"
        )
    for name, (kind, shape, where) in _SLACK.items():
        if (secret := secrets[name]) and not re.fullmatch(shape, secret.get_secret_value()):
            yield f"{name} is no such {kind}; copy it anew from {where}"


def _teams(given: Mapping[str, str | SecretStr | None]) -> Iterator[str]:
    if find_spec("microsoft_teams") is None:
        yield missing("Teams")
    for name, where in _TEAMS.items():
        value = given[name]
        if not value:
            yield f"{name} is missing, and Teams needs all three; copy it from {where}"
        elif isinstance(value, str) and not _GUID.fullmatch(value):
            yield f"{name} is no id (32 digits and letters in five groups); copy it anew from {where}"
        elif isinstance(value, SecretStr) and _GUID.fullmatch(value.get_secret_value()):
            yield f"{name} looks like the secret's ID, and Teams needs its Value; copy it anew from {where}"


def _mail(settings: Settings) -> Iterator[str]:
    given = {name: getattr(settings, name) for name in _MAIL}
    if any(given.values()):
        if find_spec("aiosmtplib") is None or find_spec("imap_tools") is None:
            yield missing("Mail")
        yield from (
            f"{name} is missing, and mail needs all four: {_MAIL[name]}" for name in _MAIL if not given[name]
        )
    if settings.caldav_url and find_spec("httpx") is None:
        yield missing("CalDAV")


def _readable(file: Path) -> Iterator[str]:
    if (
        file.exists()
        and re.search("token|secret|password", file.read_text("utf-8"))
        and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield f"{SETTINGS_FILE} holds a token and others may read it; only its owner should: chmod 600 {file}"

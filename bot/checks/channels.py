"""The platforms that the settings name: whether their libraries are there and their tokens look like tokens."""

import re
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pydantic import ValidationError

from bot.settings import SETTINGS_FILE, load_settings

_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,80}")


def channel_problems(folder: Path) -> Iterator[str]:
    """What keeps a platform from starting; a token is never shown. Nothing is asked of the platform itself."""
    try:
        secret = load_settings(folder).telegram_token
    except (ValueError, ValidationError, OSError):
        return  # What is wrong with the settings is said by their own check.
    if secret is None:
        return
    if find_spec("telegram") is None:
        yield "telegram_token is set and its library is not installed; run: pip install 'spil[telegram]'"
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        yield (
            "telegram_token is no token (digits, a colon, some 35 letters); copy it anew from @BotFather "
            "(/mybots, API Token)"
        )
    file = folder / SETTINGS_FILE
    if (
        file.exists()
        and "token" in file.read_text("utf-8")
        and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield f"{SETTINGS_FILE} holds a token and others may read it; only its owner should: chmod 600 {file}"

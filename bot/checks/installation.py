"""The installation's folder, disk, settings and key."""

import os
import shutil
import stat
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.checks.database import OTHERS_WRITE
from bot.settings import SETTINGS_FILE, Settings, load_settings
from storage.crypto import KEY_FILE, KeyUnusable, load_keyring, loose_mode, stored_key
from storage.privacy import ListUnreadable, own_lists
from storage.store import database_file
from storage.store.upkeep.retention import OWN_RULES, RetentionUnreadable, rules_of

LEAST_FREE = 100
"""Megabytes that must be free: the database, its journal and one backup of a large cell."""


def folder_problems(folder: Path) -> Iterator[str]:
    """Whether Spil can write there. Mode bits count even for root, whom no mode stops: root is not who runs it."""
    if folder.exists() and not folder.is_dir():
        yield f"{folder} is a file; choose another folder with --data"
        return
    here = _nearest(folder)
    if reason := _unwritable(here):
        yield f"{here} is read-only ({reason}); give the account of Spil the right to write there, or choose --data"
    if folder.exists() and folder.stat().st_mode & OTHERS_WRITE:
        mode = stat.S_IMODE(folder.stat().st_mode)
        yield f"others may write in {folder} (mode {mode:04o}), and it is Spil's alone: chmod 700 {folder}"


def disk_problems(folder: Path, least: int = LEAST_FREE) -> Iterator[str]:
    """Whether there is room left; `least` in megabytes."""
    here = _nearest(folder)
    free = shutil.disk_usage(here).free // 1_000_000
    if free < least:
        yield f"only {free} MB are free where {here} lies, and {least} MB are needed; make room on that disk"
    elif os.statvfs(here).f_files and not os.statvfs(here).f_favail:
        yield f"no more files fit where {here} lies (no inodes are free); remove files on that disk"


def settings_problems(folder: Path) -> Iterator[str]:
    """What in the settings cannot be used; values are never shown."""
    file = folder / SETTINGS_FILE
    advice = f"correct it in {SETTINGS_FILE}, or in the environment (SPIL_…)"
    try:
        load_settings(folder)
    except ValidationError as wrong:
        for error in wrong.errors(include_input=False, include_url=False, include_context=False):
            name = ".".join(str(part) for part in error["loc"])
            known = (
                f" (known: {', '.join(Settings.model_fields)})" if error["type"] == "extra_forbidden" else ""
            )
            yield f"'{name}': {error['msg']}{known}; {advice}"
    except tomllib.TOMLDecodeError as broken:
        yield f"{file} is no valid TOML ({broken}); write lines such as: port = 8080"
    except (UnicodeDecodeError, OSError) as broken:
        yield f"{file} cannot be read ({type(broken).__name__}); save it as UTF-8 text that Spil may read"


def key_problems(folder: Path) -> Iterator[str]:
    """Whether the key is there, whole, and closed to others. A fresh folder gets its key at the first start."""
    path = folder / KEY_FILE
    if not stored_key(folder):
        if database_file(folder).exists():
            yield f"{KEY_FILE} is missing; put it back from its own backup: without it nothing stored can be read"
        return
    if loose_mode(folder):
        mode = stat.S_IMODE(path.stat().st_mode)
        yield f"{KEY_FILE} has mode {mode:04o}, and only its owner may read it (0400): chmod 400 {path}"
    try:
        load_keyring(folder)
    except OSError as failure:
        yield f"{KEY_FILE} cannot be read ({type(failure).__name__}); make it the file of Spil's own account"
    except (KeyUnusable, ValueError):
        yield f"{KEY_FILE} is damaged: not 32 bytes in base64; put it back from its own backup"


def retention_problems(folder: Path) -> Iterator[str]:
    """Whether the installation's own days can be read: by days that nobody can read nothing is removed."""
    try:
        rules_of(folder)
    except RetentionUnreadable as wrong:
        yield f"{OWN_RULES}: {wrong}; until it is corrected nothing is removed"


def list_problems(folder: Path) -> Iterator[str]:
    """Whether the installation's own names and words for the gate can be read: without them Spil does not start."""
    try:
        own_lists(folder)
    except ListUnreadable as wrong:
        yield str(wrong)


def _nearest(folder: Path) -> Path:
    """The folder, or the first one above it that is there."""
    folder = folder.resolve()
    return folder if folder.exists() else _nearest(folder.parent)


def _unwritable(folder: Path) -> str:
    """Why nothing can be written in `folder`, or nothing."""
    if not folder.stat().st_mode & stat.S_IWUSR:
        return f"mode {stat.S_IMODE(folder.stat().st_mode):04o}"
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        return "its disk is mounted read-only"
    if not os.access(folder, os.W_OK | os.X_OK):
        return "this account has no right to write"
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b".")
            probe.flush()
    except OSError as refused:
        return os.strerror(refused.errno or 0)
    return ""

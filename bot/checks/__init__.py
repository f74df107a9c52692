"""What is wrong with what ships and with an installation: one line a problem, saying what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Shipped:
    """Where the parts of Spil are that are read as data, and the folder above `bot` and `intents`."""

    root: Path = ROOT
    knowledge: Path = ROOT / "knowledge"
    phrases: Path = ROOT / "bot/phrases"
    forms: Path = ROOT / "intents/data/forms"


def code_problems(shipped: Shipped | None = None) -> list[str]:
    """What is wrong with the knowledge, the phrases, the forms and other data that ship."""
    # Imported here: a check must not fail because a part that another check names cannot be imported.
    from bot.checks.forms import form_problems
    from bot.checks.knowledge import data_problems, knowledge_problems
    from bot.checks.phrases import phrase_problems

    shipped = shipped or Shipped()
    return _all(
        ("data files", lambda: data_problems(shipped.root)),
        ("knowledge", lambda: knowledge_problems(shipped.knowledge)),
        ("forms", lambda: form_problems(shipped.forms)),
        ("phrases", lambda: phrase_problems(shipped)),
    )


def installation_problems(folder: Path) -> list[str]:
    """What is wrong with the installation in `folder`. Reads only, but for one probe of whether it may write."""
    from bot.checks.channels import channel_problems
    from bot.checks.database import database_problems
    from bot.checks.encoder import encoder_problems
    from bot.checks.installation import (
        disk_problems,
        folder_problems,
        key_problems,
        list_problems,
        retention_problems,
        settings_problems,
    )
    from bot.checks.knowledge import own_problems

    return _all(
        ("folder", lambda: folder_problems(folder)),
        ("disk", lambda: disk_problems(folder)),
        ("settings", lambda: settings_problems(folder)),
        ("channels", lambda: channel_problems(folder)),
        ("encoder", lambda: encoder_problems(folder)),
        ("key", lambda: key_problems(folder)),
        ("retention", lambda: retention_problems(folder)),
        ("lists", lambda: list_problems(folder)),
        ("database", lambda: database_problems(folder)),
        ("knowledge", lambda: own_problems(folder)),
    )


def knowledge_remarks(folder: Path | None, today: date) -> list[str]:
    """What is no mistake but worth knowing of the knowledge, that of the installation in `folder` included."""
    from bot.checks.knowledge import remarks_on

    try:
        return list(remarks_on(folder, today))
    except Exception as failure:  # A remark never stops a check.
        return [f"the knowledge could not be looked through ({type(failure).__name__})"]


def _all(*checks: tuple[str, Callable[[], Iterable[str]]]) -> list[str]:
    """The problems of each check; one that fails itself is a problem, never a traceback."""
    found: list[str] = []
    for name, check in checks:
        try:
            found.extend(f"{name}: {problem}" for problem in check())
        except Exception as failure:
            kind = type(failure).__name__
            found.append(
                f"{name}: this check stopped ({kind}); a file is badly damaged, put it back as shipped"
            )
    return list(dict.fromkeys(found))

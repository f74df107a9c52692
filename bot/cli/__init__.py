"""The command line: `spil <verb>`. One short module each, imported only when its verb is called."""

import ctypes
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

VERBS = {
    "ask": "Answer questions from the knowledge (JSON Lines in, JSON Lines out).",
    "understand": "Say what sentences mean: intent and slots (JSON Lines).",
    "dates": "Read dates, times and recurrences (JSON Lines).",
    "screen": "Show what the privacy gate finds (JSON Lines).",
    "chat": "Talk to Spil in this terminal, or over JSON Lines.",
    "serve": "Serve the web chat and the channels that are configured.",
    "invite": "Make a one-time link for a person to join.",
    "ingest": "Add documents of your own, to be quoted with section, page and date.",
    "evaluate": "Measure Spil on rows of your own (JSON Lines files in, figures out).",
    "manifest": "Print the manifest by which a platform makes Spil's app.",
    "check": "Check settings, keys, database, knowledge and phrases.",
    "upkeep.backup": "Write everything that is stored into one file, without the keys.",
    "upkeep.restore": "Put a backup back into an empty installation.",
    "upkeep.purge": "Remove what was kept long enough; --dry-run only counts.",
    "upkeep.keys": "Show where the key is; renew it while Spil runs.",
    "upkeep.audit": "Verify that nobody tampered with the audit.",
}

_MMAP_THRESHOLD, _LARGE = -3, 1 << 20
"""A number of `malloc.h`, and bytes."""


class Verbs(click.Group):
    """The verbs of one package: its modules by path, each with what it is for; a module holds its `command`, and the
    last part of its path is the verb."""

    def __init__(self, *args: Any, package: str, about: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._package, self._about = package, about
        self._modules = {path.rpartition(".")[2]: path for path in about}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See click: the names, in their order."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See click: the verb, or None where there is none of that name."""
        path = self._modules.get(cmd_name)
        if path is None:
            return None
        command: click.Command = import_module(f"{self._package}.{path}").command
        command.help = command.help or self._about[path]
        return command


@click.command(cls=Verbs, package=__name__, about=VERBS)
def main() -> None:
    """Spil, an assistant for the coordinators of a LIVC-R."""
    _give_back()


def _give_back() -> None:
    """What a large array took goes back to the system with it. glibc else keeps room for as much as was ever freed at
    once (30 MB after the search index was made); other systems have no such setting."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)

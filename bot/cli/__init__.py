"""The command line: `spil <verb>`. One short module each, imported only when its verb is called."""

from importlib import import_module

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
}


class _Verbs(click.Group):
    """Looks a verb's module up when it is asked for, so that `spil ask` never imports a web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"bot.cli.{cmd_name}").command
        command.help = command.help or VERBS[cmd_name]
        return command


@click.command(cls=_Verbs)
def main() -> None:
    """Spil, an assistant for the coordinators of a LIVC-R."""

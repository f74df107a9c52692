"""`spil evaluate …`: how well Spil does on rows that somebody else made. One module for each thing that is measured."""

from importlib import import_module

import click

MEASURED = {
    "search": "The search over passages: documents and questions in, recall, abstention and speed out."
}


class _Measured(click.Group):
    """Looks a measurement's module up when it is asked for: none pays for what another one imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MEASURED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MEASURED:
            return None
        command: click.Command = import_module(f"bot.cli.evaluate.{cmd_name}").command
        command.help = command.help or MEASURED[cmd_name]
        return command


@click.command(cls=_Measured)
def command() -> None:
    """Measure Spil on rows of your own; one JSON object of figures."""

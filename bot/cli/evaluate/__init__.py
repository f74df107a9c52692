"""`spil evaluate …`: how well Spil does on rows that somebody else made. One module for each thing that is measured."""

import click

from bot.cli import Verbs

MEASURED = {
    "intents": "The recogniser: sentences with their intents in, accuracy, abstention and speed out.",
    "search": "The search over passages: documents and questions in, recall, abstention and speed out.",
}


@click.command(cls=Verbs, package=__name__, about=MEASURED)
def command() -> None:
    """Measure Spil on rows of your own; one JSON object of figures."""

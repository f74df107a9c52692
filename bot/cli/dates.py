"""`spil dates`: read dates, times, spans and recurrences, row by row."""

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from bot.cli.rows import BadRow, Row, language_of, run, text_of
from intents.dates import languages, read_one


@click.command(name="dates")
@click.option("--jsonl", is_flag=True, help="Rows of JSON on standard input (the only form there is).")
@click.option("--mode", type=click.Choice(["span", "sentence"]), default="sentence", show_default=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="The installation's folder; the grammar reads nothing of it.",
)
def command(jsonl: bool, mode: str, data: Path | None) -> None:
    """Read dates, times and recurrences (JSON Lines)."""
    run(partial(_answer, key="span" if mode == "span" else "text"))


def _answer(row: Row, key: str) -> Row:
    language = language_of(row)
    if language not in languages():
        raise BadRow("no dates are read in this language yet")
    return {"got": read_one(text_of(row, key), language, _reference(row))}


def _reference(row: Row) -> datetime:
    """The row's `reference`, local wall clock; an offset is dropped. Without one: now."""
    said = row.get("reference")
    if said is None:
        return datetime.now().astimezone().replace(tzinfo=None)
    try:
        return datetime.fromisoformat(said).replace(tzinfo=None)
    except (TypeError, ValueError):
        raise BadRow("'reference' is not a date and time") from None

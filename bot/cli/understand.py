"""`spil understand`: what a sentence means, or each row of JSON Lines."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.cli.rows import BadRow, Row, language_of, run, text_of
from intents.recognise import Recogniser, Recognition


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="Rows {id, text, lang?, reference?} on standard input.")
@click.option("--data", type=click.Path(path_type=Path), help="The installation's folder; keeps the weights.")
def command(text: str | None, jsonl: bool, data: Path | None) -> None:
    """Say what TEXT means and which words decided; with --jsonl, what each row means."""
    if jsonl == (text is not None):
        raise click.UsageError("give a text, or --jsonl for rows on standard input")
    recogniser = Recogniser.load(data / "cache" if data else None)
    if text is None:
        run(lambda row: _understood(recogniser, row))
    else:
        _explain(recogniser.recognise(text))


def _explain(found: Recognition) -> None:
    click.echo(f"{found.decision}: {', '.join(found.choices) or 'nothing of ours'} ({found.confidence:.2f})")
    if found.words:
        click.echo(f"decided by: {', '.join(found.words)}")


def _understood(recogniser: Recogniser, row: Row) -> Row:
    text, language = text_of(row, "text"), language_of(row)
    found = recogniser.recognise(text, language)
    return {
        "lang": language,
        "intent": found.intent,
        "confidence": round(found.confidence, 4),
        "decision": found.decision,
        "choices": list(found.choices),
        "slots": _slots(text, language, _reference(row), found.intent or ""),
    }


def _reference(row: Row) -> datetime:
    """The row's `reference`, naive local time; now in Brussels where it has none."""
    value = row.get("reference")
    if value is None:
        return datetime.now(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadRow("'reference' is no ISO 8601 date and time") from None
    return read if read.tzinfo is None else read.astimezone(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)


def _slots(text: str, language: str, reference: datetime, intent: str) -> dict[str, Any]:
    """The slots of a meeting sentence, and of any sentence that says when; otherwise none."""
    from intents.meeting import read_meeting  # its lexicons take time: loaded with the first row

    row: dict[str, Any] = read_meeting(text, language, reference).row()
    return row if intent.startswith("meeting.") or row["when_text"] else {}

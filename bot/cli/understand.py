"""`spil understand`: what sentences mean (JSON Lines in, JSON Lines out)."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.cli.rows import BadRow, Row, language_of, run, text_of
from intents.recognise import Recogniser


@click.command()
@click.option("--jsonl", is_flag=True, help="Rows {id, text, lang?, reference?} on standard input.")
@click.option("--data", type=click.Path(path_type=Path), help="The installation's folder; keeps the weights.")
def command(jsonl: bool, data: Path | None) -> None:
    """Say what sentences mean: intent, how sure, and the slots of a meeting (JSON Lines)."""
    if not jsonl:
        raise click.UsageError("say --jsonl: rows are read from standard input")
    recogniser = Recogniser.load(data / "cache" if data else None)
    run(lambda row: _understood(recogniser, row))


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

"""`spil screen`: what the gate finds in each row."""

from pathlib import Path

import click

from bot.cli import rows
from storage.privacy import Gate, ListUnreadable, OwnLists, own_lists


@click.command()
@click.option("--jsonl", is_flag=True, help="Rows of JSON on standard input and output (the only way).")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The installation's folder, for the lists that it adds.",
)
def command(jsonl: bool, data: Path | None) -> None:
    """Show what the privacy gate finds: {"id","text"} in, {"id","verdict","spans"} out."""
    own = _lists(data)
    gate = Gate(own.known, own.names)

    def screen(row: rows.Row) -> rows.Row:
        verdict = gate.screen(rows.text_of(row, "text"))
        spans = [
            {"start": f.start, "end": f.end, "type": f.type, "tier": f.tier.value} for f in verdict.finds
        ]
        return {"verdict": verdict.decision, "spans": spans}

    rows.run(screen)


def _lists(data: Path | None) -> OwnLists:
    try:
        return own_lists(data) if data else OwnLists()
    except ListUnreadable as wrong:
        raise click.ClickException(str(wrong)) from None

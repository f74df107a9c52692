"""`spil screen`: what the gate finds in each row."""

import click

from bot.cli import rows
from storage.privacy import Gate


@click.command()
@click.option("--jsonl", is_flag=True, help="Rows of JSON on standard input and output (the only way).")
@click.option("--data", type=click.Path(file_okay=False), help="The installation's folder; not needed here.")
def command(jsonl: bool, data: str | None) -> None:
    """Show what the privacy gate finds: {"id","text"} in, {"id","verdict","spans"} out."""
    gate = Gate()

    def screen(row: rows.Row) -> rows.Row:
        verdict = gate.screen(rows.text_of(row, "text"))
        spans = [
            {"start": f.start, "end": f.end, "type": f.type, "tier": f.tier.value} for f in verdict.finds
        ]
        return {"verdict": verdict.decision, "spans": spans}

    rows.run(screen)

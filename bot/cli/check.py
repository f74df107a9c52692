"""`spil check`: what is wrong, a line each, with what to do about it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.checks import code_problems, installation_problems, knowledge_remarks

ALL_WELL = "everything is in order"
NOT_YET = "{folder} is not there yet: the first start makes it (another one: --data); the rest is in order"


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
@click.option("--code", is_flag=True, help="Only what ships: knowledge, phrases, forms. No installation.")
def command(data: Path, code: bool) -> None:
    """Check settings, keys, database, knowledge and phrases; exit 1 where something is wrong."""
    problems = code_problems()
    if not code:
        problems += installation_problems(data)
    fresh = not code and not data.exists()
    for remark in knowledge_remarks(None if code else data, datetime.now(UTC).date()):
        print(f"worth knowing: {remark}")
    print("\n".join(problems) or (NOT_YET.format(folder=data) if fresh else ALL_WELL))
    sys.exit(1 if problems else 0)

"""`spil purge`: what was kept long enough goes. A running Spil does it by itself once a day."""

import asyncio
from pathlib import Path

import click

from bot.app import open_store
from bot.cli.opening import explained
from storage.keys import stored_key
from storage.moments import system_clock
from storage.store.upkeep.purging import Purged, due, purge
from storage.store.upkeep.retention import OWN_RULES, RetentionUnreadable, Rule, rules_of


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count; change nothing.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
def command(dry_run: bool, data: Path) -> None:
    """Remove what was kept long enough, by the rules of retention.yaml; counts and a date prove it."""
    if not stored_key(data):
        raise click.ClickException(f"{data} has nothing in it yet (another folder: --data)")
    try:
        rules = rules_of(data)
    except RetentionUnreadable as wrong:
        raise click.ClickException(f"{data / OWN_RULES}: {wrong}; nothing was removed") from None
    with explained(data):
        found = asyncio.run(_work(data, rules, dry_run))
    for rule in rules:
        number = sum(one.number for one in found if one.rule is rule)
        print(f"{rule.id}: {number} ({rule.days} days)")
    total = sum(one.number for one in found)
    print(
        "nothing was changed; what is bound to these rows goes with them"
        if dry_run
        else f"removed: {total} rows"
    )


async def _work(data: Path, rules: tuple[Rule, ...], dry_run: bool) -> list[Purged]:
    store = open_store(data)
    try:
        return await (due if dry_run else purge)(store, rules, system_clock())
    finally:
        await store.close()

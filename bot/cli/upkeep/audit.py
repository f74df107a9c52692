"""`spil audit`: whether nobody tampered with the audit, and what to note elsewhere so that no end is cut off."""

import asyncio
import sys
from pathlib import Path

import click

from bot.app import open_store
from bot.cli.opening import explained
from storage.crypto import Keyring
from storage.keys import stored_key
from storage.store.audit.verifying import Anchor, Chain, Fault, anchor_of, first_fault, load_chain

_SAID = {
    "changed": "line {n} is not as it was written",
    "missing": "line {n} is missing",
    "cut": "line {n} and what came after it are missing: the end was cut off, or an older backup was put back",
    "added": "line {n} stands after the end",
    "end": "the mark at line {n}, where the audit begins or ends, was changed",
}


@click.group()
def command() -> None:
    """Verify the audit; print its anchor."""


_DATA = click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)


@command.command()
@_DATA
@click.option(
    "--anchor", help="An anchor that 'spil audit anchor' printed before: the audit must reach to it."
)
def verify(data: Path, anchor: str | None) -> None:
    """Name the first line that was changed, taken out or put elsewhere; exit 1 where there is one."""
    known = _anchor(anchor)
    chain, keyring = _loaded(data)
    fault = first_fault(chain, keyring, known)
    print(_words(fault) if fault else f"the audit is whole: {anchor_of(chain).number} lines")
    sys.exit(1 if fault else 0)


@command.command()
@_DATA
def anchor(data: Path) -> None:
    """Print where the audit ends: keep it outside this machine, and give it to 'verify' later."""
    print(anchor_of(_loaded(data)[0]))


def _words(fault: Fault) -> str:
    return _SAID[fault.kind].format(n=fault.number)


def _anchor(text: str | None) -> Anchor | None:
    try:
        return Anchor.read(text) if text else None
    except ValueError:
        raise click.UsageError("an anchor is a number, a colon and 64 letters and digits") from None


def _loaded(data: Path) -> tuple[Chain, Keyring]:
    if not stored_key(data):
        raise click.ClickException(f"{data} has nothing in it yet (another folder: --data)")
    with explained(data):
        return asyncio.run(_load(data))


async def _load(data: Path) -> tuple[Chain, Keyring]:
    store = open_store(data)
    try:
        async with store.looking() as everywhere:
            return await load_chain(everywhere), store.vault.keyring
    finally:
        await store.close()

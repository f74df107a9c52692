"""Opening an installation from the command line: where that fails, one line says what to do about it."""

import gc
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import click

from bot import log
from bot.app import App, open_app
from bot.assistant import Clock
from bot.checks import installation_problems
from bot.port import Channel
from storage.crypto import KeyUnusable
from storage.moments import system_clock
from storage.privacy import ListUnreadable
from storage.store import StoreUnavailable

_FROM: tuple[tuple[type[Exception], tuple[str, ...]], ...] = (
    (StoreUnavailable, ("database", "folder", "disk")),
    (KeyUnusable, ("key", "database")),
    (ListUnreadable, ("lists",)),
    (OSError, ("folder", "disk", "key")),
    (ValueError, ("settings", "key")),
)
"""Which checks speak of what a start failed on."""


@asynccontextmanager
async def opened(
    folder: Path, channels: Mapping[str, Channel], clock: Clock = system_clock
) -> AsyncIterator[App]:
    """`open_app`; raises a `ClickException` that says what to do where the installation cannot be opened."""
    async with AsyncExitStack() as stack:
        with explained(folder):
            app = await stack.enter_async_context(open_app(folder, channels, clock))
        yield app


def seldom_collect() -> None:
    """What is there by now stays, and most of what comes is let go at once: looking for what cannot be let go took a
    tenth of the time of a burst of reminders."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """What stops a start, in the words of `spil check`; never a traceback."""
    try:
        yield
    except click.ClickException:
        raise
    except Exception as failure:
        found = installation_problems(folder)
        if not found:
            log.fault("start failed", type(failure).__name__, failure)
        raise click.ClickException(_said(failure, found)) from None


def _said(failure: Exception, found: Sequence[str]) -> str:
    """The problem that this failure comes from, of all that the check found."""
    likely = next((names for kind, names in _FROM if isinstance(failure, kind)), ())
    for name in likely:
        if named := [problem for problem in found if problem.startswith(f"{name}:")]:
            return named[-1]  # A check looks at who may read and write first, and at what is inside last.
    return next(iter(found), _unnamed(failure))


def _unnamed(failure: Exception) -> str:
    """The check found nothing: it may have passed, as a lock does."""
    return f"Spil could not start ({type(failure).__name__}); try again, and run 'spil check' if it stays so"

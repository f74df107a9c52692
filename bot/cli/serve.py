"""`spil serve`: the web chat, and the clock that sends what falls due."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click
import uvicorn

from bot.app import App, prepare
from bot.channels.web import WebChannel, make_site
from bot.cli.invite import link
from bot.cli.opening import explained, opened, seldom_collect
from bot.cli.platforms import listening, platforms
from bot.joining import join_web, new_invitation
from bot.log import start_logging
from bot.pages.calendar import calendar_routes
from bot.pages.document import document_routes
from bot.pages.form import form_routes
from bot.pages.overview import overview_routes
from bot.pages.screen import screen_routes
from bot.settings import load_settings
from scheduler.engines import TickEngine
from scheduler.engines.embedded import Engine
from storage.store.conversations import direct_conversations
from storage.store.people import cell

PATIENCE = 3.0
"""Seconds that a tick waits for what it sends; a platform that hangs must not hold up time."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how to serve. `url`: how people reach Spil where it stands behind another name."""

    data: Path
    host: str
    socket: socket.socket
    url: str | None
    open_link: bool

    @property
    def port(self) -> int:
        """The port in use, also where 0 let the system choose."""
        return int(self.socket.getsockname()[1])

    @property
    def hosts(self) -> list[str]:
        """The names by which a browser may call."""
        named = urlsplit(self.url).hostname if self.url else None
        return [name for name in (self.host, "127.0.0.1", "localhost", "::1", "[::1]", named) if name]


@click.command()
@click.option("--host", help="The address to listen on; only this machine where it is not given.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
@click.option("--url", envvar="SPIL_URL", help="The address by which people reach Spil, if not this machine.")
@click.option("--open-link", is_flag=True, help="Print a one-time link for a coordinator.")
def command(host: str | None, port: int | None, data: Path, url: str | None, open_link: bool) -> None:
    start_logging()
    with explained(data):
        prepare(data)
        settings = load_settings(data)
    host = host or settings.host
    bound = _bind(host, settings.port if port is None else port)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops it.
        asyncio.run(_serve(Serving(data, host, bound, url, open_link)))


def _bind(host: str, port: int) -> socket.socket:
    """The socket to listen on. Raises a `ClickException` that says what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({error.strerror}). "
            f"Stop the program that uses it, or choose another port: spil serve --port {port + 1}"
        ) from None
    return bound


async def _serve(serving: Serving) -> None:
    web, others = WebChannel(), platforms(load_settings(serving.data))
    channels = {"web": web, **{other.channel.name: other.channel for other in others}}
    async with opened(serving.data, channels) as here:
        app = here.reached_at(_home(serving))
        routes = [*form_routes(app), *screen_routes(app), *document_routes(app), *calendar_routes(app)]
        routes += overview_routes(app)
        routes += [route for other in others for route in other.routes(app)]
        site = make_site(app, web, join_web, serving.hosts, routes)
        config = uvicorn.Config(
            site,
            access_log=False,
            log_config=None,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        engine = _engine(app)
        try:
            if not await engine.start() and not app.settings.database:
                click.echo("Another Spil runs on this folder; stop one of the two.", err=True)
                others = []  # It listens there already.
            await _announce(app, serving)
            if routed := [other.channel.name for other in others if not app.services.has_address]:
                click.echo(
                    f"Without --url, links that Spil gives on {', '.join(routed)} open on this machine only."
                )
            seldom_collect()
            ready = asyncio.create_task(asyncio.to_thread(app.warm_up))
            async with listening(others, app):
                await uvicorn.Server(config).serve([serving.socket])
            await ready
        finally:
            await engine.stop()


def _engine(app: App) -> TickEngine:
    """Ticks at the settings' interval, and at once when something falls due before the next tick."""
    every = timedelta(seconds=app.settings.tick_seconds)

    async def tick() -> None:
        await app.tick(PATIENCE)
        due = await app.outbox.next_due()
        if due is not None and timedelta() < due - app.clock() < every:
            engine.wake_at(due)

    engine = _clock(app, tick, every)
    return engine


def _clock(app: App, tick: Callable[[], Awaitable[None]], every: timedelta) -> TickEngine:
    """The engine of one machine, or the one of several that share a database."""
    if not app.settings.database:
        return Engine(app.folder, tick, every)
    from scheduler.engines.shared import Node, SharedEngine  # Its library comes with the extra [postgres].

    return SharedEngine(Node(app.settings.database, app.living.name, app.living.names), tick, every)


def _home(serving: Serving) -> str:
    """The address of the web chat."""
    return link(serving.url, serving.host, serving.port, "").removesuffix("join/")


async def _announce(app: App, serving: Serving) -> None:
    """Print the address; and a link for a coordinator when asked, or while nobody has joined yet."""
    click.echo(f"Spil is at {_home(serving)}")
    slug = app.settings.cell
    if serving.open_link or not await _anybody(app, slug):
        token = await new_invitation(app.store, slug, "coordinator", app.clock())
        click.echo(f"Open {link(serving.url, serving.host, serving.port, token)}")


async def _anybody(app: App, slug: str) -> bool:
    async with app.store.everywhere() as everywhere:
        home = await cell(everywhere, slug, app.clock())
    async with app.store.reading(home.id) as scope:
        return any(place.channel == "web" for place in await direct_conversations(scope))

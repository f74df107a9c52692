"""A platform as the command line starts it: a way out, a way in, and what its pages on Spil's own web server are."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import Route

from bot.pages.back import Back
from bot.port import Channel


class Unusable(RuntimeError):
    """A platform cannot be used as it is set up; the message says what to do, and never quotes a token."""


def _no_routes(back: Back) -> Sequence[Route]:
    return ()


@dataclass(frozen=True, slots=True)
class Platform:
    """A channel and how it listens: `listen` goes on until it is cancelled, and raises `Unusable`. `routes`: what
    the platform calls on Spil's web server, where it calls at all."""

    channel: Channel
    listen: Callable[[Back], Awaitable[None]]
    routes: Callable[[Back], Sequence[Route]] = _no_routes


async def bounded(request: Request, longest: int = 1_000_000) -> bytes | None:
    """The body of a call from outside, in bytes; None where it is longer than any platform sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > longest:
            return None
    return bytes(body)

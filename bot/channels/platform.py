"""A platform as the command line starts it: a way out, a way in, and what its pages on Spil's own web server are."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import log
from bot.pages.back import Back
from bot.pages.guard import body_of
from bot.port import Channel

T = TypeVar("T")


class Unusable(RuntimeError):
    """A platform cannot be used as it is set up; the message says what to do, and never quotes a token."""


def missing(platform: str) -> str:
    """What to do where a platform is set up and its library is not there."""
    extra = platform.lower()
    return f"{platform} is set up and its library is not installed; run: pip install 'spil[{extra}]'"


@contextmanager
def library_of(platform: str) -> Iterator[None]:
    """Around the imports of what needs a platform's own library: it is there for who uses that. Raises `Unusable`."""
    try:
        yield
    except ModuleNotFoundError:
        raise Unusable(missing(platform)) from None


def _no_routes(back: Back) -> Sequence[Route]:
    return ()


@dataclass(frozen=True, slots=True)
class Platform:
    """A channel and how it listens: `listen` goes on until it is cancelled, and raises `Unusable`. `routes`: what
    the platform calls on Spil's web server, where it calls at all."""

    channel: Channel
    listen: Callable[[Back], Awaitable[None]]
    routes: Callable[[Back], Sequence[Route]] = _no_routes


async def reached(
    call: Callable[[], Awaitable[T]], refused: Callable[[Exception], str], pause: float = 5.0
) -> T:
    """Call until the platform answers, `pause` seconds apart. Raises `Unusable` with what `refused` says of what was
    raised; '' means that the platform is only away."""
    while True:
        try:
            return await call()
        except Exception as error:
            if words := refused(error):
                raise Unusable(words) from None
            log.fault("platform away", "platform", error)
            await asyncio.sleep(pause)


def refusal(
    advice: str, code_of: Callable[[Exception], str], codes: Collection[str]
) -> Callable[[Exception], str]:
    """For `reached`: `advice`, where the platform refuses with one of these codes."""

    def words(error: Exception) -> str:
        code = code_of(error)
        return f"{advice} ({code})" if code in codes else ""

    return words


def signed(
    path: str,
    genuine: Callable[[bytes, Mapping[str, str]], bool],
    work: Callable[[Request, bytes], Awaitable[Response]],
) -> Route:
    """Where a platform posts to: a call that is not `genuine`, or on which that breaks, is refused unread."""

    async def called(request: Request) -> Response:
        body = await body_of(request)
        try:
            ours = genuine(body, request.headers)
        except (ValueError, TypeError, OverflowError):
            ours = False
        return await work(request, body) if ours else Response(status_code=401)

    return Route(path, called, methods=["POST"])


class Way(Protocol):
    """A way in that was made for one installation."""

    async def listen(self) -> None: ...

    def routes(self) -> Sequence[Route]: ...


def platform_of(channel: Channel, make: Callable[[Back], Way]) -> Platform:
    """A platform whose routes and listening are of one way in, made when the first of them is asked for."""
    made: list[Way] = []

    def way(back: Back) -> Way:
        made.extend(() if made else [make(back)])
        return made[0]

    return Platform(channel, lambda back: way(back).listen(), lambda back: way(back).routes())

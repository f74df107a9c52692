"""What keeps Spil's pages to themselves: headers on every answer, where a request comes from, sizes, rates."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 256 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Refused(Exception):
    """A request that is not worked on: a status and the key of the sentence (`web-…`) that says why."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key


class SafeHeaders:
    """Puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, marked if scope["type"] == "http" else send)


def same_origin(request: Request) -> None:
    """Raises `Refused` for a request that another site made the browser send.

    Browsers say 'Sec-Fetch-Site' on https and on this machine; elsewhere 'Origin' has to be ours.
    """
    site = request.headers.get("sec-fetch-site")
    ours = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site != "same-origin" and (site is not None or request.headers.get("origin") != ours):
        raise Refused(403, "web-other-site")


async def body_of(request: Request) -> bytes:
    """The body, read no further than `LARGEST_BODY`. Raises `Refused`."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise Refused(413, "web-too-large")
    return bytes(body)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a plain HTML form, the last of each name. Raises `Refused`."""
    return dict(parse_qsl((await body_of(request)).decode("utf8", "replace"), max_num_fields=20))


async def json_of(request: Request) -> dict[str, Any]:
    """The body as a JSON object. Raises `Refused`."""
    return object_of(await body_of(request))


def object_of(body: bytes) -> dict[str, Any]:
    """A body as a JSON object. Raises `Refused`."""
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()  # Half a surrogate pair is no text.
    except (ValueError, RecursionError):
        raise Refused(400, "web-not-understood") from None
    if not isinstance(value, dict):
        raise Refused(400, "web-not-understood")
    return value


@dataclass(slots=True)
class Buckets:
    """Token buckets by key: `burst` requests at once, refilled at `burst` a minute. Times in seconds."""

    burst: int = 120
    most: int = 10_000
    _held: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str, now: float) -> None:
        """Raises `Refused` where the bucket is empty."""
        if len(self._held) > self.most:
            self._held = {k: held for k, held in self._held.items() if now - held[1] < 60}
        left, since = self._held.get(key, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.burst / 60)
        if left < 1:
            raise Refused(429, "web-too-many")
        self._held[key] = (left - 1, now)

"""Who is behind a request: the cookie of a session, and the token that proves the request is our own page's."""

import hmac

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.back import Clock
from bot.pages.guard import Refused, same_origin
from storage.records import Member
from storage.store import Store
from storage.store.people import session_member

COOKIE = "spil"
LASTS = 30 * 24 * 3600
"""Seconds that the cookie lasts: as long as the session behind it."""


class Sessions:
    """Sessions of one installation. Everything here may raise `StoreUnavailable`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def member(self, request: Request) -> Member | None:
        """Who asks, or None for somebody unknown."""
        async with self._store.looking() as everywhere:
            return await session_member(everywhere, request.cookies.get(COOKIE, ""), self._clock())

    async def known(self, request: Request) -> Member:
        """Who asks. Raises `Refused`."""
        member = await self.member(request)
        if member is None:
            raise Refused(401, "web-session-over")
        return member

    async def sender(self, request: Request) -> Member:
        """Who changes something: from our own page, with its token. Raises `Refused`."""
        same_origin(request)
        given = request.headers.get("x-spil-token", "")
        if not hmac.compare_digest(given.encode(), self.token(request).encode()):
            raise Refused(403, "web-other-site")
        return await self.known(request)

    def token(self, request: Request) -> str:
        """What the page sends along with each POST: made from the session, so nothing more is kept."""
        return self._store.vault.keyring.fingerprint(f"page:{request.cookies.get(COOKIE, '')}")


def let_in(answer: Response, request: Request, session: str) -> None:
    """Give the browser its session."""
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, session, LASTS, secure=secure, httponly=True, samesite="strict")

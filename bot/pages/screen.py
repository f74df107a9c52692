"""The running sheet in large type, for the screen that a table looks at: nothing is typed or kept here."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.pages.back import Back
from bot.pages.guard import Buckets, Refused, json_of, same_origin
from bot.pages.template import page
from bot.phrases import STRONG_OFF, STRONG_ON, phrases, plain
from intents.handlers.sheet.table.screen import view
from intents.model import Phrase

LOOKS = 120
"""Times a minute that one screen may ask what there is to see."""


class ScreenPages:
    """The screens of one installation."""

    def __init__(self, back: Back) -> None:
        self._back, self._knocks, self._looks = back, Buckets(30), Buckets(LOOKS)

    async def show(self, request: Request) -> Response:
        """The page, empty. Link previews fetch this: it uses nothing up, and nothing of the cell stands in it."""
        return HTMLResponse(page("screen", self._back.settings.language, token=request.path_params["token"]))

    async def open(self, request: Request) -> Response:
        """A screen opens the link: what it may look with from now on."""
        token = await self._said(request, "token")
        host = request.client.host if request.client else ""
        self._knocks.take(host, asyncio.get_running_loop().time())
        look = self._back.services.screens.open(token, self._back.clock())
        if look is None:
            raise Refused(410, "web-screen-used")
        return JSONResponse({"look": look})

    async def now(self, request: Request) -> Response:
        """What there is to see now."""
        look = await self._said(request, "look")
        watched = self._back.services.screens.look(look, self._back.clock())
        if watched is None:
            raise Refused(410, "web-screen-used")
        self._looks.take(look, asyncio.get_running_loop().time())
        seen = await view(watched, self._back.services)
        if seen is None:
            self._back.services.screens.close(look)
            return JSONResponse({"over": True})
        parts = {"asked": seen.asked, "filled": seen.filled}
        told = {name: _lines(lines, watched.language) for name, lines in parts.items()}
        return JSONResponse({**told, "whole": seen.whole})

    async def _said(self, request: Request, name: str) -> str:
        same_origin(request)
        value = (await json_of(request)).get(name)
        if not isinstance(value, str):
            raise Refused(400, "web-not-understood")
        return value


def _lines(lines: Sequence[Phrase], language: str) -> list[Any]:
    """Each line as what is stressed in it and the rest: the page makes elements of text only."""
    found = []
    for line in lines:
        text = phrases(language).text(line)
        strong, _, rest = text.removeprefix(STRONG_ON).partition(STRONG_OFF)
        begins = text.startswith(STRONG_ON)
        found.append([plain(strong), plain(rest).strip()] if begins else ["", plain(text)])
    return found


def screen_routes(back: Back) -> Sequence[Route]:
    """Where a sheet is looked at."""
    pages = ScreenPages(back)
    return (
        Route("/screen/{token}", pages.show),
        Route("/screen/open", pages.open, methods=["POST"]),
        Route("/screen/now", pages.now, methods=["POST"]),
    )

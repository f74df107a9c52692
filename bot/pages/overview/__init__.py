"""The page on which a data protection officer sees everything that is stored in a cell, as it is now, and the drafts of
the record of processing and the impact assessment. It changes nothing."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.pages.back import Back
from bot.pages.document import as_download
from bot.pages.guard import Buckets, Refused
from bot.pages.overview.drafting import DRAFTS, draft
from bot.pages.overview.facts import Facts, facts_of
from bot.pages.session import Sessions
from bot.pages.template import STATIC, page
from storage.store.people.officers import officers_cell

OWN = "eigen"
"""What stands in the address in place of a link's token for a coordinator, who has a session."""


class Overview:
    """The pages of one installation: for a coordinator's session, or by the link that a coordinator gave."""

    def __init__(self, back: Back) -> None:
        self._back, self._sessions, self._knocks = back, Sessions(back.store, back.clock), Buckets(60)

    async def show(self, request: Request) -> Response:
        facts, token = await self._facts(request), _token(request)
        links = {name: f"/gegevens/{token}/{name}.md" for name in DRAFTS}
        return HTMLResponse(page("overview", self._back.settings.language, facts=facts, links=links))

    async def draft(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in DRAFTS:
            raise Refused(404, "web-no-such-page")
        facts = await self._facts(request)
        return as_download(f"{name}-{facts.day}.md", draft(name, facts).encode())

    async def style(self, request: Request) -> Response:
        return Response(STATIC.joinpath("overview.css").read_bytes(), media_type="text/css")

    async def _facts(self, request: Request) -> Facts:
        """Of the cell of who asks. Raises `Refused`, in the same words for a link that is unknown, old or another's."""
        self._knocks.take(request.client.host if request.client else "", asyncio.get_running_loop().time())
        now, token = self._back.clock(), _token(request)
        if token == OWN:
            member = await self._sessions.known(request)
            cell_id = member.cell_id if member.role == "coordinator" else None
        else:
            async with self._back.store.looking() as everywhere:
                cell_id = await officers_cell(everywhere, token, now)
        if cell_id is None:
            raise Refused(410, "web-overview-closed")
        return await facts_of(self._back.store, self._back.folder, cell_id, now)


def _token(request: Request) -> str:
    return str(request.path_params.get("token", OWN))


def overview_routes(back: Back) -> Sequence[Route]:
    """Where the officer reads."""
    pages = Overview(back)
    return (
        Route("/gegevens", pages.show),
        Route("/gegevens.css", pages.style),
        Route("/gegevens/{token}", pages.show),
        Route("/gegevens/{token}/{name}.md", pages.draft),
    )

"""The way in from Teams: what it posts is checked, taken in, and answered at once; the work goes on by itself."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.desk import Desk
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.inbound import happened, heard
from bot.pages.back import Back
from bot.pages.guard import json_of
from bot.phrases import phrases
from intents.model import Phrase


class Listening:
    """Takes in what Teams posts."""

    def __init__(self, channel: TeamsChannel, back: Back) -> None:
        self._channel, self._back, self.desk = channel, back, Desk(back, channel.show)

    async def run(self) -> None:
        """Until it is cancelled; then let the answers that are on their way finish."""
        try:
            await asyncio.Event().wait()
        finally:
            await self.desk.finish()
            await self._channel.teams.close()

    async def messages(self, request: Request) -> Response:
        """`POST /api/messages`: an activity."""
        body = await json_of(request)
        status = await self._channel.teams.admitted(body, request.headers.get("authorization", ""))
        if status != 200:
            return Response(status_code=status)
        if what := happened(body):
            await self._back.happened(what)
        found = heard(body, self._channel.teams.account.secret, self._back.clock())
        if found is None:
            return Response(status_code=501 if body["type"] == "invoke" else 200)
        self._channel.heard(found)
        await self.desk.take(found.message, lambda: self._channel.sign(found.message))
        return JSONResponse(self._bar()) if body["type"] == "invoke" else Response(status_code=200)

    def _bar(self) -> dict[str, Any]:
        """What Teams shows at a press: that it arrived."""
        words = phrases(self._back.settings.language).text(Phrase("teams-pressed"))
        return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def routes(listening: Listening) -> Sequence[Route]:
    """What Teams calls on Spil's web server."""
    return [Route("/api/messages", listening.messages, methods=["POST"])]

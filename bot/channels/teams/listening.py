"""The way in from Teams: what it posts is checked, taken in, and answered at once; the work goes on by itself."""

import asyncio
from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.desk import Desk
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.inbound import happened, heard
from bot.pages.back import Back
from bot.pages.guard import json_of
from bot.phrases import phrases
from bot.rendering.teams import dialog
from intents.model import Phrase


class Listening:
    """Takes in what Teams posts."""

    def __init__(self, channel: TeamsChannel, back: Back) -> None:
        self._channel, self._back = channel, back
        self.desk = Desk(back, lambda said, reply: channel.send(said.conversation, said.reach, reply))
        channel.desk, channel.home = self.desk, back.url

    async def listen(self) -> None:
        """Until it is cancelled; then the answers that are on their way finish."""
        try:
            await asyncio.Event().wait()
        finally:
            await self.desk.finish()
            await self._channel.teams.close()

    def routes(self) -> Sequence[Route]:
        """What Teams calls."""
        return [Route("/api/messages", self.messages, methods=["POST"])]

    async def messages(self, request: Request) -> Response:
        """An activity; the answer to an invoke is what Teams shows at once."""
        body = await json_of(request)
        status = await self._channel.teams.admitted(body, request.headers.get("authorization", ""))
        if status != 200:
            return Response(status_code=status)
        if what := happened(body):
            await self._back.happened(what)
        said = heard(body, self._channel.teams.secret, self._back.clock())
        if said is None:
            return Response(status_code=501 if body["type"] == "invoke" else 200)
        if said.step:
            shown = await self.desk.fill(said)
            return JSONResponse(dialog(shown, self._channel.home) if shown else {})
        place = (str(body["conversation"]["id"]), str(body.get("replyToId")))
        used = partial(self._channel.used, said, *place) if said.choice else None
        await self.desk.take(said, partial(self._channel.sign, said), used)
        if body["type"] != "invoke":
            return Response(status_code=200)
        words = phrases(said.language or self._back.settings.language).text(Phrase("teams-pressed"))
        bar = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}
        return JSONResponse(bar)

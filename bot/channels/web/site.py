"""The routes of the web chat. GET changes nothing; every POST shows that it comes from our own page."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Sequence

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import log
from bot.channels.web.channel import WebChannel
from bot.channels.web.turns import Turns, failed
from bot.channels.web.words import STATIC, page
from bot.pages.back import Back, Join
from bot.pages.guard import Buckets, Refused, SafeHeaders, form_of, json_of, same_origin
from bot.pages.problems import PROBLEMS, sentence
from bot.pages.session import Sessions, let_in
from bot.pages.standing import standing
from bot.pages.words import say
from storage.records import Member
from storage.store import StoreUnavailable

TYPES = {"spil.css": "text/css", "spil.js": "text/javascript"}


class Site:
    """The chat of one installation."""

    def __init__(self, back: Back, channel: WebChannel, join: Join) -> None:
        self._back, self._channel, self._turns, self._join = back, channel, Turns(back), join
        self._sessions, self._knocks = Sessions(back.store, back.clock), Buckets(30)
        self._language = back.settings.language
        self._tasks: set[asyncio.Task[None]] = set()

    async def home(self, request: Request) -> Response:
        member = await self._sessions.member(request)
        if member is None:
            return HTMLResponse(page("knock", self._language))
        return HTMLResponse(page("chat", member.language, token=self._sessions.token(request)))

    async def invited(self, request: Request) -> Response:
        """One button. Link previews fetch this, so it uses nothing up."""
        return HTMLResponse(page("join", self._language, token=request.path_params["token"]))

    async def join(self, request: Request) -> Response:
        same_origin(request)
        host = request.client.host if request.client else ""
        self._knocks.take(host, asyncio.get_running_loop().time())
        token = (await form_of(request)).get("token", "")
        session = await self._join(self._back.store, token, self._language, self._back.clock())
        if session is None:
            raise Refused(410, "web-link-used")
        answer = RedirectResponse("/", 303)
        let_in(answer, request, session)
        return answer

    async def messages(self, request: Request) -> Response:
        member = await self._sessions.sender(request)
        rows = await self._turns.take(member, await json_of(request))
        text = failed(rows)
        return JSONResponse({"replies": rows} if text is None else {"text": text}, 503 if text else 200)

    async def ack(self, request: Request) -> Response:
        member = await self._sessions.sender(request)
        key = str((await json_of(request)).get("id", ""))
        self._channel.shown(member.id, key)
        self._turns.shown(member, key)
        return Response(status_code=204)

    async def state(self, request: Request) -> Response:
        member = await self._sessions.known(request)
        now = await standing(self._back.store, member, "web", self._back.clock())
        line = [say(member.language, phrase.key, **phrase.values) for phrase in now.sentences]
        go_on = say(member.language, f"web-sheet-{now.sheet}-say") if now.sheet else None
        return JSONResponse({"line": line, "resume": go_on})

    async def events(self, request: Request) -> Response:
        member = await self._sessions.known(request)
        return EventSourceResponse(self._rows(member), ping=15)

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in TYPES:
            raise Refused(404, "web-no-such-page")
        return Response(STATIC.joinpath(name).read_bytes(), media_type=TYPES[name])

    async def _rows(self, member: Member) -> AsyncIterator[ServerSentEvent]:
        opened = self._channel.open(member.id)
        task = asyncio.create_task(self._welcome(member.id))
        self._tasks.add(task)  # Not the stream's own: a delivery that has begun is never broken off.
        task.add_done_callback(self._tasks.discard)
        try:
            yield ServerSentEvent(retry=1000)
            while (row := await opened.get()) is not None:
                yield ServerSentEvent(event="row", data=json.dumps(row))
        finally:
            self._channel.close(member.id, opened)

    async def _welcome(self, address: str) -> None:
        """Somebody came: what is due for them, or waited for them, is sent now."""
        try:
            await self._back.outbox.welcome(address, self._back.clock())
        except StoreUnavailable as error:
            log.fault("delivery put off", secrets.token_hex(4), error)

    async def problem(self, request: Request, error: Exception) -> Response:
        """A clear sentence: as JSON to the script, as a page to a person."""
        status, text = sentence(error, self._language)
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(page("problem", self._language, text=text), status)
        return JSONResponse({"text": text}, status)


def make_site(
    back: Back, channel: WebChannel, join: Join, hosts: Sequence[str], more: Sequence[Route] = ()
) -> Starlette:
    """The web application. `hosts`: the names by which a browser may call it. `more`: what platforms call."""
    site = Site(back, channel, join)
    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/join/{token}", site.invited),
            Route("/join", site.join, methods=["POST"]),
            Route("/messages", site.messages, methods=["POST"]),
            Route("/ack", site.ack, methods=["POST"]),
            Route("/events", site.events),
            Route("/state", site.state),
            Route("/static/{name}", site.static),
            Route("/favicon.ico", Response(status_code=204)),
            *more,
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        exception_handlers=dict.fromkeys(PROBLEMS, site.problem),
    )

"""The sheet as a page of our own, by a single-use link. What is typed stays in the browser until one POST with
everything; what is wrong comes back by field, and nothing is stored or used up before all of it can be taken."""

import asyncio
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.documents import make_file
from bot.forms import MOST_CODES
from bot.forms.whole import sections
from bot.pages.back import Back
from bot.pages.document import as_download
from bot.pages.guard import Buckets, Refused, json_of, same_origin
from bot.pages.template import STATIC, page
from bot.payload import Input, Rendered
from bot.phrases import phrases, plain
from intents.boxes import LONGEST
from intents.fields.listing import BETWEEN
from intents.form import load_form
from intents.handlers.sheet.finish import printed
from intents.handlers.sheet.readback import EVALUATION, NOT_IN_DOCUMENT, NOT_SHOWN
from intents.handlers.sheet.table.earlier import WANTED, as_before, told
from intents.model import Message
from storage.records import Member, Sheet
from storage.store.cases import last_sheets, load_cases
from storage.store.people import FORM_LINK, form_link, member_by_id, use_form_link

TYPES = {
    "form.css": "text/css",
    "form.js": "text/javascript",
    "form-sending.js": "text/javascript",
    "screen.css": "text/css",
    "screen.js": "text/javascript",
}
KEPT = 120.0
"""Seconds that the document stays for a page that did not get it."""
MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that was opened in time: by whom, when, and the member that it is bound to."""

    token: str = field(repr=False)
    since: datetime
    member: Member


class FormPages:
    """The web form of one installation."""

    def __init__(self, back: Back) -> None:
        self._back, self._knocks = back, Buckets(60)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._done: dict[str, Rendered] = {}

    async def show(self, request: Request) -> Response:
        """The form. Link previews fetch this: it uses nothing up, and nothing of the cell stands in it."""
        token = request.path_params["token"]
        member = await self._member(token, self._back.clock())
        if member is None:
            return HTMLResponse(page("form-gone", self._back.settings.language), 410)
        values = {
            "sections": sections(load_form("sheet"), member.language),
            "between": BETWEEN.pattern,
            "evaluation": " ".join(EVALUATION),
            "apart": NOT_IN_DOCUMENT,
            "unread": NOT_SHOWN,
            "wanted": WANTED,
            "token": token,
        }
        return HTMLResponse(page("form", member.language, **values))

    async def open(self, request: Request) -> Response:
        """The page is in a person's browser: the references to choose from, and time enough to fill it in."""
        token = (await self._said(request)).get("token")
        now = self._back.clock()
        member = await self._member(token, now) if isinstance(token, str) else None
        if member is None or not isinstance(token, str):
            raise Refused(410, "web-form-used")
        async with self._back.store.reading(member.cell_id) as scope:
            cases = [case for case in await load_cases(scope) if not case.closed][:MOST_CODES]
            sheets = await last_sheets(scope)
        before = {case.code: sheets[case.id] for case in cases if case.id in sheets}
        earlier = {code: _earlier(sheet, member.language) for code, sheet in before.items()}
        codes = [case.code for case in cases]
        return JSONResponse({"permit": self._permit(token, now), "codes": codes, "earlier": earlier})

    async def send(self, request: Request) -> Response:
        """Everything at once: the document as the direct response, or what is wrong by field (422)."""
        said = await self._said(request)
        fields, token = _texts(said.get("fields")), said.get("token")
        if not isinstance(token, str) or fields is None:
            raise Refused(400, "web-not-understood")
        async with self._locks.setdefault(token, asyncio.Lock()):
            if made := self._done.get(token):
                return _document(made, said.get("form"))
            return await self._work(await self._opened(token, str(said.get("permit", ""))), fields)

    async def _said(self, request: Request) -> dict[str, Any]:
        """What our own page sent. Raises `Refused`."""
        same_origin(request)
        host = request.client.host if request.client else ""
        self._knocks.take(host, asyncio.get_running_loop().time())
        return await json_of(request)

    async def _work(self, opened: Opened, fields: dict[str, str]) -> Response:
        member = opened.member
        message = Message(
            event_key=f"{FORM_LINK}:{secrets.token_hex(16)}",
            channel=FORM_LINK,
            conversation=f"{FORM_LINK}:{member.id}",
            sender=member.id,
            received_at=self._back.clock(),
            form=fields,
            step="whole",
        )
        (answer,) = await self._back.receive(message)
        if answer.attachment is None:
            return _problems(answer)
        self._done[opened.token] = answer
        asyncio.get_running_loop().call_later(KEPT, self._done.pop, opened.token, None)
        async with self._back.store.everywhere() as everywhere:
            await use_form_link(everywhere, opened.token, opened.since, self._back.clock())
        return _document(answer)

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in TYPES:
            raise Refused(404, "web-no-such-page")
        return Response(STATIC.joinpath(name).read_bytes(), media_type=TYPES[name])

    async def _member(self, token: str, at: datetime) -> Member | None:
        async with self._back.store.everywhere() as everywhere:
            found = await form_link(everywhere, token, at)
        if found is None:
            return None
        cell_id, member_id = found
        async with self._back.store.reading(cell_id) as scope:
            return await member_by_id(scope, member_id)

    async def _opened(self, token: str, permit: str) -> Opened:
        """The link behind what was sent. Raises `Refused`.

        A link opens for twenty minutes; who opened it in time has as long as a sheet's text may live anywhere.
        """
        now = since = self._back.clock()
        stamp, _, _ = permit.partition(".")
        if stamp.isdecimal() and len(stamp) < 12:
            then = datetime.fromtimestamp(int(stamp), UTC)
            fitting = hmac.compare_digest(permit.encode(), self._permit(token, then).encode())
            since = then if fitting and timedelta() <= now - then <= LONGEST else now
        member = await self._member(token, since)
        if member is None:
            raise Refused(410, "web-form-used")
        return Opened(token, since, member)

    def _permit(self, token: str, at: datetime) -> str:
        """Proof that the page was opened at that moment: made from the link, so nothing more is kept."""
        stamp = int(at.timestamp())
        return f"{stamp}.{self._back.store.vault.keyring.fingerprint(f'form:{token}:{stamp}')}"


def _texts(fields: Any) -> dict[str, str] | None:
    """What was filled in, by key; None where no page of ours sends that."""
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return None
    return fields if all(isinstance(value, str) for value in fields.values()) else None


def _earlier(last: Sheet, language: str) -> dict[str, Any]:
    """The last sheet for a reference: in words, and what it had as answers to begin with."""
    fields = load_form("sheet").fields
    had = {field.id: as_before(last, field.id, field.choices) for field in fields}
    lines = [plain(phrases(language).text(line)) for line in told(last)]
    values = {key: [value] if isinstance(value, str) else value for key, value in had.items() if value}
    return {"lines": lines, "values": values}


def _document(answer: Rendered, form: object = None) -> Response:
    """The document as the direct response; `form`: 'pdf' where the page asks for that."""
    if answer.attachment is None:
        raise LookupError("a finished sheet has a document")
    document = printed(answer.attachment) if form == "pdf" else answer.attachment
    response = as_download(*make_file(document))
    response.headers["X-Spil-Words"] = quote(plain(answer.text))
    return response


def _problems(answer: Rendered) -> Response:
    """What is wrong. Where the sheet ends without a document, or nothing could be stored, a sentence alone."""
    if answer.is_aside:
        return JSONResponse({"text": plain(answer.text)}, 503)
    fields = [_problem(one) for one in answer.step.inputs] if answer.step else []
    return JSONResponse({"text": plain(answer.text), "fields": fields}, 422)


def _problem(one: Input) -> dict[str, Any]:
    return {"key": one.key, "label": one.label, "problem": one.problem, "options": list(one.options)}


def form_routes(back: Back) -> Sequence[Route]:
    """Where the form is shown and sent."""
    pages = FormPages(back)
    return (
        Route("/form/{token}", pages.show),
        Route("/form", pages.send, methods=["POST"]),
        Route("/form/open", pages.open, methods=["POST"]),
        Route("/page/{name}", pages.static),
    )

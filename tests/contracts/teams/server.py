"""A small Teams: its connector and its keys, as the contract says; it refuses what the real one refuses."""

import itertools
import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jsonschema import Draft7Validator
from jsonschema.validators import Draft6Validator

HERE = Path(__file__).parent
APP_ID, TENANT = "11111111-2222-3333-4444-555555555555", "99999999-0000-1111-2222-333333333333"
BOT = f"28:{APP_ID}"
TOKEN = jwt.encode({"aud": "https://api.botframework.com"}, "made-up-and-long-enough-for-a-test", "HS256")
"""What Spil must show to the connector."""
LARGEST = 28_000
CARD = "application/vnd.microsoft.card.adaptive"
_LINK = r'a href="https?://[\w.:-]+(/[\w/#?=&;%.-]*)?">'
_TAGS = re.compile(rf"<(?!/?strong>|br>|/a>|{_LINK})|&(?!amp;|lt;|gt;|quot;|#x27;)")


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key of its own for each name; the service publishes the one called 'right'."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _validator(definition: str) -> Draft7Validator:
    schema = json.loads((HERE / "activity.json").read_text("utf-8"))
    return Draft7Validator({**schema, "$ref": f"#/definitions/{definition}"})


@cache
def _cards() -> Draft6Validator:
    return Draft6Validator(json.loads((HERE / "adaptive_card.1.5.json").read_text("utf-8")))


def problems(activity: dict[str, Any]) -> list[str]:
    """What is wrong with a message or a sign that goes out."""
    found = [error.message for error in _validator("Activity").iter_errors(activity)]
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
        found.append("MessageSizeTooBig")
    if activity.get("type") not in ("message", "typing"):
        found.append("no such type to send")
    if activity.get("from", {}).get("id") != BOT or not activity.get("conversation", {}).get("id"):
        found.append("nobody sends it, or nowhere")
    if activity.get("type") == "message" and not (activity.get("text") or activity.get("attachments")):
        found.append("empty")
    if activity.get("text") and (activity.get("textFormat") != "xml" or _TAGS.search(activity["text"])):
        found.append("markup")
    for attachment in activity.get("attachments", []):
        found += card_problems(attachment)
    return found


def card_problems(attachment: dict[str, Any]) -> list[str]:
    """What is wrong with a card."""
    if attachment.get("contentType") != CARD:
        return ["no adaptive card"]
    card = attachment["content"]
    found = [error.message[:300] for error in _cards().iter_errors(card)]
    return found + (["too new"] if card.get("version", "9") > "1.5" else [])


@dataclass(slots=True)
class Sent:
    """A call that was taken: 'create', 'update', or 'open' for a new conversation."""

    kind: str
    conversation: str
    given: dict[str, Any]
    id: str


@dataclass(slots=True)
class FakeTeams:
    """`sent`: what was taken. `answers`: what the next calls get instead, in order: a status (429: with the seconds
    to wait, as `(429, 3)`), or 'silence' (it was taken, and the line goes dead)."""

    sent: list[Sent] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: deque[Any] = field(default_factory=deque)
    gone: set[str] = field(default_factory=set)
    fetched: int = 0
    url: str = ""
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> "FakeTeams":
        app = web.Application()
        app.router.add_get("/v1/.well-known/keys", self._published)
        app.router.add_post("/be/v3/conversations", self._open)
        app.router.add_post("/be/v3/conversations/{place}/activities", self._create)
        app.router.add_put("/be/v3/conversations/{place}/activities/{id}", self._update)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *reason: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    @property
    def service(self) -> str:
        """The `serviceUrl` of what this Teams sends."""
        return f"{self.url}/be/"

    def messages(self, place: str | None = None) -> list[dict[str, Any]]:
        return [
            sent.given for sent in self.sent if sent.kind != "open" and place in (None, sent.conversation)
        ]

    def token(self, signed_by: str = "right", **changed: Any) -> str:
        """What stands in the header of a call; None leaves a claim out."""
        now = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "nbf": now - 60, "exp": now + 3600}
        claims |= {"iat": now - 60, "serviceurl": self.service, **changed}
        claims = {name: value for name, value in claims.items() if value is not None}
        head = {"kid": "k-right", "typ": "JWT"}
        signed = jwt.api_jws.encode(json.dumps(claims).encode(), key(signed_by), "RS256", head)
        return f"Bearer {signed}"

    async def _published(self, request: web.Request) -> web.Response:
        self.fetched += 1
        row = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("right").public_key()))
        return web.json_response(
            {"keys": [{**row, "kid": "k-right", "use": "sig", "endorsements": ["msteams"]}]}
        )

    async def _open(self, request: web.Request) -> web.Response:
        given = await request.json()
        if (instead := self._instead(request, given, Sent("open", "", given, ""))) is not None:
            return instead
        if error := [error.message for error in _validator("ConversationParameters").iter_errors(given)]:
            return self._no(400, str(error))
        place = f"a:alone-{given['members'][0]['id']}"
        self.sent.append(Sent("open", place, given, ""))
        return web.json_response({"id": place}, status=201)

    async def _create(self, request: web.Request) -> web.Response:
        return await self._taken(request, "create", f"m{next(self._numbers)}")

    async def _update(self, request: web.Request) -> web.Response:
        handle = request.match_info["id"]
        if handle not in [sent.id for sent in self.sent]:
            return self._no(404, "ActivityNotFound")
        return await self._taken(request, "update", handle)

    async def _taken(self, request: web.Request, kind: str, handle: str) -> web.Response:
        given, place = await request.json(), request.match_info["place"]
        if given.get("type") == "typing" and not problems(given):
            self.signs.append(place)
            return web.json_response({}, status=202)
        sent = Sent(kind, place, given, handle)
        if (instead := self._instead(request, given, sent)) is not None:
            return instead
        if error := problems(given):
            return self._no(413 if "MessageSizeTooBig" in error else 400, str(error))
        if place.partition(";")[0] in self.gone:
            return self._no(403, "BotNotInConversationRoster")
        if given["conversation"]["id"] != place:
            return self._no(400, "two conversations")
        self.sent.append(sent)
        return web.json_response({"id": handle}, status=201)

    def _instead(self, request: web.Request, given: dict[str, Any], sent: Sent) -> web.Response | None:
        answer = self.answers.popleft() if self.answers else None
        match answer:
            case (429, wait):
                return web.json_response({}, status=429, headers={"Retry-After": str(wait)})
            case "silence":
                self.sent.append(sent)  # It arrived; nobody hears so.
                assert request.transport
                request.transport.abort()
                return web.Response()
            case int():
                return self._no(answer, "on demand")
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._no(401, "Authorization has been denied for this request.")
        return None

    def _no(self, status: int, error: str) -> web.Response:
        self.refused.append(error)
        return web.json_response({"error": {"code": "BadSyntax", "message": error}}, status=status)

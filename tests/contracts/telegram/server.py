"""A small Telegram: speaks the Bot API's contract (`api.json`) over HTTP, refuses what the real one refuses."""

import asyncio
import json
import re
import socket
from collections import defaultdict, deque
from collections.abc import Sequence
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

CONTRACT = json.loads(Path(__file__).with_name("api.json").read_text("utf-8"))
LIMITS = CONTRACT["limits"]
TOKEN = "123456:made-up-for-tests-0123456789abcdefgh"
ME = {"id": 123456, "is_bot": True, "first_name": "Spil", "username": "SpilBot"}
_CREATES = ("sendMessage", "sendDocument")
_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_SAME = "message is not modified: specified new message content and reply markup are exactly the same"


class Refused(Exception):
    """What the real service answers with 400 and this description, or with `status`."""

    def __init__(self, description: str, status: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.parameters = status, parameters


class _Html(HTMLParser):
    """The text that people see, and the entities in it. Raises `Refused` for tags that Telegram does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.entities, self.places = "", [], [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "a"):
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append((tag, _units(self.text), len(self.entities)))
        self.entities.append((tag, dict(attrs).get("href")))
        self.places.append((0, 0))

    def handle_endtag(self, tag: str) -> None:
        began, start, number = self.open.pop() if self.open else ("", 0, 0)
        if began != tag:
            raise Refused("Bad Request: can't parse entities: Unexpected end tag")
        self.places[number] = (start, _units(self.text) - start)

    def handle_data(self, data: str) -> None:
        self.text += data


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parsed(text: str) -> tuple[str, list[dict[str, Any]]]:
    """A text with markup as Telegram gives it back: plain, and where its entities are, in UTF-16 units."""
    reader = _read(text)
    kinds = {"b": {"type": "bold"}, "a": {"type": "text_link"}}
    found = [
        {**kinds[tag], "offset": start, "length": length, **({"url": url} if url else {})}
        for (tag, url), (start, length) in zip(reader.entities, reader.places, strict=True)
    ]
    return reader.text, found


def read_html(text: str) -> tuple[str, list[tuple[str, str | None]]]:
    """What a text with markup shows, and its entities."""
    reader = _read(text)
    return reader.text, reader.entities


def _read(text: str) -> _Html:
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise Refused("Bad Request: can't parse entities: Can't find end tag")
    return reader


def check(method: str, given: dict[str, Any]) -> None:
    """Refuse what the contract of `method` does not allow."""
    known = CONTRACT["methods"][method]
    _check_fields(method, known, given)
    if method == "setWebhook":
        _check_webhook(given)
    unknown = set(given.get("allowed_updates", ())) - set(CONTRACT["update_kinds"])
    if unknown:
        raise Refused(f"Bad Request: no such updates: {unknown}")
    if method in ("sendMessage", "editMessageText"):
        shown = read_html(given["text"])[0] if given.get("parse_mode") == "HTML" else given["text"]
        if not shown.strip():
            raise Refused("Bad Request: message text is empty")
        if _units(shown) > LIMITS["text"]:
            raise Refused("Bad Request: message is too long")
    if len(str(given.get("text", ""))) > LIMITS["answer_callback_text"] and method == "answerCallbackQuery":
        raise Refused("Bad Request: MESSAGE_TOO_LONG")
    rows = given.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        _check_fields("InlineKeyboardButton", CONTRACT["types"]["InlineKeyboardButton"], button)
        if not 1 <= len(button["callback_data"].encode()) <= LIMITS["callback_data_bytes"]:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > LIMITS["keyboard_buttons"]:
        raise Refused("Bad Request: reply markup is too long")


def _check_webhook(given: dict[str, Any]) -> None:
    if given["url"] and not given["url"].startswith("https://"):
        raise Refused("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LIMITS['secret_token']}}}", given.get("secret_token", "-")):
        raise Refused("Bad Request: secret token contains unallowed characters")


def _check_fields(name: str, known: dict[str, Any], given: dict[str, Any]) -> None:
    for field in given:
        if field not in known:
            raise Refused(f"Bad Request: {name} has no field {field}")
    for field, rule in known.items():
        if rule["required"] and given.get(field) in (None, ""):
            raise Refused(f"Bad Request: {field} is empty")
        if field in given and not any(_is(kind, given[field]) for kind in rule["types"]):
            raise Refused(f"Bad Request: {field} is no {' or '.join(rule['types'])}")


def _is(kind: str, value: Any) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_is(kind.removeprefix("Array of "), item) for item in value)
    simple = {"Integer": int, "Boolean": bool, "String": str, "InputFile": bytes}
    if kind in simple:
        return isinstance(value, simple[kind])
    if kind in CONTRACT["types"] and isinstance(value, dict):
        _check_fields(kind, CONTRACT["types"][kind], value)
    return isinstance(value, dict)


class FakeTelegram:
    """Batches of updates go out as they stand; calls are kept; `answers[method]` are given before the usual ones."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refused: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.answers: dict[str, deque[tuple[int, dict[str, Any]]]] = defaultdict(deque)
        self.silent = False
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.webhook: dict[str, Any] | None = None
        self.url = ""
        self._batches: deque[list[dict[str, Any]]] = deque()
        self._more, self._idle = asyncio.Event(), asyncio.Event()
        self._called: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._number, self._asking = 100, 0

    def give(self, *updates: dict[str, Any]) -> None:
        """The next answer to getUpdates, whatever was confirmed before."""
        self._idle.clear()
        self._batches.append(list(updates))
        self._more.set()

    def hung_up(self) -> None:
        """The bot is gone: what it still asked for gets nothing."""
        self._asking += 1
        self._idle.clear()

    async def settled(self) -> None:
        """Until everything given was worked on: the bot asks for more."""
        async with asyncio.timeout(120):
            await self._idle.wait()

    async def called(self, method: str) -> None:
        """Until the bot has called `method` at least once."""
        async with asyncio.timeout(120):
            await self._called[method].wait()

    async def called_anew(self, method: str) -> None:
        """Until the bot calls `method` again."""
        self._called[method].clear()
        await self.called(method)

    def answer(self, method: str, status: int, **body: Any) -> None:
        """Answer the next call of `method` so."""
        self.answers[method].append((status, {"ok": False, "error_code": status, **body}))

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    async def call(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return _failure(401, "Unauthorized")
        if method not in CONTRACT["methods"]:
            return _failure(404, "Not Found: method not found")
        given = await _parameters(request)
        self.calls.append((method, given))
        self._called[method].set()
        if self.answers[method]:
            status, body = self.answers[method].popleft()
            return JSONResponse(body, status)
        try:
            check(method, given)
        except Refused as refused:
            self.refused.append(str(refused))
            return _failure(400, str(refused))
        try:
            result = await self._result(method, given)
            if self.silent:  # It took the call, and the line breaks.
                return StreamingResponse(iter(()), headers={"content-length": "9"})
            return JSONResponse({"ok": True, "result": result})
        except Refused as refused:
            more = {"parameters": refused.parameters} if refused.parameters else {}
            return _failure(refused.status, str(refused), **more)

    async def _result(self, method: str, given: dict[str, Any]) -> Any:
        chat = given.get("chat_id")
        if chat in self.blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        if chat in self.moved:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(upgraded, migrate_to_chat_id=self.moved[chat])
        if method == "getMe":
            return ME
        if method == "getUpdates":
            if self.webhook:
                raise Refused(f"Conflict: {_WEBHOOK}", 409)
            return await self._updates(given.get("allowed_updates", ()))
        if method in ("setWebhook", "deleteWebhook"):
            self.webhook = given if given.get("url") else None
        if method in _CREATES:
            self._number += 1
            self.sent.append({**given, "message_id": self._number})
            return self._keep(self._number, given)
        return self._edited(given) if method == "editMessageText" else True

    def _edited(self, given: dict[str, Any]) -> dict[str, Any]:
        number = given["message_id"]
        old = self.messages.get((given["chat_id"], number))
        if old is None:
            raise Refused("Bad Request: message to edit not found")
        if all(old.get(field) == given.get(field) for field in ("text", "reply_markup")):
            raise Refused(f"Bad Request: {_SAME}")
        return self._keep(number, given)

    def _keep(self, number: int, given: dict[str, Any]) -> dict[str, Any]:
        self.messages[given["chat_id"], number] = given
        return said_by_bot(number, given)

    async def _updates(self, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """The next batch; a call that a later one took the place of gets nothing."""
        self._asking += 1
        mine = self._asking
        if not self._batches:
            self._idle.set()
            self._more.clear()
            await self._more.wait()
        batch = self._batches.popleft() if mine == self._asking and self._batches else []
        return [update for update in batch if not kinds or any(kind in update for kind in kinds)]


async def _parameters(request: Request) -> dict[str, Any]:
    """A form's fields; what is JSON is read, but for fields that are text and nothing else."""
    found: dict[str, Any] = {}
    texts = ("text", "callback_query_id", "parse_mode", "action", "caption")
    async with request.form() as form:
        for name, value in form.items():
            if not isinstance(value, str):
                found[name] = await value.read()
            elif name in texts:
                found[name] = value
            else:
                found[name] = _json(value)
    return found


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def said_by_bot(number: int, given: dict[str, Any]) -> dict[str, Any]:
    """A message that the bot sent, in the shape in which Telegram gives it back."""
    chat = {"id": given["chat_id"], "type": "private" if given["chat_id"] > 0 else "group"}
    made = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": ME}
    if "text" not in given:
        return made
    text, entities = _parsed(given["text"])
    markup = {"reply_markup": given["reply_markup"]} if "reply_markup" in given else {}
    return {**made, "text": text, "entities": entities, **markup}


def _failure(status: int, description: str, **more: Any) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": status, "description": description, **more}, status)


@asynccontextmanager
async def fake_telegram():
    """A server on a free port of this machine."""
    fake = FakeTelegram()
    site = Starlette(routes=[Route("/bot{token}/{method}", fake.call, methods=["GET", "POST"])])
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    fake.url = f"http://127.0.0.1:{bound.getsockname()[1]}/bot"
    config = uvicorn.Config(site, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve([bound]))
    try:
        yield fake
    finally:
        fake.give()
        server.should_exit = True
        await running

"""A small Telegram: speaks the Bot API's contract (`api.json`) over HTTP, refuses what the real one refuses."""

import asyncio
import json
import socket
from collections import defaultdict, deque
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

CONTRACT = json.loads(Path(__file__).with_name("api.json").read_text("utf-8"))
LIMITS = CONTRACT["limits"]
TOKEN = "123456:made-up-for-tests-0123456789abcdefgh"
ME = {"id": 123456, "is_bot": True, "first_name": "Spil", "username": "SpilBot"}
_CREATES = ("sendMessage", "sendDocument")


class Refused(Exception):
    """What the real service answers with 400 and this description."""


class _Html(HTMLParser):
    """The text that people see, and the entities in it. Raises `Refused` for tags that Telegram does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.entities = "", [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "a"):
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)
        self.entities.append((tag, dict(attrs).get("href")))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused("Bad Request: can't parse entities: Unexpected end tag")

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> tuple[str, list[tuple[str, str | None]]]:
    """What a text with markup shows, and its entities."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise Refused("Bad Request: can't parse entities: Can't find end tag")
    return reader.text, reader.entities


def check(method: str, given: dict[str, Any]) -> None:
    """Refuse what the contract of `method` does not allow."""
    known = CONTRACT["methods"][method]
    _check_fields(method, known, given)
    if method == "sendMessage":
        shown = read_html(given["text"])[0] if given.get("parse_mode") == "HTML" else given["text"]
        if not shown.strip():
            raise Refused("Bad Request: message text is empty")
        if len(shown.encode("utf-16-le")) // 2 > LIMITS["text"]:
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
        self.blocked: set[int] = set()
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
        async with asyncio.timeout(30):
            await self._idle.wait()

    async def called(self, method: str) -> None:
        """Until the bot has called `method` at least once."""
        async with asyncio.timeout(30):
            await self._called[method].wait()

    def answer(self, method: str, status: int, **body: Any) -> None:
        """Answer the next call of `method` so."""
        self.answers[method].append((status, {"ok": False, "error_code": status, **body}))

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    async def call(self, request: Request) -> JSONResponse:
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
        if given.get("chat_id") in self.blocked:
            return _failure(403, "Forbidden: bot was blocked by the user")
        return JSONResponse({"ok": True, "result": await self._result(method, given)})

    async def _result(self, method: str, given: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._updates()
        if method == "getMe":
            return ME
        if method not in _CREATES:
            return True
        self._number += 1
        self.sent.append({**given, "message_id": self._number})
        chat = {"id": given["chat_id"], "type": "private" if given["chat_id"] > 0 else "group"}
        return {"message_id": self._number, "date": 1_700_000_000, "chat": chat, "from": ME}

    async def _updates(self) -> list[dict[str, Any]]:
        """The next batch; a call that a later one took the place of gets nothing."""
        self._asking += 1
        mine = self._asking
        if not self._batches:
            self._idle.set()
            self._more.clear()
            await self._more.wait()
        return self._batches.popleft() if mine == self._asking and self._batches else []


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


def _failure(status: int, description: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": status, "description": description}, status)


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

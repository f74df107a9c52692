"""A small Slack: its Web API and Socket Mode, as its contract says; it refuses what the real one refuses."""

import asyncio
import itertools
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.contracts.slack.limits import HERE, LIMITS, problems
from tests.contracts.slack.views import view_problems

METHODS: dict[str, dict[str, Any]] = json.loads((HERE / "web_api.json").read_text("utf-8"))
SHAPES: dict[str, Any] = json.loads((HERE / "shapes.json").read_text("utf-8"))
BOT_TOKEN, APP_TOKEN = "xoxb-made-up", "xapp-made-up"
BOT, TEAM = "UBOT", "T1"
SECRET = "made-up-signing-secret"
_TYPES = {"string": (str, list), "boolean": (bool,), "view": (dict,), "metadata": (dict,)}
_TYPES |= {"integer": (str, int), "number": (str, float)}  # As text in an address; blocks are lists in JSON.
_SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "assistant.threads.setStatus": "chat:write",
    "conversations.open": "im:write",
    "files.getUploadURLExternal": "files:write",
    "users.info": "users:read",
}
SCOPES = {
    "app_mentions:read",
    "chat:write",
    "commands",
    "files:write",
    "im:history",
    "im:write",
    "users:read",
}
SCOPES |= {"channels:read", "groups:read"}


@dataclass(slots=True)
class Call:
    """A call of a method that was taken."""

    method: str
    given: dict[str, Any]
    ts: str = ""


@dataclass(slots=True)
class FakeSlack:
    """`calls`: what was taken. `answers`: what the next calls of a method get instead, in order:
    an error code, a number (429: seconds to wait follow as `(429, 3)`), or 'silence' (the line goes dead)."""

    channels: dict[str, set[str]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: dict[str, deque[Any]] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    triggers: set[str] = field(default_factory=set)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    replies: dict[str, Any] = field(default_factory=dict)
    _clock: itertools.count = field(default_factory=lambda: itertools.count(1))
    links: list[web.WebSocketResponse] = field(default_factory=list)
    _runner: web.AppRunner | None = None
    url: str = ""

    async def __aenter__(self) -> "FakeSlack":
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._link)
        app.router.add_post("/upload/{file}", self._upload)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(self, *reason: object) -> None:
        for link in self.links:
            await link.close()
        assert self._runner
        await self._runner.cleanup()

    def change(self, name: str, view: dict[str, Any]) -> None:
        """A window that an answer to it replaces."""
        assert view_problems(view) == []
        self.views[name] = {**view, "id": name, "hash": f"h{next(self._clock)}"}

    def next(self, method: str, *answers: Any) -> None:
        self.answers.setdefault(method, deque()).extend(answers)

    def sent(self, method: str = "chat.postMessage") -> list[dict[str, Any]]:
        return [call.given for call in self.calls if call.method == method]

    async def send(self, kind: str, payload: dict[str, Any], envelope: str = "") -> str:
        """An envelope over Socket Mode; waits until it is acknowledged."""
        envelope = envelope or f"e{next(self._clock)}"
        before = self.acknowledged.count(envelope)
        row = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": False}
        await self.links[-1].send_str(json.dumps(row))
        # Slack's three seconds are measured elsewhere: a busy machine is no fault.
        async with asyncio.timeout(120):
            while self.acknowledged.count(envelope) == before:  # noqa: ASYNC110 - it comes over a real line
                await asyncio.sleep(0.001)
        return envelope

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse()
        await link.prepare(request)
        await link.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.links.append(link)
        async for message in link:
            if message.type is WSMsgType.TEXT:
                said = json.loads(message.data)
                self.replies[said["envelope_id"]] = said.get("payload")
                self.acknowledged.append(said["envelope_id"])
        return link

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        # slack_sdk adds `team_id` to every call, which Slack knows though not every page of its reference says so.
        is_json = request.content_type == "application/json"
        given = dict(request.query) | (await request.json() if is_json else dict(await request.post()))
        given.pop("team_id", None)
        waiting = self.answers.get(method)
        if waiting and (answer := waiting.popleft()) is not None:
            return await self._instead(answer, request, Call(method, given))
        token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if request.headers.get("authorization") != f"Bearer {token}":
            return self._no("invalid_auth")
        if error := self._wrong(method, given):
            return self._no(error)
        return web.json_response({"ok": True, **self._taken(method, given)})

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def _instead(self, answer: Any, request: web.Request, call: Call) -> web.Response:
        match answer:
            case (429, wait):
                body = {"ok": False, "error": "ratelimited"}
                return web.json_response(body, status=429, headers={"Retry-After": str(wait)})
            case "silence":
                self._taken(call.method, call.given)  # It arrived; nobody hears so.
                assert request.transport
                request.transport.abort()
                return web.Response()
            case int():
                return web.Response(status=answer, text="<html>upstream</html>", content_type="text/html")
        return self._no(str(answer))

    def _no(self, error: str) -> web.Response:
        self.refused.append(error)
        return web.json_response({"ok": False, "error": error})

    def _wrong(self, method: str, given: dict[str, Any]) -> str:
        known = METHODS.get(method)
        if known is None:
            return "unknown_method"
        if strange := given.keys() - known.keys():
            return f"invalid_arguments: {sorted(strange)}"
        if any(rule["required"] and not given.get(name) for name, rule in known.items()):
            return "missing_argument"
        if any(
            not isinstance(value, _TYPES[known[name]["type"]])
            for name, value in given.items()
            if name not in ("link_names", "include_locale", "include_all_metadata")
        ):
            return "invalid_arg_type"
        if self._scope(method, given) not in self.scopes:
            return "missing_scope"
        if method.startswith(("views.", "conversations.", "assistant.")):
            return self._wrong_elsewhere(method, given)
        if method == "files.completeUploadExternal":
            there = given["channel_id"] in self.channels and all(
                f["id"] in self.files for f in json.loads(given["files"])
            )
            return "" if there else "file_not_found"
        return self._wrong_message(method, given) if method.startswith("chat.") else ""

    def _scope(self, method: str, given: dict[str, Any]) -> str:
        if method in ("conversations.history", "conversations.replies"):
            return "im:history" if given["channel"].startswith("D") else "channels:history"
        return _SCOPES.get(method, "chat:write")

    def _wrong_elsewhere(self, method: str, given: dict[str, Any]) -> str:
        """What is wrong with a window, a look at what was said, or a sign."""
        if "view" in given and (wrong := view_problems(given["view"])):
            return f"invalid_arguments: {wrong}"
        if method == "views.open" and given.get("trigger_id") not in self.triggers:
            return "expired_trigger_id"
        if method == "views.publish" and given["view"]["type"] != "home":
            return "invalid_arguments"
        if method == "views.update" and given.get("view_id") not in self.views:
            return "not_found"
        channel = given.get("channel") or given.get("channel_id")
        if channel and channel not in self.channels:
            return "channel_not_found"
        return (
            "invalid_thread_ts" if method.startswith("assistant.") and "." not in given["thread_ts"] else ""
        )

    def _wrong_message(self, method: str, given: dict[str, Any]) -> str:
        """What is wrong with a message: text, blocks, and who may be shown something where."""
        if not given.get("text"):
            return "no_text"
        kept = given.get("metadata")
        if kept is not None and kept.keys() != {"event_type", "event_payload"}:
            return "invalid_metadata_schema"
        if len(given["text"]) > LIMITS["message"]["text_recommended_max_chars"]["v"]:
            return "msg_too_long"
        if wrong := problems(given.get("blocks")):
            return f"invalid_blocks: {wrong}"
        channel, user = given["channel"], given.get("user")
        if channel not in self.channels:
            return "channel_not_found"
        if user and user not in self.channels[channel]:
            return "user_not_in_channel"
        if method == "chat.update" and given["ts"] not in [call.ts for call in self.calls]:
            return "message_not_found"
        return ""

    def _taken(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {
                "user_id": BOT,
                "bot_id": "B1",
                "team_id": TEAM,
                "team": "t",
                "user": "spil",
                "url": "https://t/",
            }
        if method == "apps.connections.open":
            return {"url": self.url.replace("http://", "ws://").replace("/api/", "/link")}
        if method == "users.info":
            told = {"locale": "nl-BE", "tz": "Europe/Brussels", **self.people.get(given["user"], {})}
            return {"user": {"id": given["user"], **told}}
        if method in ("conversations.history", "conversations.replies"):
            return self._said(given)
        if method.startswith(("views.", "assistant.")):
            return self._shown(method, given)
        if method == "conversations.open":
            channel = f"D-{given['users']}"
            self.channels.setdefault(channel, {given["users"], BOT})
            return {"channel": {"id": channel}}
        if method == "files.getUploadURLExternal":
            name = f"F{next(self._clock)}"
            return {"file_id": name, "upload_url": self.url.replace("/api/", f"/upload/{name}")}
        if method == "files.completeUploadExternal":
            self.calls.append(Call(method, given))
            return {"files": json.loads(given["files"])}
        call = Call(method, given, given.get("ts") or f"1700000000.{next(self._clock):06}")
        self.calls.append(call)
        return {"channel": given["channel"], "ts": call.ts, "message": {"text": given["text"], "ts": call.ts}}

    def _said(self, given: dict[str, Any]) -> dict[str, Any]:
        """What stands in a channel or thread, the latest first in a channel, each message as it was edited last."""
        there: dict[str, dict[str, Any]] = {}
        for call in self.calls:
            here = call.given.get("channel") == given["channel"] and call.method in (
                "chat.postMessage",
                "chat.update",
            )
            if here and (not given.get("ts") or call.given.get("thread_ts") == given["ts"]):
                kept = {"metadata": call.given["metadata"]} if call.given.get("metadata") else {}
                there[call.ts] = {"type": "message", "ts": call.ts, "text": call.given["text"], **kept}
        if given.get("include_all_metadata") not in (True, "1", "true"):
            there = {ts: {k: v for k, v in m.items() if k != "metadata"} for ts, m in there.items()}
        listed = list(there.values()) if given.get("ts") else list(there.values())[::-1]
        most = int(given.get("limit") or 100)
        return {"messages": listed[:most], "has_more": len(listed) > most}

    def _shown(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """A window that was opened or changed; a trigger opens one, once."""
        self.calls.append(Call(method, given))
        self.triggers.discard(given.get("trigger_id", ""))
        if "view" not in given:
            return {}
        name = given.get("view_id") or f"V{next(self._clock)}"
        self.views[name] = {**given["view"], "id": name, "hash": f"h{next(self._clock)}"}
        return {"view": self.views[name]}

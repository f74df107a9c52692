"""The way in from Slack: taken in, then acknowledged, then worked on. By Socket Mode Spil calls Slack; else Slack calls
`POST /slack/events`. All comes through one middleware of Bolt, which acknowledges events before its listeners run.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.front import Front
from bot.channels.platform import reached, refusal, signed
from bot.channels.said import Body, language_of
from bot.channels.slack import inbound
from bot.channels.slack.channel import SlackChannel, code_of
from bot.channels.slack.windows import Windows
from bot.pages.back import Back
from bot.rendering.slack.mrkdwn import Block

_ADVICE = "Slack refuses slack_{}_token; copy it anew from the app's page (docs/slack.md, step 3)"
_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}


class Listening:
    """Listens for the application, over Socket Mode where there is an app token."""

    def __init__(self, channel: SlackChannel, back: Back, app_token: str = "", secret: str = "") -> None:
        self._client, self._secret, self._bot = channel.client, secret, ""
        self.front = Front(back, channel, self._look)
        self._back, channel.home = back, back.url
        self._windows = Windows(self.front, channel)
        self._bolt = AsyncApp(client=channel.client, signing_secret=secret, before_authorize=self._came)
        caller = AsyncWebClient(token=app_token, base_url=channel.client.base_url, retry_handlers=[])
        self._socket = AsyncSocketModeHandler(self._bolt, app_token, web_client=caller) if app_token else None
        self._known = asyncio.Event()

    def routes(self) -> Sequence[Route]:
        """What Slack calls, where there is a signing secret; Slack's clock and ours may differ by five minutes."""
        genuine = SignatureVerifier(self._secret).is_valid_request
        return [signed("/slack/events", genuine, self._called)] if self._secret else []

    async def listen(self) -> None:
        """Listen until cancelled, also over outages; answers finish. Raises `Unusable` where a token is refused."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(20)) as self._client.session:
            try:
                me = await reached(self._client.auth_test, refusal(_ADVICE.format("bot"), code_of, _REFUSED))
                self._bot = str(me["user_id"])
                self._known.set()
                if self._socket:
                    refused = refusal(_ADVICE.format("app"), code_of, _REFUSED)
                    await reached(self._socket.client.issue_new_wss_url, refused)
                    await self._socket.client.connect()  # type: ignore[no-untyped-call] # slack_sdk types half of it
                await asyncio.Event().wait()
            finally:
                if self._socket:
                    await self._socket.client.close()  # type: ignore[no-untyped-call] # slack_sdk types half of it
                await self.front.desk.finish()

    async def _called(self, request: Request, body: bytes) -> Response:
        return to_starlette_response(await self._bolt.async_dispatch(to_async_bolt_request(request, body)))

    async def _came(self, body: dict[str, Any]) -> BoltResponse:
        """Everything that Slack sends: once this returns it is safe, and Slack is told so."""
        if body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": body["challenge"]})
        ways: dict[str, Callable[[Body], Awaitable[Block | None]]] = {
            "event_callback": self._event,
            "block_actions": self._press,
            "command": self._said,
            "message_action": self._said,
            "shortcut": self._windows.open,
            "view_submission": self._windows.submitted,
            "view_closed": self._windows.closed,
        }
        way = ways.get("command" if "command" in body else str(body.get("type")))
        return BoltResponse(status=200, body=(await way(body) if way else None) or "")

    async def _look(self, user: str) -> tuple[str | None, str | None]:
        found = (await self._client.users_info(user=user, include_locale=True))["user"]
        return language_of(found.get("locale")), found.get("tz")

    async def _event(self, body: Body) -> None:
        event, now = body["event"], self._back.clock()
        await self._known.wait()
        if what := inbound.happened(event, self._bot):
            await self._back.happened(what)
        elif event["type"] == "app_home_opened":
            self.front.desk.beside(self._windows.home(str(event["user"])))
        elif heard := inbound.from_event(event, self._bot, now):
            await self.front.hear(heard)

    async def _said(self, body: Body) -> None:
        await self.front.take(inbound.from_lookup(body, self._back.clock()))

    async def _press(self, body: Body) -> None:
        if not await self._windows.pressed(body) and (heard := inbound.from_press(body, self._back.clock())):
            handle = f"{heard.spot.chat}:{body['container'].get('message_ts')}"
            await self.front.press(
                heard, handle, lambda: self._windows.used(heard, handle, body.get("message") or {})
            )

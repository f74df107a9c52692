"""The way in from Slack: taken in, then acknowledged, then worked on. Over Socket Mode Spil calls out; over HTTPS Slack
calls `POST /slack/events`, and what Slack did not sign is refused.

Everything comes through one middleware of Bolt, because Bolt acknowledges events before its listeners run.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.assistant import aside
from bot.channels.desk import After, Desk
from bot.channels.people import People
from bot.channels.platform import reached, signed
from bot.channels.said import language_of
from bot.channels.slack import inbound, views
from bot.channels.slack.blocks import OPENS, Block, sections, without_buttons
from bot.channels.slack.channel import SlackChannel, code_of
from bot.channels.slack.inbound import Body, Heard
from bot.pages.back import Back
from bot.payload import Rendered
from bot.phrases import phrases
from intents.model import Phrase

_SOON = 2.0
"""Seconds that a window waits for its next step; then it says so, since Slack takes an answer for three."""
_REFUSED = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
}


class Listening:
    """Listens for the application, over Socket Mode where there is an app token."""

    def __init__(self, channel: SlackChannel, back: Back, app_token: str = "", secret: str = "") -> None:
        self._channel, self._back, self._client = channel, back, channel.client
        self.desk = Desk(back, lambda message, reply: channel.show(message.conversation, reply))
        channel.home, channel.desk = back.url.rstrip("/"), self.desk
        self._people, self._known, self._secret = People(self._look), asyncio.Event(), secret
        self._me: Any = {}
        self._bolt = AsyncApp(client=channel.client, signing_secret=secret, before_authorize=self._came)
        self._caller = AsyncWebClient(token=app_token, base_url=channel.client.base_url, retry_handlers=[])
        self._socket = (
            AsyncSocketModeHandler(self._bolt, app_token, web_client=self._caller) if app_token else None
        )
        self._ways: dict[str, Callable[[Body], Awaitable[str | Block]]] = {
            "event_callback": self._event,
            "block_actions": self._press,
            "command": self._lookup,
            "message_action": self._lookup,
            "shortcut": self._opened,
            "view_submission": self._submitted,
            "view_closed": self._closed,
            "url_verification": self._challenged,
        }

    def routes(self) -> Sequence[Route]:
        """What Slack calls, where there is a signing secret; Slack's clock and ours may differ by five minutes."""
        verifier = SignatureVerifier(self._secret)
        return [signed("/slack/events", verifier.is_valid_request, self._called)] if self._secret else []

    async def listen(self) -> None:
        """Listen until cancelled, also over outages; then let the answers that are on their way finish. Raises
        `Unusable` where Slack refuses a token."""
        try:
            self._me = (await reached(self._client.auth_test, _refusal("slack_bot_token"))).data
            self._known.set()
            if self._socket:
                opened = lambda: self._caller.apps_connections_open(app_token=self._caller.token or "")  # noqa: E731
                await reached(opened, _refusal("slack_app_token"))
                await self._socket.client.connect()  # type: ignore[no-untyped-call] # slack_sdk types half of it
            await asyncio.Event().wait()
        finally:
            if self._socket:
                await self._socket.client.close()  # type: ignore[no-untyped-call] # slack_sdk types half of it
            await self.desk.finish()

    async def _called(self, request: Request, body: bytes) -> Response:
        return to_starlette_response(await self._bolt.async_dispatch(to_async_bolt_request(request, body)))

    async def _came(self, body: dict[str, Any]) -> BoltResponse:
        """Everything that Slack sends: once this returns it is safe, and Slack is told so."""
        way = self._ways.get("command" if "command" in body else str(body.get("type")))
        return BoltResponse(status=200, body=await way(body) if way else "")

    async def _challenged(self, body: Body) -> Block:
        return {"challenge": body["challenge"]}

    async def _look(self, user: str) -> tuple[str | None, str | None]:
        found = (await self._client.users_info(user=user, include_locale=True))["user"]
        return language_of(found.get("locale")), found.get("tz")

    async def _take(self, heard: Heard, after: After | None = None) -> str:
        heard = replace(heard, message=await self._people.known(heard.message))
        self._channel.heard(heard)
        await self.desk.take(heard.message, lambda: self._channel.sign(heard), after)
        return ""

    async def _event(self, body: Body) -> str:
        await self._known.wait()
        event, bot = body["event"], str(self._me["user_id"])
        if what := inbound.happened(event, bot):
            await self._back.happened(what)
        elif event["type"] == "app_home_opened":
            self.desk.beside(self._home(str(event["user"])))
        elif event["type"] in ("message", "app_mention") and (
            heard := inbound.from_event(event, bot, self._back.clock())
        ):
            place = heard.message.conversation
            if heard.message.addressed or (
                inbound.goes_on(event) and await self.desk.follows(inbound.NAME, place)
            ):
                await self._take(replace(heard, message=replace(heard.message, addressed=True)))
        return ""

    async def _lookup(self, body: Body) -> str:
        return await self._take(inbound.from_lookup(body, self._back.clock()))

    async def _press(self, body: Body) -> str:
        name = str(body["actions"][0]["action_id"])
        if name.startswith(OPENS):
            return await self._opened(body)
        if name == views.BACK:
            message = inbound.from_form(body, "back", views.filled(body["view"]), self._back.clock())
            self.desk.beside(self._show(body["view"]["id"], self.desk.fill(message)))
        elif name.startswith("spil-") and (heard := inbound.from_press(body, self._back.clock())):
            handle = f"{heard.channel}:{body['container'].get('message_ts')}"
            self._channel.changed.pop(handle, None)
            await self._take(heard, lambda _: self._pressed(heard, handle, body))
        return ""

    async def _pressed(self, heard: Heard, handle: str, body: Body) -> None:
        """What was chosen stands in the place of buttons that count no more, unless their message changed by then;
        Slack sends no message for somebody's eyes only along."""
        message, choice = body.get("message") or {}, str(heard.message.choice)
        if not heard.channel:
            await self._home(heard.message.sender)
        elif (
            (blocks := without_buttons(message.get("blocks", ()), choice))
            and await self.desk.spent(choice)
            and handle not in self._channel.changed
        ):
            given = {"channel": heard.channel, "ts": message["ts"], "text": message.get("text") or "…"}
            await self._client.chat_update(**given, blocks=blocks)

    async def _home(self, user: str) -> None:
        words = aside(f"home:{user}", Phrase("stranger"), self._back.settings.language)
        shown = await self._back.home(inbound.NAME, user) or words
        await self._client.views_publish(user_id=user, view=views.home_tab(shown, user, self._channel.home))

    async def _opened(self, body: Body) -> str:
        """The sheet was asked for: a window at once, because Slack lets one be opened for three seconds only."""
        message = inbound.from_form(body, "open", None, self._back.clock())

        async def opening() -> None:
            window = (await self._client.views_open(trigger_id=body["trigger_id"], view=self._wait()))["view"]
            await self._show(window["id"], self.desk.fill(await self._people.known(message)))

        self.desk.beside(opening())
        return ""

    async def _submitted(self, body: Body) -> Block:
        view = body["view"]
        message = inbound.from_form(body, "next", views.filled(view), self._back.clock())
        step = asyncio.ensure_future(self.desk.fill(message))
        done, _ = await asyncio.wait([step], timeout=_SOON)
        if not done:
            self.desk.beside(self._show(view["id"], step))
        elif (shown := step.result()) and (wrong := views.problems(shown[0], view)):
            return {"response_action": "errors", "errors": wrong}
        return {"response_action": "update", "view": self._window(step.result()) if done else self._wait()}

    async def _closed(self, body: Body) -> str:
        if body["view"]["callback_id"] == views.FORM:
            await self.desk.ask(
                inbound.from_form(body, "stop", views.filled(body["view"]), self._back.clock())
            )
        return ""

    async def _show(self, window: str, step: Awaitable[Sequence[Rendered]]) -> None:
        await self._client.views_update(view_id=window, view=self._window(await step))

    def _window(self, shown: Sequence[Rendered]) -> Block:
        home = self._channel.home
        if shown and shown[0].step:
            return views.step_window(shown[0].step, home, self._word("slack-form-later"))
        blocks = [block for words in shown for block in sections(words.text, home)]
        return views.window(self._word("slack-form-title"), self._word("slack-form-close"), blocks)

    def _wait(self) -> Block:
        blocks = sections(self._word("slack-form-wait"), "")
        return views.window(self._word("slack-form-title"), self._word("slack-form-close"), blocks)

    def _word(self, key: str) -> str:
        return phrases(self._back.settings.language).text(Phrase(key))


def _refusal(setting: str) -> Callable[[Exception], str]:
    def words(error: Exception) -> str:
        code = code_of(error) if isinstance(error, SlackApiError) else ""
        advice = f"Slack refuses {setting} ({code}); copy it anew from the app's page (docs/slack.md, step 3)"
        return advice if code in _REFUSED else ""

    return words

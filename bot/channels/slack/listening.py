"""The way in from Slack: acknowledged at once, then worked on, one message at a time in each conversation."""

import asyncio
import re
from typing import Any
from weakref import WeakValueDictionary

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import log
from bot.channels.slack.blocks import without_buttons
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.inbound import Body, Heard, from_command, from_event, from_press
from bot.pages.back import Back


class Listening:
    """Listens for the application with Socket Mode, which only calls out."""

    def __init__(self, channel: SlackChannel, app_token: str, back: Back) -> None:
        self._channel, self._back = channel, back
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.busy: set[asyncio.Task[None]] = set()
        bolt = AsyncApp(client=channel.client)
        for kind in ("message", "app_mention"):
            bolt.event(kind)(self._event)
        bolt.action(re.compile(r"^spil-\d{1,2}$"))(self._press)
        bolt.command("/spil")(self._command)
        caller = AsyncWebClient(token=app_token, base_url=channel.client.base_url, retry_handlers=[])
        self._socket = AsyncSocketModeHandler(bolt, app_token, web_client=caller).client

    async def run(self, home: str) -> None:
        """Listen until cancelled, also over outages; then let the answers that are on their way finish."""
        self._channel.home = home.rstrip("/")
        try:
            await self._socket.connect()  # type: ignore[no-untyped-call] # slack_sdk types half of it
            await asyncio.Event().wait()
        finally:
            await self._socket.close()  # type: ignore[no-untyped-call] # slack_sdk types half of it
            await asyncio.gather(*self.busy)

    async def _event(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        bot, followed = str(context.bot_user_id), self._channel.followed
        self._begin(from_event(body["event"], bot, followed, self._back.clock()))

    async def _press(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self._begin(from_press(body, self._back.clock()), body.get("message"))

    async def _command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self._begin(from_command(body, self._back.clock()))

    def _begin(self, heard: Heard | None, pressed: Body | None = None) -> None:
        if heard:
            task = asyncio.create_task(self._work(heard, pressed or {}))
            self.busy.add(task)
            task.add_done_callback(self.busy.discard)

    async def _work(self, heard: Heard, pressed: Body) -> None:
        """Answer, and take the buttons of the message that was `pressed` away; Slack sends no hidden one along."""
        place = heard.message.conversation
        blocks = without_buttons(pressed.get("blocks", ()), str(heard.message.choice))
        try:
            self._channel.heard(heard)
            async with self._locks.setdefault(place, asyncio.Lock()):
                direct = await self._back.receive(heard.message)
            for reply in direct:
                await self._channel.show(place, reply)
            if blocks and not any(reply.key.endswith(":aside") for reply in direct):  # Else: press it again.
                given = {"channel": heard.channel, "ts": pressed["ts"], "text": pressed.get("text") or "…"}
                await self._channel.client.chat_update(**given, blocks=blocks)
        except Exception as error:  # One message that fails must not end the listening.
            log.fault("slack failed", "slack", error)

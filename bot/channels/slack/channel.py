"""The way out to Slack: to people in their direct messages (address: user id) and to threads (`channel:thread`).

A create is tried again only where Slack refused it as too early, or where it was never sent: after a 5xx or silence
nobody knows whether it arrived. So the client's own retries are off (slack_sdk turns some on by default).
"""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.pace import Pace, Recent
from bot.channels.slack.blocks import CAPABILITIES, render
from bot.channels.slack.inbound import NAME, Heard
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY, SENT, Delivered
from storage.records import Conversation

_HIDDEN_FAILS = {"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"}
"""Slack's codes where somebody cannot be shown something for their eyes only: it goes to their direct messages."""


class _Early(Exception):
    """Slack asks for more patience than one delivery has."""


class _Way(NamedTuple):
    """Where a message goes: for everybody in `channel`, or for the eyes of `user` only."""

    channel: str
    user: str | None = None
    thread: str | None = None


class SlackChannel:
    """Delivers to Slack. `home`: Spil's own web address. `followed`: threads in which Spil answered since its start."""

    name, can = NAME, CAPABILITIES

    def __init__(self, token: str, api: str = AsyncWebClient.BASE_URL, pace: Pace | None = None) -> None:
        self.client = AsyncWebClient(token=token, base_url=api, timeout=20, retry_handlers=[])
        self.home, self._pace = "", pace or Pace()
        self._asked, self._direct = Recent[Heard](), Recent[str]()
        self._arrived, self.followed = Recent[int](), Recent[bool]()

    def heard(self, heard: Heard) -> None:
        """Somebody said this: its answers go back to where it was said."""
        self._asked[heard.message.event_key] = heard

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as Slack is away or asks for patience."""
        return await self.show(place.address, message)

    async def show(self, address: str, message: Rendered) -> Delivered:
        """Show `message` at an address. Of a message in several parts, those that arrived are not sent again."""
        try:
            if (way := await self._way(address, message)) is None:
                return Delivered("failed", "nobody to show it to")
            for part in render(message, address, self.home)[self._arrived.get(message.key, 0) :]:
                way = await self._send(way, part)
                self._arrived[message.key] = self._arrived.get(message.key, 0) + 1
            await self._attach(way, message)
        except SlackApiError as refused:
            return Delivered("failed", _code(refused))
        except (_Early, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Delivered("later", AWAY)
        except (aiohttp.ClientError, TimeoutError) as silence:
            return Delivered("failed", f"uncertain: {type(silence).__name__}")
        self._arrived.pop(message.key, None)
        self.followed[address] = True
        return SENT

    async def _way(self, address: str, message: Rendered) -> _Way | None:
        asked = self._asked.get(message.key.rpartition(":")[0])
        channel, _, thread = address.partition(":")
        if not thread:
            return _Way(asked.channel, address) if asked and asked.hidden else await self._own(address)
        if message.audience == "room":
            return _Way(channel, None, thread)
        return _Way(channel, asked.message.sender, thread) if asked else None

    async def _own(self, user: str) -> _Way:
        """Somebody's direct messages."""
        if user not in self._direct:
            answer = await self._in_turn(user, self.client.conversations_open, {"users": user})
            self._direct[user] = str(answer["channel"]["id"])
        return _Way(self._direct[user])

    async def _send(self, way: _Way, part: dict[str, Any]) -> _Way:
        """Send a part; the way that it went, which is that of the parts after it too."""
        part = {**part, "channel": way.channel, "thread_ts": way.thread, "link_names": False, "parse": "none"}
        if not way.user:
            part |= {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
            await self._in_turn(way.channel, self.client.chat_postMessage, part)
            return way
        try:
            await self._in_turn(way.channel, self.client.chat_postEphemeral, {**part, "user": way.user})
        except SlackApiError as refused:
            if _code(refused) not in _HIDDEN_FAILS:
                raise
            return await self._send(await self._own(way.user), part)
        return way

    async def _attach(self, way: _Way, message: Rendered) -> None:
        """Hand an invitation over; the only file: a sheet never goes through Slack."""
        if message.attachment and message.attachment.kind == "calendar":
            way = await self._own(way.user) if way.user else way
            name, content = make_file(message.attachment)
            file = {"filename": name, "content": content, "request_file_info": False}
            file |= {"channel": way.channel, "thread_ts": way.thread}
            await self._in_turn(way.channel, self.client.files_upload_v2, file)

    async def _in_turn(self, channel: str, call: Callable[..., Awaitable[Any]], given: dict[str, Any]) -> Any:
        """Call when it is the channel's turn (docs.slack.dev, rate limits: 1 message a second). Raises `_Early`."""
        for _ in range(3):
            if not await self._pace.turn(channel):
                break
            try:
                return await call(**given)
            except SlackApiError as refused:
                if refused.response.status_code != 429 and _code(refused) != "ratelimited":
                    raise
                asked = str(refused.response.headers.get("Retry-After", ""))
                self._pace.told(channel, float(asked) if asked.isdigit() else 1.0)
        raise _Early


def _code(refused: SlackApiError) -> str:
    """Slack's error code, or the HTTP status where there is none."""
    data = refused.response.data
    return str((isinstance(data, dict) and data.get("error")) or f"http {refused.response.status_code}")

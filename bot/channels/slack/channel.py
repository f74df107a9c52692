"""The way out to Slack: to people in their direct messages (address: user id) and to threads (`channel:thread`). The
client's own retries are off: after a 5xx or silence Slack is asked for the key that each message carries.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.answers import Answering, NotHere, Seen, Spot, mark
from bot.channels.pace import Pace
from bot.channels.sending import Unsent, Wait, meant, offered
from bot.channels.slack.inbound import ASIDE, NAME
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY
from bot.rendering.slack.messages import CAPABILITIES, render
from bot.rendering.slack.mrkdwn import Block

_HIDDEN_FAILS = {"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"}
"""Slack's codes where somebody cannot be shown something for their eyes only: it goes to their direct messages."""
_UNKNOWN = {"fatal_error", "internal_error"}  # docs.slack.dev: part of the operation may have happened.
_PLAIN = {"link_names": False, "parse": "none"}
_QUIET = _PLAIN | {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}


class SlackChannel(Answering):
    """Delivers to Slack. `home`: Spil's own web address."""

    name, can, asides, home = NAME, CAPABILITIES, (ASIDE,), ""

    def __init__(self, token: str, api: str = AsyncWebClient.BASE_URL, pace: Pace | None = None) -> None:
        super().__init__(pace or Pace())
        self.client = AsyncWebClient(token=token, base_url=api, timeout=20, retry_handlers=[])

    def room(self, address: str) -> Spot | None:
        """The thread at an address, or the channel as a whole."""
        channel, _, thread = address.partition(":")
        return Spot(channel, thread) if thread or channel.startswith(("C", "G")) else None

    def parts_of(self, address: str, message: Rendered) -> Sequence[Block]:
        """What Slack is given. The only file is an invitation: a sheet never goes through messages."""
        shown = render(message, address, self.home)
        for number, part in enumerate(shown, 1):
            kept = mark(message.key, number, len(shown))
            part["metadata"] = {"event_type": "spil_message", "event_payload": kept}
        invites = message.attachment and message.attachment.kind == "calendar"
        return [*shown, {"file": message.attachment}] if invites else shown

    async def own(self, person: str) -> Spot:
        """Somebody's direct messages."""
        answer = await self._call(person, self.client.conversations_open, users=person)
        return Spot(str(answer["channel"]["id"]))

    async def seen(self, spot: Spot) -> Seen:
        """The latest messages of a thread or of direct messages, by what Slack keeps with each."""
        look = self.client.conversations_replies if spot.thread else self.client.conversations_history
        where = {"channel": spot.chat} | ({"ts": spot.thread} if spot.thread else {})
        found = await self._call("look", look, **where, limit=200, include_all_metadata=True)
        kept = [(m["ts"], m.get("metadata", {}).get("event_payload", {})) for m in found["messages"]]
        return [(f"{spot.chat}:{ts}", held) for ts, held in kept], not found.get("has_more")

    async def sign(self, room: Spot, words: str) -> None:
        """Slack's own sign: it needs no scope beyond chat:write, goes by itself, and shows in threads only."""
        where = {"channel_id": room.chat, "thread_ts": room.thread}
        await self._call("sign", self.client.assistant_threads_setStatus, **where, status=words)

    async def post(self, spot: Spot, part: Block) -> str:
        """Send a part, or hand a file over; the handle by which it can be edited."""
        where = {"channel": spot.chat, "thread_ts": spot.thread or None}
        if "file" in part:
            name, content = make_file(part["file"])
            file = {"filename": name, "content": content, "request_file_info": False}
            await self._call(spot.chat, self.client.files_upload_v2, **file, **where)
            return ""
        made = await self._call(spot.chat, self.client.chat_postMessage, **part, **where, **_QUIET)
        return f"{spot.chat}:{made['ts']}"

    async def whisper(self, spot: Spot, person: str, part: Block) -> None:
        """Show a part to somebody's eyes only, which Slack can do with words and not with files."""
        if "file" in part:
            raise NotHere("failed", "a file")
        given = {name: part[name] for name in ("text", "blocks")} | _PLAIN
        where = {"channel": spot.chat, "thread_ts": spot.thread or None, "user": person}
        await self._call(spot.chat, self.client.chat_postEphemeral, **given, **where)

    async def put(self, handle: str, part: Block) -> str:
        """Put a part in the place of a message."""
        channel, _, ts = handle.partition(":")
        await self._call(f"edit {channel}", self.client.chat_update, channel=channel, ts=ts, **part, **_PLAIN)
        return handle

    async def _call(self, turn: str, method: Callable[..., Awaitable[Any]], **given: Any) -> Any:
        """Call when it is the channel's turn (docs.slack.dev, rate limits: 1 message a second). Raises `Unsent`."""

        async def call() -> Any:
            try:
                return await method(**given)
            except SlackApiError as refused:
                raise _meant(refused) from None
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                raise Unsent("later", AWAY) from None
            except (aiohttp.ClientError, TimeoutError) as silence:
                raise Unsent("uncertain", type(silence).__name__) from None

        return await offered(self.pace, turn, call)


def _meant(refused: SlackApiError) -> Unsent | Wait:
    code, answer = code_of(refused), refused.response
    if code in ("ratelimited", "http 429"):
        return meant(429, str(answer.headers.get("Retry-After", "")))
    refusal = NotHere if code in _HIDDEN_FAILS else Unsent
    return refusal("uncertain" if answer.status_code >= 500 or code in _UNKNOWN else "failed", code)


def code_of(refused: Exception) -> str:
    """Slack's error code, or the HTTP status where there is none; '' for what is no refusal of Slack."""
    if not isinstance(refused, SlackApiError):
        return ""
    data = refused.response.data
    return str((isinstance(data, dict) and data.get("error")) or f"http {refused.response.status_code}")

"""The way out to Slack: to people in their direct messages (address: user id) and to threads (`channel:thread`). The
client's own retries are off: after a 5xx or silence Slack is asked for the key that each message carries.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.answers import Answers, NotHere, Spot, mark
from bot.channels.mrkdwn import Block
from bot.channels.pace import ByTarget, Early, Pace, Recent
from bot.channels.sending import Unsent
from bot.channels.slack.blocks import CAPABILITIES, render
from bot.channels.slack.inbound import ASIDE, NAME
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY, Delivered
from storage.records import Conversation

_HIDDEN_FAILS = {"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"}
"""Slack's codes where somebody cannot be shown something for their eyes only: it goes to their direct messages."""
_UNKNOWN = {"fatal_error", "internal_error"}  # docs.slack.dev: part of the operation may have happened.
_PLAIN = {"link_names": False, "parse": "none"}
_QUIET = _PLAIN | {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}


class SlackChannel(ByTarget):
    """Delivers to Slack. `home`: Spil's own web address."""

    name, can = NAME, CAPABILITIES

    def __init__(self, token: str, api: str = AsyncWebClient.BASE_URL, pace: Pace | None = None) -> None:
        self.client = AsyncWebClient(token=token, base_url=api, timeout=20, retry_handlers=[])
        self.home, self.pace, self._direct = "", pace or Pace(), Recent[str]()
        self.answers = Answers(self)

    def target(self, place: Conversation) -> str:
        """What is paced as one: a channel, or somebody's direct messages."""
        channel = super().target(place)
        return self._direct.get(channel, channel)

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as Slack is away or asks for patience."""
        return await self.answers.show(place.address, message)

    async def arrived(self, place: Conversation, key: str) -> str | None:
        """The handle of the message with this key at `place`, where Slack lets Spil look (see `Remembers`)."""
        room = self.room(place.address)
        look = self.client.conversations_replies if room else self.client.conversations_history
        try:
            spot = room or await self.own(place.address)
            where = {"channel": spot.chat} | ({"ts": spot.thread} if room else {})
            found = await self._call("look", look, **where, limit=200, include_all_metadata=True)
        except Unsent as unsent:
            if unsent.outcome.state != "failed":  # Nobody can know yet: it is asked again.
                raise
            return None
        kept = [(m["ts"], m.get("metadata", {}).get("event_payload", {})) for m in found["messages"]]
        whole = not found.get("has_more") and not key.startswith(ASIDE)
        return self.answers.found(key, [(f"{spot.chat}:{ts}", held) for ts, held in kept], whole)

    async def working(self, room: Spot, words: str) -> None:
        """Slack's own sign: it needs no scope beyond chat:write, goes by itself, and shows in threads only."""
        where = {"channel_id": room.chat, "thread_ts": room.thread}
        await self._call("sign", self.client.assistant_threads_setStatus, **where, status=words)

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
        if person not in self._direct:
            answer = await self._call(person, self.client.conversations_open, users=person)
            self._direct[person] = str(answer["channel"]["id"])
        return Spot(self._direct[person])

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
        try:
            await self._call(spot.chat, self.client.chat_postEphemeral, **given, **where)
        except Unsent as unsent:
            raise NotHere("failed", "") if unsent.outcome.reason in _HIDDEN_FAILS else unsent from None

    async def put(self, handle: str, part: Block) -> str:
        """Put a part in the place of a message."""
        channel, _, ts = handle.partition(":")
        await self._call(f"edit {channel}", self.client.chat_update, channel=channel, ts=ts, **part, **_PLAIN)
        return handle

    async def _call(self, turn: str, method: Callable[..., Awaitable[Any]], **given: Any) -> Any:
        """Call when it is the channel's turn (docs.slack.dev, rate limits: 1 message a second). Raises `Unsent`."""
        try:
            return await self.pace.in_turn(turn, lambda: method(**given), _wait_of)
        except SlackApiError as refused:
            unknown = refused.response.status_code >= 500 or code_of(refused) in _UNKNOWN
            raise Unsent("uncertain" if unknown else "failed", code_of(refused)) from None
        except (Early, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise Unsent("later", AWAY) from None
        except (aiohttp.ClientError, TimeoutError) as silence:
            raise Unsent("uncertain", type(silence).__name__) from None


def _wait_of(error: Exception) -> float | None:
    """Seconds that Slack says to wait, where it says so."""
    if not isinstance(error, SlackApiError) or code_of(error) not in ("ratelimited", "http 429"):
        return None
    asked = str(error.response.headers.get("Retry-After", ""))
    return float(asked) if asked.isdigit() else 1.0


def code_of(refused: Exception) -> str:
    """Slack's error code, or the HTTP status where there is none; '' for what is no refusal of Slack."""
    if not isinstance(refused, SlackApiError):
        return ""
    data = refused.response.data
    return str((isinstance(data, dict) and data.get("error")) or f"http {refused.response.status_code}")

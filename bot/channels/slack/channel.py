"""The way out to Slack: to people in their direct messages (address: user id) and to threads (`channel:thread`).

A create is tried again only where Slack refused it as too early, or where it was never sent: after a 5xx or silence
nobody knows whether it arrived, until Slack says so: each message carries its key. So the client's own retries are
off (slack_sdk turns some on by default).
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.desk import Desk
from bot.channels.pace import Early, Pace, Recent
from bot.channels.sending import Notes, Parts, Unsent
from bot.channels.slack.blocks import CAPABILITIES, Block, render
from bot.channels.slack.inbound import ASIDE, NAME, Heard
from bot.documents import make_file
from bot.payload import Rendered
from bot.phrases import phrases
from bot.port import AWAY, Delivered
from intents.model import Attachment, Phrase
from storage.records import Conversation

_HIDDEN_FAILS = {"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"}
"""Slack's codes where somebody cannot be shown something for their eyes only: it goes to their direct messages."""
_UNKNOWN = {"fatal_error", "internal_error"}  # docs.slack.dev: part of the operation may have happened.
_EVENT, _FIRST_WORD, _PAGE = "spil_message", "wait", 200


class _Way(NamedTuple):
    """Where a message goes: for everybody in `channel`, or for the eyes of `user` only."""

    channel: str
    user: str | None = None
    thread: str | None = None


class SlackChannel:
    """Delivers to Slack. `home`: Spil's own web address. `desk`: where messages are handed in, once it listens.
    `changed`: handles of messages that were edited."""

    name, can = NAME, CAPABILITIES

    def __init__(self, token: str, api: str = AsyncWebClient.BASE_URL, pace: Pace | None = None) -> None:
        self.client = AsyncWebClient(token=token, base_url=api, timeout=20, retry_handlers=[])
        self.home, self._pace = "", pace or Pace()
        self.desk: Desk | None = None
        self._asked, self._direct, self.changed = Recent[Heard](), Recent[str](), Recent[None]()
        self._parts, self._notes = Parts(), Notes()

    def heard(self, heard: Heard) -> None:
        """Somebody said this: its answers go back to where it was said."""
        self._asked[heard.message.event_key] = heard

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` at `place`; 'later' for as long as Slack is away or asks for patience."""
        return await self.show(place.address, message)

    async def show(self, address: str, message: Rendered) -> Delivered:
        """Show `message` at an address."""
        shown = render(message, address, self.home)
        if message.kind == "edit":  # It can be done twice, so what is uncertain is done again.
            done = await self._parts.send(message.key, shown[:1], partial(self._update, message.handle))
            return replace(done, state="later") if done.state == "uncertain" else done
        files = [message.attachment] if message.attachment and message.attachment.kind == "calendar" else []
        numbered = [(part, _meta(message.key, number, len(shown))) for number, part in enumerate(shown, 1)]
        return await self._parts.send(message.key, [*numbered, *files], partial(self._post, address, message))

    async def arrived(self, place: Conversation, key: str) -> str | None:
        """The handle of the message with this key at `place`, where Slack lets Spil look (see `Remembers`)."""
        channel, _, thread = place.address.partition(":")
        if key.startswith(ASIDE):
            return None
        try:
            look = self.client.conversations_replies if thread else self.client.conversations_history
            where = {"channel": channel, "ts": thread} if thread else {"channel": await self._own(channel)}
            found = await self._call("look", look, **where, limit=_PAGE, include_all_metadata=True)
        except Unsent:
            return None
        wanted = _meta(key, 0, 0)["event_payload"]["key"]
        said = [(m["ts"], m.get("metadata", {}).get("event_payload", {})) for m in found["messages"]]
        ours = {kept["part"]: (ts, kept["of"]) for ts, kept in said if kept.get("key") == wanted}
        if ours and len(ours) == next(iter(ours.values()))[1]:
            return f"{where['channel']}:{ours[1][0]}"
        self._parts.there(key, len(ours))
        return None if found.get("has_more") and not ours else ""

    async def sign(self, heard: Heard) -> None:
        """Say that Spil is working: in a room by Slack's own sign, which needs no scope beyond chat:write and goes by
        itself; elsewhere, where Slack shows that sign in threads only, by a first word that becomes the answer."""
        message, words = heard.message, phrases(heard.message.language or "nl")
        if message.room:
            where = {"channel_id": heard.channel, "thread_ts": message.conversation.partition(":")[2]}
            status = words.text(Phrase("slack-status"))
            await self._call("sign", self.client.assistant_threads_setStatus, status=status, **where)
            return
        key, word = f"{message.event_key}:{_FIRST_WORD}", words.text(Phrase("slack-working"))
        first = Rendered(key, "say", "direct", word)
        await self._notes.place(message.event_key, lambda: self.show(message.conversation, first))

    async def _way(self, address: str, message: Rendered) -> _Way:
        event = message.key.rpartition(":")[0]
        asked, (channel, _, thread) = self._asked.get(event), address.partition(":")
        if not (message.audience == "only_you" if thread else asked and asked.hidden):
            room = thread or channel.startswith(("C", "G"))
            return _Way(channel if room else await self._own(channel), None, thread or None)
        if asked:
            return _Way(asked.channel, asked.message.sender, thread or None)
        user = await self.desk.asker(NAME, event) if self.desk else None
        if user is None:
            raise Unsent("failed", "asker unknown")
        return _Way(await self._own(user))

    async def _own(self, user: str) -> str:
        """Somebody's direct messages."""
        if user not in self._direct:
            answer = await self._call(user, self.client.conversations_open, users=user)
            self._direct[user] = str(answer["channel"]["id"])
        return self._direct[user]

    async def _post(self, address: str, message: Rendered, part: tuple[Block, Block] | Attachment) -> str:
        """Send a part; the handle by which it can be edited, '' where it cannot. Raises `Unsent`."""
        way = await self._way(address, message)
        if isinstance(part, Attachment):  # The only file is an invitation: a sheet never goes through Slack.
            name, content = make_file(part)
            channel = await self._own(way.user) if way.user else way.channel
            file = {"filename": name, "content": content, "request_file_info": False, "channel": channel}
            await self._call(
                channel, self.client.files_upload_v2, **file, thread_ts=None if way.user else way.thread
            )
            return ""
        plain = {**part[0], "link_names": False, "parse": "none"}
        if way.user:
            try:
                given = {**plain, "channel": way.channel, "thread_ts": way.thread, "user": way.user}
                await self._call(way.channel, self.client.chat_postEphemeral, **given)
                return ""
            except Unsent as refused:
                if refused.outcome.reason not in _HIDDEN_FAILS:
                    raise
                way = _Way(await self._own(way.user))
        event, _, number = message.key.rpartition(":")
        if number != _FIRST_WORD and (first := await self._notes.taken(event)):
            return await self._update(first, part[0], part[1])
        given = {**plain, "channel": way.channel, "thread_ts": way.thread, "metadata": part[1]}
        given |= {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
        return f"{way.channel}:{(await self._call(way.channel, self.client.chat_postMessage, **given))['ts']}"

    async def _update(self, handle: str, part: Block, meta: Block | None = None) -> str:
        """Put a part in the place of a message."""
        channel, _, ts = handle.partition(":")
        given = {**part, "channel": channel, "ts": ts, "link_names": False, "parse": "none", "metadata": meta}
        await self._call(f"edit {channel}", self.client.chat_update, **given)
        self.changed[handle] = None
        return handle

    async def _call(self, turn: str, method: Callable[..., Awaitable[Any]], **given: Any) -> Any:
        """Call when it is the channel's turn (docs.slack.dev, rate limits: 1 message a second). Raises `Unsent`."""
        try:
            return await self._pace.in_turn(turn, lambda: method(**given), _wait_of)
        except SlackApiError as refused:
            unknown = refused.response.status_code >= 500 or code_of(refused) in _UNKNOWN
            raise Unsent("uncertain" if unknown else "failed", code_of(refused)) from None
        except (Early, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise Unsent("later", AWAY) from None
        except (aiohttp.ClientError, TimeoutError) as silence:
            raise Unsent("uncertain", type(silence).__name__) from None


def _meta(key: str, part: int, of: int) -> Block:
    """What Slack keeps with a part of the message `key`; nothing in it says about whom or what it is."""
    kept = {"key": hashlib.sha256(key.encode()).hexdigest()[:32], "part": part, "of": of}
    return {"event_type": _EVENT, "event_payload": kept}


def _wait_of(error: Exception) -> float | None:
    """Seconds that Slack says to wait, where it says so."""
    if not isinstance(error, SlackApiError):
        return None
    if error.response.status_code != 429 and code_of(error) != "ratelimited":
        return None
    asked = str(error.response.headers.get("Retry-After", ""))
    return float(asked) if asked.isdigit() else 1.0


def code_of(refused: SlackApiError) -> str:
    """Slack's error code, or the HTTP status where there is none."""
    data = refused.response.data
    return str((isinstance(data, dict) and data.get("error")) or f"http {refused.response.status_code}")

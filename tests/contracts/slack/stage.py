"""The whole application behind a small Slack: real slack_sdk client and Socket Mode on both sides of the adapter."""

import asyncio
import copy
import json
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import open_app
from bot.channels import desk, front, people
from bot.channels.pace import Pace
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.listening import Listening
from bot.joining import bind_room, join_channel, new_invitation
from intents.model import Message
from storage.store import StoreUnavailable
from tests.contracts.slack.server import APP_TOKEN, BOT_TOKEN, FakeSlack

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ENVELOPES = {"command": "slash_commands"} | dict.fromkeys(("message", "app_mention", "event"), "events_api")
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
PAYLOADS = Path(__file__).parent.parent.parent / "payloads/slack"


def payload(kind: str, **changed: Any) -> dict[str, Any]:
    """A recorded shape, with other values in its event, or in itself where it has none."""
    body = json.loads((PAYLOADS / f"{kind}.json").read_text("utf-8"))
    body.get("event", body).update(changed)
    return body


def as_state(element: dict[str, Any], typed: str | None) -> dict[str, Any]:
    """A field as Slack sends it: what was typed or chosen now, else what it held."""
    kind = element["type"]
    if kind == "plain_text_input":
        return {"v": {"type": kind, "value": element.get("initial_value") if typed is None else typed}}
    chosen = typed.split("\n") if typed is not None else [o["value"] for o in initial(element)]
    options = [option for option in element["options"] if option["value"] in chosen]
    if kind in ("checkboxes", "multi_static_select"):
        return {"v": {"type": kind, "selected_options": options}}
    return {"v": {"type": kind, "selected_option": options[0] if options else None}}


def initial(element: dict[str, Any]) -> list[dict[str, Any]]:
    """The options that are chosen when a field is shown."""
    one = element.get("initial_option")
    return [one] if one else element.get("initial_options", [])


class SlackStage:
    """An installation in `folder`, and people who write to it. `slack`: what Slack saw of it."""

    def __init__(self, folder: Path, slack: FakeSlack, slow: float = 60.0, secret: str = "") -> None:
        self.folder, self.slack, self.waits, self.now = folder, slack, [], NOW
        self._secret = secret  # With one, Slack calls Spil.
        # Seconds until it says that it is working, says so again, and goes on without what Slack has not answered: on
        # a slow machine no message may come of these, nor another answer.
        desk.SLOW, desk.AGAIN, front.SOON, people.PATIENCE = slow, 60.0, 60.0, 60.0
        self._stack, self._number = AsyncExitStack(), 0
        self._triggers = 0

    async def __aenter__(self) -> "SlackStage":
        pace = Pace(0.0, clock=lambda: sum(self.waits), sleep=self._wait)
        self.channel = SlackChannel(BOT_TOKEN, self.slack.url, pace)
        self.app = await self._stack.enter_async_context(
            open_app(self.folder, {"slack": self.channel}, lambda: self.now, CACHE)
        )
        self.listening = Listening(self.channel, self.app, "" if self._secret else APP_TOKEN, self._secret)
        links = len(self.slack.links)
        self._running = asyncio.create_task(self.listening.listen())
        await self.until(lambda: bool(self._secret) or len(self.slack.links) > links)
        return self

    async def __aexit__(self, *reason: object) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._stack.aclose()

    async def restart(self) -> None:
        """What was in memory is gone."""
        await self.__aexit__()
        self._stack = AsyncExitStack()
        await self.__aenter__()

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds + 0.001)
        await asyncio.sleep(0)

    async def until(self, so: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not so():  # noqa: ASYNC110 - it comes over a real line
                await asyncio.sleep(0.002)

    async def join(self, user: str = "U1", role: str = "coordinator") -> None:
        """Make `user` a member, as the code of an invitation does."""
        token = await new_invitation(self.app.store, "demo", role, NOW)
        message = Message(f"join-{user}", "slack", user, user, NOW)
        member = await join_channel(self.app.store, message, token, "nl")
        assert member
        await bind_room(self.app.store, member, "slack", "C1", NOW)
        self.slack.channels[f"D-{user}"] = {user, "UBOT"}

    async def say(
        self, text: str, kind: str = "message", answers: int = 1, **changed: Any
    ) -> list[dict[str, Any]]:
        """Say something; the messages that come of it, when there are that many."""
        self._number += 1
        ts = f"1700000100.{self._number:06}"
        return await self.take(kind, answers, **{"text": text, "ts": ts, "event_ts": ts, **changed})

    async def mention(self, text: str, **changed: Any) -> list[dict[str, Any]]:
        return await self.say(f"<@UBOT> {text}", "app_mention", **changed)

    async def take(self, kind: str, answers: int = 1, **changed: Any) -> list[dict[str, Any]]:
        """Send a payload over Socket Mode; the messages that come of it."""
        before = len(self.slack.calls)
        await self.slack.send(ENVELOPES.get(kind, "interactive"), payload(kind, **changed))
        await self.until(lambda: len(self.slack.calls) >= before + answers)
        await self.quiet()
        return [call.given | {"ts": call.ts, "method": call.method} for call in self.slack.calls[before:]]

    def trigger(self) -> str:
        """A trigger, by which one window may be opened."""
        self._triggers += 1
        self.slack.triggers.add(f"trigger-{self._triggers}")
        return f"trigger-{self._triggers}"

    def window(self) -> dict[str, Any]:
        """The window as it is shown now, with what Slack says of it when it is sent."""
        return list(self.slack.views.values())[-1]

    async def fill(self, kind: str = "view_submission", user: str = "U1", **typed: str) -> Any:
        """Type in the fields of the window, then send it, go back, or close it: what Slack is answered."""
        view = self.window()
        fields = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
        given = {key: as_state(element, typed.get(key)) for key, element in fields.items()}
        sent = {**payload("view_submission")["view"], **view, "state": {"values": given}}
        body: dict[str, Any] = {"user": {"id": user}, "view": sent, "trigger_id": self.trigger()}
        if kind == "block_actions":
            block = next(b for b in view["blocks"] if b["type"] == "actions")
            action = {**block["elements"][0], "block_id": block["block_id"], "action_ts": "1.1"}
            body |= {"actions": [action], "container": {"type": "view", "view_id": view["id"]}}
        envelope = await self.slack.send("interactive", payload(kind, **body))
        await self.quiet()
        answer = self.slack.replies.get(envelope)
        if answer and answer["response_action"] == "update":
            self.slack.change(view["id"], answer["view"])
        return answer

    async def quiet(self) -> None:
        """Until nothing is being worked on, and what is due was sent, to others too."""
        for _ in range(3):
            await asyncio.sleep(0.002)
            await self.listening.front.desk.finish()
            with suppress(StoreUnavailable):
                await self.app.outbox.deliver_due(self.now)

    async def press(
        self, message: dict[str, Any], label: str, answers: int = 2, **changed: Any
    ) -> list[dict[str, Any]]:
        """Press a button of a message."""
        self._number += 1
        changed = {"trigger_id": self.trigger(), **changed}
        rows = [block for block in message["blocks"] if block["type"] == "actions"]
        button, block = next((b, row) for row in rows for b in row["elements"] if b["text"]["text"] == label)
        action = {**button, "block_id": block["block_id"], "action_ts": f"1700000200.{self._number:06}"}
        shown = {"type": "message", "user": "UBOT", "text": message["text"], "ts": message["ts"]}
        container = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]}
        body = {"actions": [action], "message": {**shown, "blocks": copy.deepcopy(message["blocks"])}}
        body |= {
            "container": {**container, "is_ephemeral": False},
            "channel": {"id": message["channel"]},
            **changed,
        }
        return await self.take("block_actions", answers, **body)

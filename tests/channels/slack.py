"""Slack: events and presses over Socket Mode, what people see are the calls of the Web API that were taken."""

import html
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, ClassVar

from bot.app import App
from tests.channels.driver import Clock, Driver, Shown, Timed
from tests.channels.pages import chosen, fetched
from tests.contracts.slack.limits import LIMITS, texts
from tests.contracts.slack.server import BOT, Call, FakeSlack
from tests.contracts.slack.stage import SlackStage

_AS_SEEN = str.maketrans({"∗": "*", "∼": "~", "ˋ": "`", "∶": ":", "ˍ": "_", "›": ">", "∣": "|"})
"""Slack cannot escape its own marks, so the adapter shows lookalikes; to the eye these are what was typed."""


class _Timed(Timed, SlackStage):
    """The stage, at the time of the driver."""

    def __init__(self, folder: Path, slack: FakeSlack, clock: Clock, secret: str) -> None:
        self.clock = clock
        super().__init__(folder, slack, secret=secret)


class OnSlack(Driver):
    """People are users; rooms are channels, in which Spil answers in threads."""

    name = "slack"
    edits = True
    zones = True
    longest = LIMITS["message"]["total_blocks_chars_observed"]["v"]
    secret: ClassVar[str] = ""
    """With a signing secret Slack calls Spil; else Spil calls Slack."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server = AsyncExitStack()
        self._stage: SlackStage | None = None
        self._last: tuple[str, dict[str, Any]] = ("", {})

    @property
    def stage(self) -> SlackStage:
        assert self._stage
        return self._stage

    @property
    def slack(self) -> FakeSlack:
        return self.stage.slack

    @property
    def app(self) -> App:
        return self.stage.app

    async def open(self) -> None:
        if self._stage is None:
            slack = await self._server.enter_async_context(self._far_end())
            self._stage = _Timed(self.folder / "data", slack, self.clock, self.secret)
        await self.stage.__aenter__()

    def _far_end(self) -> FakeSlack:
        return FakeSlack()

    async def close(self) -> None:
        await self.stage.__aexit__()
        self.stage._stack = AsyncExitStack()

    async def __aexit__(self, *reason: object) -> None:
        await self.close()
        await self._server.aclose()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        await self.stage.join(self.user(person), role)

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        user = self.user(person)
        typed = html.escape(text, quote=False)
        if room and not addressed:
            await self._take(
                "message",
                text=typed,
                user=user,
                channel=_channel(room),
                channel_type="channel",
                **self._stamp(),
            )
        elif room:
            everybody = {BOT, *map(self.user, self.people)}
            self.slack.channels.setdefault(_channel(room), set()).update(everybody)
            await self._take(
                "app_mention", text=f"<@{BOT}> {typed}", user=user, channel=_channel(room), **self._stamp()
            )
        else:
            self.slack.channels.setdefault(f"D-{user}", {user, BOT})
            await self._take("message", text=typed, user=user, channel=f"D-{user}", **self._stamp())

    async def push(self, person: str, shown: Shown, label: str) -> None:
        body, hidden, call = shown.buttons[label]
        place = {"message_ts": call.ts, "channel_id": call.given["channel"], "is_ephemeral": hidden}
        message = {"type": "message", "user": BOT, "text": call.given["text"], "ts": call.ts}
        more: dict[str, Any] = {} if hidden else {"message": {**message, "blocks": call.given["blocks"]}}
        await self._take(
            "block_actions",
            actions=[{**body, "action_ts": self._stamp()["ts"]}],
            container={"type": "message", **place},
            channel={"id": call.given["channel"]},
            user={"id": self.user(person)},
            trigger_id=self.stage.trigger(),
            **more,
        )

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        """In a window, step by step; the document by its link."""
        await self.say(person, "start een terugkoppelingsfiche")
        await self.press(person, "Open de fiche")
        while fields := [b for b in self.stage.window()["blocks"] if b["type"] == "input"]:
            typed = {field["block_id"]: _filled(field, answers) for field in fields}
            given = {key: value for key, value in typed.items() if value}
            answer = await self.stage.fill(user=self.user(person), **given)
            assert answer["response_action"] == "update", answer
        (link,) = Shown("\n".join(texts(self.stage.window()["blocks"]))).links
        return await fetched(self.app, link)

    async def again(self) -> None:
        kind, changed = self._last
        await self._take(kind, **changed)

    async def _take(self, kind: str, **changed: Any) -> None:
        self._last = (kind, changed)
        await self.stage.take(kind, 0, **changed)
        await self.settle()

    def _stamp(self) -> dict[str, str]:
        self.stage._number += 1
        stamp = f"1700000100.{self.stage._number:06}"
        return {"ts": stamp, "event_ts": stamp}

    async def screen(self, person: str) -> list[Shown]:
        user, found = self.user(person), {}
        for call in self.slack.calls:
            given = call.given
            place = str(given.get("channel") or given.get("channel_id") or "")
            if user not in self.slack.channels.get(place, ()) or given.get("user", user) != user:
                continue
            if call.method == "chat.update":
                if old := found.get(given["ts"]):
                    now = self._shown(Call(call.method, given, given["ts"]))
                    old.text, old.buttons = now.text, now.buttons
            elif call.method in ("chat.postMessage", "chat.postEphemeral", "files.completeUploadExternal"):
                found[call.ts or f"file {len(found)}"] = self._shown(call)
        return list(found.values())

    def _shown(self, call: Call) -> Shown:
        given, room = call.given, ""
        place = str(given.get("channel") or given.get("channel_id"))
        if not place.startswith("D-"):
            room = place.removeprefix("C-")
        if "blocks" not in given:
            name = re.findall(r"F\d+", str(given["files"]))[0]
            return Shown("", room=room, file=("uitnodiging.ics", self.slack.files[name]))
        hidden = call.method == "chat.postEphemeral"
        blocks = given["blocks"]
        texts = [b["text"]["text"] for b in blocks if b["type"] == "section"]
        notes = [e["text"] for b in blocks if b["type"] == "context" for e in b["elements"]]
        buttons = {
            e["text"]["text"]: ({**e, "block_id": b["block_id"]}, hidden, call)
            for b in blocks
            if b["type"] == "actions"
            for e in b["elements"]
        }
        return Shown(as_seen("\n".join([*texts, *notes])), buttons, tuple(map(as_seen, notes)), room)

    async def worked(self) -> None:
        await self.stage.quiet()

    def refused(self) -> list[str]:
        return self.slack.refused

    def user(self, person: str) -> str:
        if person not in self.people:
            self.people.append(person)
        user = f"U{self.people.index(person) + 1}"
        told = {"locale": self.locales.get(person), "tz": self.at.get(person)}
        self.slack.people[user] = {name: value for name, value in told.items() if value}
        return user


def _filled(field: dict[str, Any], answers: Mapping[str, str]) -> str:
    options = {option["text"]["text"]: option["value"] for option in field["element"].get("options", ())}
    return chosen(field["label"]["text"], options, answers)


def _channel(room: str) -> str:
    return f"C-{room}"


def as_seen(text: str) -> str:
    """What a text in Slack's markup looks like."""
    text = re.sub(r"<([^<>|]+)(?:\|([^<>]*))?>", lambda m: m[2] or m[1], text)
    text = re.sub(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])", r"\1", text)
    return html.unescape(text).translate(_AS_SEEN)

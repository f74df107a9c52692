"""Three platforms with many people, and Spil in a process of its own that serves them."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.channels.spil import SIGNING_SECRET
from bot.app import open_store, prepare
from storage.store.conversations import conversation, there_again
from storage.store.people import add_identity, add_member, cell
from tests.contracts.slack.server import FakeSlack
from tests.contracts.slack.stage import payload
from tests.contracts.teams.server import BOT, TENANT, FakeTeams
from tests.contracts.telegram.server import FakeTelegram, fake_telegram, said_by_bot
from tests.contracts.telegram.updates import pressed, said
from tests.ports import own_port

CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
PLATFORMS = ("slack", "telegram", "teams")
Hook = Callable[[str, str, dict[str, Any]], None]
"""Gets the platform, the place, and what Spil showed there: `id`, `text`, `buttons`, and whether it was an edit."""


class _Slack(FakeSlack):
    """One that can be listened to."""


class _Teams(FakeTeams):
    """One that can be listened to."""


@dataclass
class Person:
    """Somebody on a platform. `buttons`: those under the last message that had any, with all that a press sends."""

    platform: str
    number: int
    cell: int
    buttons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where Spil writes to them."""
        n = self.number
        return {"slack": f"D-U{n}", "telegram": f"{9000 + n}", "teams": f"a:alone-29:p{n}"}[self.platform]

    @property
    def address(self) -> str:
        return f"U{self.number}" if self.platform == "slack" else self.place

    @property
    def name(self) -> str:
        n = self.number
        return {"slack": f"U{n}", "telegram": f"{9000 + n}", "teams": f"aad-p{n}"}[self.platform]


class World:
    """`shown` hears everything that Spil shows to people, also signs that it is working (without a text)."""

    def __init__(self, folder: Path, shown: Hook, profile: str = "") -> None:
        self.folder, self.shown, self._profile = folder, shown, profile
        self.slack, self.teams = _Slack(), _Teams()
        self.telegram: FakeTelegram
        self.people: dict[str, Person] = {}
        self._opens: dict[str, str] = {}  # Where a window will be seen, by the trigger that may open it.
        self.process: asyncio.subprocess.Process | None = None
        self._number = 0

    @contextlib.asynccontextmanager
    async def open(self, people: int, cells: int) -> AsyncIterator["World"]:
        async with (
            self.slack,
            self.teams,
            fake_telegram() as self.telegram,
            aiohttp.ClientSession() as self.web,
        ):
            self._listen()
            self.token = self.teams.token()
            for number in range(people):
                person = Person(PLATFORMS[number % 3], number, number // 3 % cells)
                self.people[person.place] = person
                if person.platform == "slack":
                    self.slack.channels[person.place] = {person.name, "UBOT"}
            await self._join()
            self.port = own_port()
            await self.start()
            try:
                yield self
            finally:
                await self.stop(signal.SIGTERM)

    async def start(self) -> None:
        """Start Spil, and wait until it takes calls."""
        args = [str(self.folder), str(self.port), self.slack.url, self.telegram.url, self.teams.url]
        args += [self._profile] if self._profile else []
        self.telegram.webhook = None
        log = (self.folder.parent / "spil.log").open("ab")
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.channels.spil", *args, stdout=log, stderr=log
        )
        async with asyncio.timeout(120):
            while self.telegram.webhook is None:
                if self.process.returncode is not None:
                    raise RuntimeError(
                        "Spil did not start: " + (self.folder.parent / "spil.log").read_text()[-2000:]
                    )
                await asyncio.sleep(0.02)
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with self.web.get(f"http://127.0.0.1:{self.port}/") as answer:
                        await answer.read()
                        break
                await asyncio.sleep(0.02)

    async def stop(self, how: int) -> None:
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGUSR1 if self._profile and how == signal.SIGTERM else how)
            await self.process.wait()

    def used(self) -> tuple[float, float]:
        """Seconds of CPU that Spil used, and its memory in MB."""
        if self.process is None:
            return 0.0, 0.0
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        memory = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), int(memory) / 1024

    async def text(self, person: Person, text: str) -> "Event":
        """Something that somebody types, as their platform calls Spil."""
        self._number += 1
        n, ts = self._number, f"1700100000.{self._number:06}"
        if person.platform == "slack":
            where = {"channel": person.place, "user": person.name, "text": text, "ts": ts, "event_ts": ts}
            return self._slack(payload("message", **where) | {"event_id": f"Ev{n}"}, "application/json")
        if person.platform == "telegram":
            who = {"id": int(person.place), "is_bot": False, "first_name": "P", "language_code": "nl"}
            return self._telegram(said(n, text, who))
        return self._teams(person, n, text=text)

    async def press(self, person: Person, button: dict[str, Any]) -> "Event":
        """A button that somebody presses."""
        self._number += 1
        n = self._number
        if person.platform == "slack":
            action = {**button["action"], "block_id": button["block"], "action_ts": f"1700200000.{n:06}"}
            shown = {"type": "message", "user": "UBOT", "text": "…", "ts": button["id"], "blocks": []}
            container = {"type": "message", "message_ts": button["id"], "channel_id": person.place}
            more = {"container": {**container, "is_ephemeral": False}, "channel": {"id": person.place}}
            trigger = f"trigger-{n}"
            self.slack.triggers.add(trigger)
            self._opens[trigger] = person.place
            more |= {"user": {"id": person.name}, "trigger_id": trigger}
            body = payload("block_actions", actions=[action], message=shown, **more)
            return self._slack(body, "form")
        if person.platform == "telegram":
            who = {"id": int(person.place), "is_bot": False, "first_name": "P", "language_code": "nl"}
            return self._telegram(pressed(n, button["data"], who, under=button["under"]))
        value = {"action": button["data"], "trigger": "manual"}
        return self._teams(
            person, n, type="invoke", name="adaptiveCard/action", value=value, replyToId=button["id"]
        )

    def _slack(self, body: dict[str, Any], kind: str) -> "Event":
        raw = json.dumps(body)
        content = "application/json"
        if kind == "form":
            raw, content = (
                str(aiohttp.FormData({"payload": raw})().decode()),
                "application/x-www-form-urlencoded",
            )  # type: ignore[union-attr]

        def headers() -> dict[str, str]:
            now = str(int(time.time()))
            made = hmac.new(SIGNING_SECRET.encode(), f"v0:{now}:{raw}".encode(), hashlib.sha256).hexdigest()
            return {
                "x-slack-request-timestamp": now,
                "x-slack-signature": f"v0={made}",
                "content-type": content,
            }

        return Event(self, "/slack/events", raw, headers)

    def _telegram(self, update: dict[str, Any]) -> "Event":
        def headers() -> dict[str, str]:
            secret = str((self.telegram.webhook or {}).get("secret_token", ""))
            return {"x-telegram-bot-api-secret-token": secret, "content-type": "application/json"}

        return Event(self, "/telegram", json.dumps(update), headers)

    def _teams(self, person: Person, n: int, **changed: Any) -> "Event":
        body = {
            "type": "message",
            "id": f"17000000{n:06}",
            "timestamp": "2026-03-02T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.teams.service,
            "locale": "nl-BE",
            "from": {"id": f"29:p{person.number}", "name": "p", "aadObjectId": person.name},
            "recipient": {"id": BOT, "name": "Spil"},
            "conversation": {"id": person.place, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **changed,
        }
        headers = {"authorization": self.token, "content-type": "application/json"}
        return Event(self, "/api/messages", json.dumps(body), lambda: headers)

    def _listen(self) -> None:
        """Hear what the servers take."""
        slack, telegram, teams = self.slack, self.telegram, self.teams
        slack_taken, telegram_kept, teams_taken = slack._taken, telegram._keep, teams._taken

        def on_slack(method: str, given: dict[str, Any]) -> dict[str, Any]:
            made = slack_taken(method, given)
            if method in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
                shown = {"id": made["ts"], "text": given["text"], "edit": method == "chat.update"}
                self._hear("slack", given["channel"], shown | {"buttons": _slack_buttons(given, made["ts"])})
            if method == "views.open" and (place := self._opens.pop(given["trigger_id"], None)):
                self._hear("slack", place, {"id": made["view"]["id"], "text": "(window)", "buttons": []})
            return made

        def on_telegram(number: int, given: dict[str, Any]) -> dict[str, Any]:
            edit = (given["chat_id"], number) in telegram.messages
            made = telegram_kept(number, given)
            rows = given.get("reply_markup", {}).get("inline_keyboard", [])
            under = {"under": said_by_bot(number, given)}
            buttons = [{"data": b["callback_data"], "label": b["text"], **under} for row in rows for b in row]
            shown = {"id": str(number), "text": given.get("text", "(file)"), "edit": edit, "buttons": buttons}
            self._hear("telegram", str(given["chat_id"]), shown)
            return made

        async def on_teams(request: Any, kind: str, handle: str) -> Any:
            given, place = await request.json(), request.match_info["place"]
            made = await teams_taken(request, kind, handle)
            if made.status < 300:
                text = None if given.get("type") == "typing" else json.dumps(given, ensure_ascii=False)
                shown = {"id": handle, "text": text, "edit": kind == "update"}
                self._hear("teams", place, shown | {"buttons": _teams_buttons(given, handle)})
            return made

        slack._taken = on_slack  # type: ignore[method-assign] # it listens at the server's own seam
        telegram._keep = on_telegram  # type: ignore[method-assign]
        teams._taken = on_teams  # type: ignore[method-assign]

    def _hear(self, platform: str, place: str, shown: dict[str, Any]) -> None:
        if (person := self.people.get(place)) and shown["buttons"]:
            person.buttons = shown["buttons"]
        self.shown(platform, place, shown)

    async def _join(self) -> None:
        """Everybody is a member of a cell, and Spil can write to them."""
        prepare(self.folder)
        if CACHE.is_dir():
            (self.folder / "cache").symlink_to(CACHE)
        store, now = open_store(self.folder), datetime.now(UTC)
        try:
            for number in sorted({person.cell for person in self.people.values()}):
                async with store.everywhere() as everywhere:
                    home = (await cell(everywhere, f"cel-{number}", now)).id
                async with store.writing(home) as scope:
                    for person in (p for p in self.people.values() if p.cell == number):
                        member = await add_member(scope, "coordinator", "nl", now)
                        await add_identity(scope, member, person.platform, person.name)
                        at = await conversation(scope, person.platform, person.address, member.id, now)
                        if person.platform == "teams":
                            await there_again(scope, at, self.teams.service)
        finally:
            await store.close()


@dataclass
class Event:
    """Something that a platform tells Spil, as often as it likes."""

    world: World
    path: str
    body: str
    headers: Callable[[], dict[str, str]]

    async def deliver(self) -> float | None:
        """Seconds until it was acknowledged; None where it was not."""
        begun, url = time.perf_counter(), f"http://127.0.0.1:{self.world.port}{self.path}"
        try:
            async with self.world.web.post(url, data=self.body.encode(), headers=self.headers()) as answer:
                await answer.read()
                return time.perf_counter() - begun if answer.status < 300 else None
        except aiohttp.ClientError:
            return None


def _slack_buttons(given: dict[str, Any], ts: str) -> list[dict[str, Any]]:
    blocks = given.get("blocks") or []
    blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
    return [
        {"id": ts, "block": block["block_id"], "action": action, "label": action["text"]["text"]}
        for block in blocks
        if block["type"] == "actions"
        for action in block["elements"]
        if action["action_id"].startswith("spil-") and "value" in action
    ]


def _teams_buttons(given: dict[str, Any], handle: str) -> list[dict[str, Any]]:
    cards = [item["content"]["body"] for item in given.get("attachments", [])]
    actions = [action for body in cards for block in body for action in block.get("actions", [])]
    return [
        {"id": handle, "data": action, "label": action["title"]}
        for action in actions
        if action["type"] == "Action.Execute"
    ]

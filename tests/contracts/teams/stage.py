"""The whole application behind a small Teams: the real library on Spil's side, Spil's own web server in between."""

import asyncio
import html
import re
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from microsoft_teams.api import TokenCredentials
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides

from bot.app import open_app
from bot.channels.pace import Pace
from bot.channels.teams.channel import GAP, TeamsChannel
from bot.channels.teams.listening import Listening
from bot.channels.teams.sdk import Teams, World
from bot.channels.web import WebChannel, make_site
from bot.joining import join_channel, join_web, new_invitation
from intents.model import Message
from tests.contracts.teams.server import APP_ID, BOT, TENANT, TOKEN, FakeTeams

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
SECRET = "made-up-secret"
CHANNEL = "19:room@thread.tacv2"
"""A channel of a team."""


def chat(user: str) -> str:
    """The id of somebody's own chat with Spil."""
    return f"a:alone-29:{user}"


def text_of(activity: dict[str, Any]) -> str:
    """What a message shows, as plain text."""
    if activity.get("text"):
        return html.unescape(re.sub(r"</?strong>|</?a\b[^>]*>", "", activity["text"].replace("<br>", "\n")))
    lines = []
    for block in activity["attachments"][0]["content"]["body"]:
        lines.append("".join(run["text"] for run in block.get("inlines", [])))
    return "\n".join(filter(None, lines))


def buttons_of(activity: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons of a message, in order."""
    cards = [item["content"]["body"] for item in activity.get("attachments", [])]
    return [action for body in cards for block in body for action in block.get("actions", [])]


def channel_of(teams: FakeTeams, waits: list[float]) -> TeamsChannel:
    """A way out to this Teams; its clock is what it waited."""

    async def wait(seconds: float) -> None:
        waits.append(seconds + 0.001)
        await asyncio.sleep(0)

    keys = f"{teams.url}/v1/.well-known/openidconfiguration"
    world = World(
        services=re.escape(teams.service),
        cloud=with_overrides(PUBLIC, openid_metadata_url=keys),
        credentials=TokenCredentials(client_id=APP_ID, tenant_id=TENANT, token=lambda scope, tenant: TOKEN),
    )
    return TeamsChannel(Teams(APP_ID, SECRET, TENANT, world), Pace(GAP, lambda: sum(waits), wait))


class TeamsStage:
    """An installation in `folder`, and people who write to it. `teams`: what Teams saw of it."""

    def __init__(self, folder: Path, teams: FakeTeams) -> None:
        self.folder, self.teams, self.waits, self.now = folder, teams, [], NOW
        self._stack, self._number = AsyncExitStack(), 0

    async def __aenter__(self) -> "TeamsStage":
        self.channel = channel_of(self.teams, self.waits)
        web = WebChannel()
        channels = {"teams": self.channel, "web": web}
        self.app = await self._stack.enter_async_context(
            open_app(self.folder, channels, lambda: self.now, CACHE)
        )
        self.listening = Listening(self.channel, self.app)
        site = make_site(self.app, web, join_web, ["spil.example"], self.listening.routes())
        transport = httpx.ASGITransport(site)
        self.door = await self._stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="https://spil.example")
        )
        self._running = asyncio.create_task(self.listening.listen())
        await asyncio.sleep(0)
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

    async def join(self, user: str = "ann", role: str = "coordinator") -> None:
        """Make `user` a member, as the code of an invitation does."""
        token = await new_invitation(self.app.store, "demo", role, NOW)
        message = Message(f"join-{user}", "teams", chat(user), f"aad-{user}", NOW, reach=self.teams.service)
        assert await join_channel(self.app.store, message, token, "nl")

    def activity(self, user: str = "ann", place: str = "", **changed: Any) -> dict[str, Any]:
        """What Teams posts when `user` does something, in their own chat with Spil where no `place` is given."""
        self._number += 1
        team = {"teamId": "19:team"} if place.startswith("19:") else {}
        kind = "personal" if not place else "channel" if "tacv2" in place else "groupChat"
        return {
            "type": "message",
            "id": f"17000000{self._number:05}",
            "timestamp": "2026-03-02T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.teams.service,
            "locale": "nl-BE",
            "localTimezone": "Europe/Brussels",
            "from": {"id": f"29:{user}", "name": user, "aadObjectId": f"aad-{user}"},
            "recipient": {"id": BOT, "name": "Spil"},
            "conversation": {"id": place or chat(user), "conversationType": kind, "tenantId": TENANT},
            "entities": [
                {"type": "clientInfo", "locale": "nl-BE", "country": "BE", "timezone": "Europe/Brussels"}
            ],
            "channelData": {"tenant": {"id": TENANT}, **team},
            **changed,
        }

    async def post(self, activity: dict[str, Any], authorization: str | None = None) -> httpx.Response:
        """Post as Teams does; the answer, once nothing is being worked on."""
        token = self.teams.token() if authorization is None else authorization
        answer = await self.door.post("/api/messages", json=activity, headers={"authorization": token})
        await self.quiet()
        return answer

    async def quiet(self) -> None:
        """Until nothing is being worked on, and nothing that is due is left."""
        await self.listening.desk.finish()
        await self.app.outbox.deliver_due(self.now)
        while (due := await self.app.outbox.next_due()) and due <= self.now:
            await asyncio.sleep(0.002)
            await self.app.outbox.deliver_due(self.now)

    async def take(self, activity: dict[str, Any]) -> list[dict[str, Any]]:
        """Post something; the messages that come of it, each with its `id` and its `place`."""
        before = len(self.teams.sent)
        answer = await self.post(activity)
        assert answer.status_code == 200, answer.status_code
        assert self.teams.refused == [], self.teams.refused
        rows = [sent for sent in self.teams.sent[before:] if sent.kind != "open"]
        return [
            {**sent.given, "id": sent.id, "place": sent.conversation, "method": sent.kind} for sent in rows
        ]

    async def say(self, text: str, user: str = "ann", **changed: Any) -> list[dict[str, Any]]:
        """Say something in one's own chat with Spil."""
        return await self.take(self.activity(user, text=text, **changed))

    async def mention(
        self, text: str, user: str = "ann", place: str = CHANNEL, **changed: Any
    ) -> list[dict[str, Any]]:
        """Mention Spil in a room."""
        named = {"type": "mention", "text": "<at>Spil</at>", "mentioned": {"id": BOT, "name": "Spil"}}
        said = {"text": f"<at>Spil</at> {text}", "entities": [named], **changed}
        return await self.take(self.activity(user, place, **said))

    async def bind(self, place: str = CHANNEL, user: str = "ann") -> None:
        """Make a room the room of the cell, as its coordinator does the first time that Spil is spoken to there."""
        asked = await self.mention("wat staat er gepland?", user, place)
        await self.press(asked[-1], "Ja", user)

    def press_of(
        self, message: dict[str, Any], label: str, user: str = "ann", submit: bool = False
    ) -> dict[str, Any]:
        """What Teams posts when `user` presses a button: an invoke, of an older Teams a message with a value."""
        button = next(b for b in buttons_of(message) if b["title"] == label)
        place = "" if message["place"] == chat(user) else message["place"]
        about = {"replyToId": message["id"], "id": f"f:{self._number}-{user}-{label}"}
        if submit:
            return self.activity(user, place, value=button["fallback"]["data"], **about)
        action = {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]}
        value = {"action": action, "trigger": "manual"}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": value}
        return self.activity(user, place, **invoke, **about)

    async def press(
        self, message: dict[str, Any], label: str, user: str = "ann", submit: bool = False
    ) -> list[dict[str, Any]]:
        """Press a button of a message."""
        return await self.take(self.press_of(message, label, user, submit))

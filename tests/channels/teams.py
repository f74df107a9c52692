"""Teams: activities are posted to Spil's own web server, what people see are the calls of the connector."""

import html
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.app import App
from tests.channels.driver import Clock, Driver, Shown, Timed
from tests.channels.pages import chosen, fetched
from tests.contracts.teams.server import LARGEST, FakeTeams, Sent, card_problems
from tests.contracts.teams.stage import TeamsStage, chat


class _Timed(Timed, TeamsStage):
    """The stage, at the time of the driver."""

    def __init__(self, folder: Path, teams: FakeTeams, clock: Clock) -> None:
        self.clock = clock
        super().__init__(folder, teams)


class OnTeams(Driver):
    """People have a chat of their own with Spil; rooms are channels of a team, in which a post begins a thread."""

    name = "teams"
    files = False
    edits = True
    zones = True
    longest = LARGEST // 2

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server = AsyncExitStack()
        self._stage: TeamsStage | None = None
        self._last: dict[str, Any] = {}

    @property
    def stage(self) -> TeamsStage:
        assert self._stage
        return self._stage

    @property
    def app(self) -> App:
        return self.stage.app

    async def open(self) -> None:
        if self._stage is None:
            teams = await self._server.enter_async_context(FakeTeams())
            self._stage = _Timed(self.folder / "data", teams, self.clock)
        await self.stage.__aenter__()

    async def close(self) -> None:
        await self.stage.__aexit__()
        self.stage._stack = AsyncExitStack()

    async def __aexit__(self, *reason: object) -> None:
        await self.close()
        await self._server.aclose()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        await self.stage.join(person, role)

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        typed, named = text, {}
        if room and addressed:
            spil = self.stage.activity()["recipient"]
            named = {"entities": [{"type": "mention", "text": "<at>Spil</at>", "mentioned": spil}]}
            typed = f"<at>Spil</at> {typed}"
        place = _channel(room) if room else ""
        locale = self.locales.get(person, "nl-BE")
        zone = self.at.get(person, "Europe/Brussels")
        said = {"text": typed, "textFormat": "plain", "locale": locale, "localTimezone": zone, **named}
        await self._give(self.stage.activity(person, place, **said))

    async def push(self, person: str, shown: Shown, label: str) -> None:
        button, sent = shown.buttons[label]
        action = {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]}
        place = sent.conversation if shown.room else ""
        await self._give(
            self.stage.activity(
                person,
                place,
                type="invoke",
                name="adaptiveCard/action",
                value={"action": action, "trigger": "manual"},
                replyToId=sent.id,
            )
        )

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        """In a dialog, step by step; the document by its link."""
        await self.say(person, "start een terugkoppelingsfiche")
        offer = (await self.screen(person))[-1]
        opens = offer.buttons["Open de fiche"][0]["data"]["msteams"]
        card = await self.dialog(person, "task/fetch", opens)
        while fields := [block for block in card if block["type"].startswith("Input.")]:
            typed = {field["id"]: _filled(field, answers) for field in fields}
            submit = card[-1]["actions"][-1]["data"]
            card = await self.dialog(person, "task/submit", {**submit, **typed})
        (link,) = Shown(words_of(card)).links
        return await fetched(self.app, link)

    async def dialog(self, person: str, name: str, data: dict[str, str]) -> list[dict[str, Any]]:
        """What the dialog shows next."""
        done = self.stage.activity(person, type="invoke", name=name, value={"data": data})
        answer = await self.stage.post(done)
        assert answer.status_code == 200, answer.status_code
        value = answer.json()["task"]["value"]
        assert card_problems(value["card"]) == []
        return list(value["card"]["content"]["body"])

    async def again(self) -> None:
        await self._give(self._last)

    async def _give(self, activity: dict[str, Any]) -> None:
        self._last = activity
        answer = await self.stage.post(activity)
        assert answer.status_code == 200, answer.status_code
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        found: dict[tuple[str, str], Shown] = {}
        for sent in self.stage.teams.sent:
            if sent.kind == "open" or not (sent.conversation == chat(person) or _room(sent.conversation)):
                continue
            now, place = _shown(sent), (sent.conversation, sent.id)
            if sent.kind == "update" and place in found:
                found[place].text, found[place].buttons = now.text, now.buttons
            else:
                found[place] = now
        return list(found.values())

    async def worked(self) -> None:
        await self.stage.listening.desk.finish()

    def refused(self) -> list[str]:
        return self.stage.teams.refused


def _channel(room: str) -> str:
    return f"19:{room}@thread.tacv2"


def _room(conversation: str) -> str:
    found = re.match(r"19:(.+)@thread\.tacv2", conversation)
    return found[1] if found else ""


def _filled(field: dict[str, Any], answers: Mapping[str, str]) -> str:
    options = {option["title"]: option["value"] for option in field.get("choices", ())}
    return chosen(str(field["label"]), options, answers)


def words_of(body: list[dict[str, Any]]) -> str:
    """The lines of a card."""
    lines = ["".join(run["text"] for run in block.get("inlines", ())) for block in body]
    return "\n".join(filter(None, lines)).replace("\u2060", "")


def _shown(sent: Sent) -> Shown:
    given = sent.given
    body = given["attachments"][0]["content"]["body"] if given.get("attachments") else []
    plain = re.sub(r"</?strong>|</?a\b[^>]*>", "", str(given.get("text", "")).replace("<br>", "\n"))
    buttons = {action["title"]: (action, sent) for block in body for action in block.get("actions", ())}
    whole = "\n".join(filter(None, [html.unescape(plain), words_of(body)]))
    sources = tuple(line for line in whole.splitlines() if line.startswith("["))
    return Shown(whole, buttons, sources, _room(sent.conversation))

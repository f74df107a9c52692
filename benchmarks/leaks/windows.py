"""A sheet filled in where a channel has forms of its own: Slack's window, the dialog in Teams."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from benchmarks.leaks.faults import SEEN, Faults
from benchmarks.leaks.plans import OPEN, START, Answers, asked_in
from intents.steps import SURE
from tests.channels.driver import Driver, Shown
from tests.channels.slack import OnSlack
from tests.channels.teams import OnTeams, words_of
from tests.contracts.slack.limits import texts

MOST_STEPS = 200
OPENS, NO_CONSENSUS = "Open de fiche", "is er geen consensus"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is shown: its options by label."""

    key: str
    label: str
    options: Mapping[str, str]


class Window(Protocol):
    """A form that is open on somebody's screen."""

    async def open(self) -> None:
        """Open it, anew where it was open."""

    def fields(self) -> Sequence[Asked]:
        """What is asked in it now."""

    def text(self) -> str:
        """What is said in it now."""

    async def send(self, given: Mapping[str, str]) -> None:
        """Send it."""


async def fill(window: Window, answers: Answers, faults: Faults) -> str | None:
    """The link to the document; None where there is no consensus. Every step fails once before it does not."""
    typed: dict[str, str] = {}
    for _ in range(MOST_STEPS):
        if links := Shown(window.text()).links:
            return links[-1]
        fields = window.fields()
        typed = given(fields, answers, typed)
        with faults.armed(typed) as fired, suppress(*SEEN):
            await (window.send(typed) if fields else window.open())
        if fired:
            await _opened_anew(window, typed, answers)
        if answers.plan.disagrees and NO_CONSENSUS in window.text():
            return None
    raise AssertionError(f"the sheet does not end: {window.text()}")


async def _opened_anew(window: Window, typed: Mapping[str, str], answers: Answers) -> None:
    """What failed is done again, in a form that shows where the sheet is now."""
    for answer in typed.values():
        answers.again(answer)
    if not Shown(window.text()).links:
        await window.open()


def given(fields: Sequence[Asked], answers: Answers, before: Mapping[str, str]) -> dict[str, str]:
    """What to send of these fields; `before`: what was sent last, which an answer that was asked back for goes with."""
    ways = {field.key.removesuffix(SURE): field for field in fields if field.key.endswith(SURE)}
    found: dict[str, str] = {}
    for field in fields:
        if field.key.endswith(SURE) or not asked_in(field.label):
            continue
        way = answers.kept(ways[field.key].options) if field.key in ways else None
        if way:
            found |= {field.key: before[field.key], f"{field.key}{SURE}": ways[field.key].options[way]}
        else:
            answer = answers.to(field.label)
            found[field.key] = field.options.get(answer, "") if field.options else answer
    return {key: "" if value in (OPEN, "Niets meer") else value for key, value in found.items()}


async def offered(driver: Driver, person: str) -> Shown | None:
    """The message with the button that opens the form; None where none came."""
    await driver.say(person, START)
    return next((shown for shown in reversed(await driver.screen(person)) if OPENS in shown.buttons), None)


class SlackWindow:
    """The sheet in a window of Slack."""

    def __init__(self, driver: OnSlack, person: str) -> None:
        self._driver, self._person = driver, person
        self._open = False

    async def open(self) -> None:
        if offer := await offered(self._driver, self._person):
            await self._driver.push(self._person, offer, OPENS)
            self._open = bool(self._driver.slack.views)

    def _blocks(self) -> list[dict[str, Any]]:
        return list(self._driver.stage.window()["blocks"]) if self._open else []

    def fields(self) -> Sequence[Asked]:
        blocks = [block for block in self._blocks() if block["type"] == "input"]
        return [Asked(b["block_id"], b["label"]["text"], _options(b["element"])) for b in blocks]

    def text(self) -> str:
        return "\n".join(texts(self._blocks()))

    async def send(self, given: Mapping[str, str]) -> None:
        await self._driver.stage.fill(user=self._driver.user(self._person), **given)


def _options(element: Mapping[str, Any]) -> dict[str, str]:
    return {option["text"]["text"]: option["value"] for option in element.get("options", ())}


class TeamsDialog:
    """The sheet in a dialog of Teams."""

    def __init__(self, driver: OnTeams, person: str) -> None:
        self._driver, self._person = driver, person
        self._card: list[dict[str, Any]] = []

    async def open(self) -> None:
        if offer := await offered(self._driver, self._person):
            about = offer.buttons[OPENS][0]["data"]["msteams"]
            self._card = await self._driver.dialog(self._person, "task/fetch", about)

    def fields(self) -> Sequence[Asked]:
        blocks = [block for block in self._card if block["type"].startswith("Input.")]
        return [
            Asked(b["id"], str(b["label"]), {c["title"]: c["value"] for c in b.get("choices", ())})
            for b in blocks
        ]

    def text(self) -> str:
        return words_of(self._card)

    async def send(self, given: Mapping[str, str]) -> None:
        submit = self._card[-1]["actions"][-1]["data"]
        self._card = await self._driver.dialog(self._person, "task/submit", {**submit, **given})

"""The sheet as a form in steps, through the front door: what is typed is taken or comes back as it was."""

import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.channels.terminal import Terminal
from bot.joining import join_terminal
from bot.payload import FormStep
from intents.model import Message, Step

NOW = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / "spil-tests-cache"
START = {
    "direction": "to_ltf",
    "agreed": "yes",
    "subject": "person",
    "officer": "present",
    "reference": "new",
}


class Modal:
    """A platform's own form: it sends what is filled in and shows what comes back."""

    def __init__(self, app: App) -> None:
        self.app, self.events, self.step = app, 0, None
        self.words = ""

    async def do(self, step: Step, form: Mapping[str, str] | None = None) -> FormStep | None:
        self.events += 1
        message = Message(
            f"s{self.events}", "terminal", "form:anna", "anna", NOW, form=form, step=step, private_place=True
        )
        (answer,) = await self.app.receive(message)
        self.step, self.words = answer.step, answer.text
        return answer.step


def value_of(step: FormStep | None, key: str) -> str:
    assert step
    return next(field.value for field in step.inputs if field.key == key)


def problems(step: FormStep | None) -> dict[str, str]:
    assert step
    return {field.key: field.problem for field in step.inputs if field.problem}


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    shown: list[dict] = []
    async with open_app(tmp_path, {"terminal": Terminal(shown.append)}, lambda: NOW, CACHE) as opened:
        await join_terminal(opened.store, "anna", "coordinator", "demo", "nl", NOW)
        yield opened
        assert shown == []


async def test_first(app: App) -> None:
    modal = Modal(app)
    first = await modal.do("open")
    print(first)
    for form in (
        START,
        {},
        {"reason": "Op vraag van de school."},
        {"ideology": "Sinds januari filmpjes."},
        {},
        {},
        {},
        {"confirmed": "no"},
        {},
        {"phase": "running"},
        {"categories": "guidance\nvdab", "followup": "CAW volgt op."},
        {},
        {"participants": "Information Officer, CLB"},
        {"readback": "yes"},
        {"agreement.1": "yes", "agreement.2": "yes"},
    ):
        step = await modal.do("next", form)
        print(step or modal.words)

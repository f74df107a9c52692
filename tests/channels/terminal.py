"""The terminal: rows of `spil chat`. No platform stands between, so nothing is ever delivered twice."""

from pathlib import Path
from typing import Any

from bot.app import App
from tests.channels.driver import Driver, Shown
from tests.conversations.stage import Stage


class OnTerminal(Driver):
    """People are the `from` of a row; the rows of the whole chat are their screens."""

    name = "terminal"
    binds = False
    repeats = False
    strangers = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._stage = Stage(folder)
        self._stage.clock = self.clock  # type: ignore[assignment] # stands still as well
        self._rows: list[dict[str, Any]] = []
        self._in: set[tuple[str, str]] = set()

    @property
    def app(self) -> App:
        return self._stage.app

    async def open(self) -> None:
        await self._stage.__aenter__()
        self._stage.shown = self._rows
        self._stage.chat.terminal.show = self._rows.append

    async def close(self) -> None:
        await self._stage.__aexit__()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        await self._row(person, text="hallo", role=role)

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        await self._row(person, text=text, **({"room": room} if room else {}))

    async def push(self, person: str, shown: Shown, label: str) -> None:
        room = {"room": shown.room} if shown.room else {}
        await self._row(person, choice=shown.buttons[label], **room)

    async def again(self) -> None:
        raise AssertionError("a terminal repeats nothing")

    async def _row(self, person: str, **row: str) -> None:
        if "room" in row:
            self._in.add((person, row["room"]))
        await self._stage.chat.row({"in": 1, "from": person, **row})
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        rooms = {room for _, room in self._in}
        return [
            _shown(row, rooms)
            for row in self._rows
            if "text" in row and (row["to"] == person or row["to"] in rooms)
        ]

    async def worked(self) -> None:
        """A row has been worked on when it returns."""

    def refused(self) -> list[str]:
        return []


def _shown(row: dict[str, Any], rooms: set[str]) -> Shown:
    file = Path(row["file"]["path"]) if "file" in row else None
    return Shown(
        text=row["text"],
        buttons={choice["label"]: choice["id"] for choice in row["choices"]},
        sources=tuple(citation["title"] for citation in row["citations"]),
        room=row["to"] if row["to"] in rooms else "",
        file=(file.name, file.read_bytes()) if file else None,
    )

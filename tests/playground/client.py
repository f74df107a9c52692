"""One running Playground: a Teams client of one person, a process of its own, reached on this machine only."""

import asyncio
import os
import socket
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

HERE = Path(__file__).parent
BOT, TENANT, TEAM = (
    "00000000-0000-0000-0000-00000000000011",
    "00000000-0000-0000-0000-000000000001",
    "19:cel@thread.tacv2",
)
_PATIENCE = 60.0


def package() -> Path | None:
    """The folder of the npm package that `SPIL_PLAYGROUND` names: its own, or that in which npm installed it."""
    named = os.environ.get("SPIL_PLAYGROUND", "")
    folder = Path(named or "-")
    found = [folder, folder / "node_modules/@microsoft/m365agentsplayground"]
    return next((place for place in found if (place / "cli.js").is_file()), None)


@dataclass(slots=True)
class Client:
    """The client of `person`, the one with this `number`; `home` is where its page is."""

    folder: Path
    person: str
    number: int
    home: str = ""
    process: asyncio.subprocess.Process | None = None

    async def start(self, bot: str) -> None:
        """Start it for the bot that takes activities at `bot`, and wait until it serves its page."""
        installed = package()
        assert installed, "SPIL_PLAYGROUND does not name the package"
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".m365agentsplayground.yml").write_text(yaml.safe_dump(self._settings()), "utf8")
        port = _free_port()
        self.home = f"http://127.0.0.1:{port}"
        told = ["start", "-e", bot, "-c", "msteams", "-p", str(port), "--dt", "true"]
        told += ["--service-url", f"{self.home}/_connector"]
        self.process = await asyncio.create_subprocess_exec(
            *("node", "--require", str(HERE / "loopback.cjs"), str(installed / "cli.js"), *told),
            cwd=self.folder,
            env={**os.environ, "TEAMSAPPTESTER_BROWSER": "none", "TZ": "Europe/Brussels"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await self._answers()

    async def stop(self) -> None:
        """End the process."""
        if self.process and self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()

    async def _answers(self) -> None:
        async with asyncio.timeout(_PATIENCE), httpx.AsyncClient() as client:
            while True:
                try:
                    (await client.get(f"{self.home}/_internal/v1/config")).raise_for_status()
                    return
                except httpx.HTTPError:
                    await asyncio.sleep(0.2)

    def _settings(self) -> dict[str, object]:
        """Who is who, in the Playground's own file: this person, five others, and where they talk."""
        return {
            "version": "0.1.1",
            "tenantId": TENANT,
            "bot": {"id": BOT, "name": "Spil"},
            "currentUser": _user(self.person, self.number),
            "users": [_user(f"other{number}", 90 + number) for number in range(5)],
            "personalChat": {"id": f"personal-{self.person}"},
            "groupChat": {"id": f"group-{self.person}", "name": "Groep"},
            "team": {
                "id": TEAM,
                "name": "Cel",
                "aadGroupId": f"00000000-0000-0000-0000-{0xFF:012x}",
                "channels": [{"id": f"19:zaal-{self.person}@thread.tacv2", "name": "Zaal"}],
            },
        }


def _user(person: str, number: int) -> dict[str, str]:
    name = person.capitalize()
    return {
        "id": f"user-{person}",
        "name": name,
        "userPrincipleName": f"{person}@example.org",
        "aadObjectId": f"00000000-0000-0000-0000-{number:012x}",
        "givenName": name,
        "surname": name,
        "email": f"{person}@example.org",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])

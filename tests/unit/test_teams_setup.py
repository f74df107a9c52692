"""Setting Teams up: a valid manifest with no right too many, what is missing in one sentence, no library unasked."""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator

from bot.channels.platform import Unusable
from bot.channels.teams import platform
from bot.checks.channels import channel_problems
from bot.cli.manifest import command
from bot.cli.manifest.teams import teams_manifest, teams_package
from bot.cli.platforms import platforms
from bot.settings import load_settings

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "tests/contracts/teams/manifest.schema.1.29.json").read_text("utf-8"))
ID, TENANT = "11111111-2222-3333-4444-555555555555", "99999999-0000-1111-2222-333333333333"
SECRET = "madeup~Secret.Value_0123456789"
WHOLE = {"teams_app_id": ID, "teams_app_secret": SECRET, "teams_tenant_id": TENANT}
PRINTED = ["teams", "--app-id", ID, "--url", "https://spil.example"]


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("TEAMS_APP_ID", "TEAMS_APP_SECRET", "TEAMS_TENANT_ID", "SLACK_BOT_TOKEN", "TELEGRAM_TOKEN")
    for name in names:
        monkeypatch.delenv(f"SPIL_{name}", raising=False)


def write(folder: Path, **given: str) -> Path:
    file = folder / "settings.toml"
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()), "utf-8")
    file.chmod(0o600)
    return folder


def test_the_manifest_is_valid() -> None:
    assert list(Draft4Validator(SCHEMA).iter_errors(teams_manifest(ID, "https://spil.example/"))) == []


def test_it_asks_for_no_right() -> None:
    """No permissions, no resource-specific consent, no files, no tabs, no domains."""
    manifest = teams_manifest(ID, "https://spil.example")
    assert manifest.keys() & {"permissions", "authorization", "webApplicationInfo", "validDomains"} == set()
    assert manifest["bots"][0].keys() == {"botId", "scopes", "commandLists"}


def test_the_verb_prints_it() -> None:
    shown = CliRunner().invoke(command, PRINTED)
    assert json.loads(shown.output) == teams_manifest(ID, "https://spil.example")


def test_the_verb_refuses_what_teams_refuses() -> None:
    for wrong in (["--url", "http://spil.example"], ["--app-id", "spil"]):
        assert CliRunner().invoke(command, [*PRINTED, *wrong]).exit_code == 2


def test_the_package_holds_the_manifest_and_two_pictures(tmp_path: Path) -> None:
    file = tmp_path / "spil.zip"
    assert CliRunner().invoke(command, [*PRINTED, "--zip", str(file)]).exit_code == 0
    with zipfile.ZipFile(file) as package:
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(package.read("manifest.json")) == teams_manifest(ID, "https://spil.example")
        for name, side in (("color.png", 192), ("outline.png", 32)):
            picture = package.read(name)
            assert picture[:8] == b"\x89PNG\r\n\x1a\n"
            assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [side, side]
            start = picture.index(b"IDAT") + 4
            length = int.from_bytes(picture[start - 8 : start - 4])
            assert len(zlib.decompress(picture[start : start + length])) == side * (4 * side + 1)
    assert CliRunner().invoke(command, [*PRINTED, "--zip", str(tmp_path / "no/x.zip")]).exit_code == 1


def test_a_package_is_small() -> None:
    assert len(io.BytesIO(teams_package(teams_manifest(ID, "https://spil.example"))).getvalue()) < 20_000


def test_all_settings_start_the_channel_and_show_nowhere(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, **WHOLE))
    assert [found.channel.name for found in platforms(settings)] == ["teams"]
    assert list(channel_problems(tmp_path)) == []
    assert "madeup" not in f"{settings!r} {settings}"


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_named_with_where_to_find_it(tmp_path: Path, name: str) -> None:
    (problem,) = channel_problems(write(tmp_path, **{key: v for key, v in WHOLE.items() if key != name}))
    assert problem.startswith(f"{name} is missing")
    assert "Entra" in problem


def test_an_id_for_a_secret_and_a_name_for_an_id(tmp_path: Path) -> None:
    wrong = {"teams_app_id": "spil", "teams_app_secret": ID, "teams_tenant_id": TENANT}
    first, second = channel_problems(write(tmp_path, **wrong))
    assert first.startswith("teams_app_id is no id")
    assert second.startswith("teams_app_secret looks like the secret's ID")


def test_others_must_not_read_the_secret(tmp_path: Path) -> None:
    (write(tmp_path, **WHOLE) / "settings.toml").chmod(0o644)
    (problem,) = channel_problems(tmp_path)
    assert "chmod 600" in problem


def test_who_does_not_use_teams_does_not_load_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bot.cli.platforms import platforms;"
        f"from bot.settings import load_settings; platforms(load_settings(Path({str(tmp_path)!r})));"
        "print([name for name in ('microsoft_teams', 'fastapi', 'msal') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_without_its_library_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("bot.channels.teams.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "microsoft_teams", None)
    monkeypatch.setitem(sys.modules, "microsoft_teams.api", None)
    with pytest.raises(Unusable, match=r"run: pip install 'spil\[teams\]'"):
        platform(load_settings(write(tmp_path, **WHOLE)))

"""Setting mail up: what is missing in one sentence, no password shown, the libraries loaded late, lines encrypted."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.channels.mail.post import Post
from bot.checks.channels import channel_problems
from bot.cli.platforms import platforms
from bot.settings import Settings, load_settings

ALL = {
    "mail_address": "spil@cel.example.org",
    "mail_password": "zeer-geheim",
    "mail_smtp": "smtp.example.org:587",
    "mail_imap": "imap.example.org:993",
}


def write(folder: Path, **given: str) -> Path:
    file = folder / "settings.toml"
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()), "utf-8")
    file.chmod(0o600)
    return folder


def test_all_four_start_it_and_the_password_shows_nowhere(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, **ALL))
    assert [platform.channel.name for platform in platforms(settings)] == ["mail"]
    assert list(channel_problems(tmp_path)) == []
    assert "zeer-geheim" not in f"{settings!r} {settings.mail!r}"
    (tmp_path / "settings.toml").chmod(0o644)
    (problem,) = channel_problems(tmp_path)
    assert "chmod 600" in problem


@pytest.mark.parametrize("left_out", ALL)
def test_what_is_missing_is_named(left_out: str, tmp_path: Path) -> None:
    write(tmp_path, **{name: value for name, value in ALL.items() if name != left_out})
    (problem,) = channel_problems(tmp_path)
    assert problem.startswith(f"{left_out} is missing")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("mail_smtp", "smtp.example.org"),
        ("mail_address", "Spil <x@y>"),
        ("caldav_url", "http://cloud.example/x"),
    ],
)
def test_what_has_another_shape_is_refused(name: str, wrong: str) -> None:
    with pytest.raises(ValidationError):
        Settings(**{**ALL, name: wrong})  # type: ignore[arg-type]


def test_no_line_leaves_this_machine_open() -> None:
    account = Settings(**ALL).mail  # type: ignore[arg-type]
    assert account
    assert [(one.inside, one.wrapped) for one in (account.smtp, account.imap)] == [
        (False, False),
        (False, True),
    ]
    line = Post(account)._line()
    assert (line.use_tls, line._start_tls_on_connect) == (False, True)


def test_no_library_is_loaded_unasked() -> None:
    seen = "import sys, bot.cli.platforms; print({'aiosmtplib', 'imap_tools', 'httpx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

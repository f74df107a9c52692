"""`spil invite` prints a link that works; `spil serve` says in one sentence that a port is taken."""

import socket
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.cli.invite import link


def test_an_invitation_is_a_link_to_where_spil_is_reached(tmp_path: Path) -> None:
    told = ["invite", "--role", "member", "--data", str(tmp_path / "new")]
    done = CliRunner().invoke(main, [*told, "--port", "9000"])
    assert done.output.startswith("http://127.0.0.1:9000/join/")
    elsewhere = CliRunner().invoke(main, told, env={"SPIL_URL": "https://spil.example.org/"})
    assert elsewhere.output.startswith("https://spil.example.org/join/")
    assert done.output.rsplit("/", 1)[1] != elsewhere.output.rsplit("/", 1)[1]


def test_only_known_roles_are_invited(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["invite", "--role", "boss", "--data", str(tmp_path)])
    assert done.exit_code == 2


def test_listening_everywhere_is_shown_as_this_machine() -> None:
    assert link(None, "0.0.0.0", 8080, "t") == "http://127.0.0.1:8080/join/t"  # noqa: S104 - what is tested


def test_a_taken_port_is_one_sentence_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port, "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "choose another port" in done.output
    assert "Traceback" not in done.output

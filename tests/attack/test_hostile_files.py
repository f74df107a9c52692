"""Files that mean harm: each is refused with a reason in words; nothing is called, opened, run or followed."""

import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

import pytest

from knowledge.documents.passages import split
from knowledge.documents.reading.intake import read_document
from knowledge.documents.reading.model import Limits, Refused
from tests.attack.files import ORDERS, Hostile, hostile
from tests.attack.writing import WORDS, docx, pdf, plain_pdf, shown, stream

SECRET = "het-geheim-van-de-machine"


class Listener:
    """A server on this machine that counts who calls it."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/evil"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self._socket.accept()[0].close()
            except OSError:
                return
            self.calls += 1

    def close(self) -> None:
        self._socket.close()


@dataclass
class Attacked:
    """What came of giving all hostile files to `spil ingest` in one go."""

    files: list[Hostile]
    said: dict[str, str]
    status: int
    errors: str
    calls: int
    folder: Path


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    listener = Listener()
    files = list(hostile(listener.url, secret))
    for name, content, _ in files:
        (folder / name).write_bytes(content)
    (folder / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    odd = ["link.txt", "pipe.txt", "folder.txt", "not-there.txt", "../../../../etc/passwd.txt"]
    names = [*[name for name, _, _ in files], *odd]
    ingest = [sys.executable, "-c", "from bot.cli import main; main()", "ingest", "--data"]
    halves = [  # Side by side: each file waits for a process of its own.
        subprocess.Popen([*ingest, data, *some], cwd=folder, stdout=PIPE, stderr=PIPE, text=True)
        for data, some in (("one", names[::2]), ("two", names[1::2]))
    ]
    done = [half.communicate(timeout=300) for half in halves]
    said = dict(line.split(": ", 1) for out, _ in done for line in out.splitlines())
    listener.close()
    status = min(half.returncode for half in halves)
    return Attacked(files, said, status, "".join(errors for _, errors in done), listener.calls, folder)


def test_there_are_fifty_and_each_is_refused_with_a_reason(attacked: Attacked) -> None:
    assert len(attacked.files) >= 50
    taken = {name: said for name, said in attacked.said.items() if not said.startswith("refused: it ")}
    assert taken == {}
    assert [name for name, _, _ in attacked.files if len(attacked.said.get(name, "")) < 20] == []
    assert attacked.status == 1


def test_the_reason_is_the_right_one(attacked: Attacked) -> None:
    other = {name: attacked.said[name] for name, _, why in attacked.files if why not in attacked.said[name]}
    assert other == {}


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(attacked: Attacked) -> None:
    said = attacked.said
    assert "is a link" in said["link.txt"]
    assert "no ordinary file" in said["pipe.txt"]
    assert "no ordinary file" in said["folder.txt"]
    assert "No such file" in said["not-there.txt"]
    assert "No such file" in said["passwd.txt"]


def test_nothing_crashes_and_nothing_is_called(attacked: Attacked) -> None:
    assert attacked.errors == ""
    assert attacked.calls == 0
    assert not any("breaks the program" in said for said in attacked.said.values())


def test_no_word_of_a_hostile_file_or_of_the_machine_is_kept(attacked: Attacked) -> None:
    everything = "\n".join(attacked.said.values())
    assert SECRET not in everything
    assert "root:" not in everything
    assert ORDERS not in everything


@pytest.mark.parametrize(
    "name",
    ["opens-script.pdf", "unseen.pdf", "unseen.docx", "script.html", "unseen.md", "pale.docx", "pale.pdf"],
)
def test_text_only_leaves_out_what_acts_and_what_hides(attacked: Attacked, name: str) -> None:
    reading = read_document(attacked.folder / name, text_only=True)
    text = " ".join(piece.text for piece in split(reading, ""))
    assert WORDS[:30] in text
    assert ORDERS not in text
    assert "alert" not in text
    assert "fetch" not in text


def test_what_takes_too_long_too_much_or_too_many_pages_is_stopped(tmp_path: Path) -> None:
    slow = pdf([stream(b"q 1 0 0 1 1 1 cm Q\n" * 2_000_000)])
    heavy, pages = plain_pdf(), pdf([shown([(72, 700, 10, WORDS)])] * 4)
    tries = [
        ("slow.pdf", slow, Limits(size=100_000_000, seconds=1), "takes too long"),
        ("large.pdf", heavy, Limits(size=500), "larger than"),
        ("pages.pdf", pages, Limits(pages=3), "more than 3 pages"),
        ("words.pdf", pages, Limits(characters=100), "more than 100 characters"),
        ("grows.docx", docx(), Limits(unpacked=500), "bomb"),
    ]
    for name, content, limits, reason in tries:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused, match=reason):
            read_document(tmp_path / name, limits)


def test_the_locked_process_can_do_nothing_outside(tmp_path: Path) -> None:
    """The lock itself, with a reader that tries everything: each is refused, and the attempts are known."""
    script = f"""
import os, socket, subprocess, sys
from knowledge.documents.reading import lockdown
from knowledge.documents.reading.model import Limits
lockdown.lock(Limits())
def tries(what):
    try:
        what()
    except BaseException as refused:
        return type(refused).__name__
    return "done"
print(tries(lambda: socket.create_connection(("127.0.0.1", 9))))
print(tries(lambda: subprocess.run(["true"])))
print(tries(lambda: os.system("true")))
print(tries(lambda: os.fork()))
print(tries(lambda: open("/etc/passwd").read()))
print(tries(lambda: open({str(tmp_path / "new")!r}, "w")))
print(tries(lambda: os.remove("/tmp/none")))
print(tries(lambda: bytearray(2_000_000_000)))
print(len(lockdown.attempts))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == [*["Blocked"] * 7, "MemoryError", "7"]
    assert not (tmp_path / "new").exists()

"""Taking a file in: is it what its name says, and small enough? Then it is read by a process of its own.

    reading = read_document(Path("draaiboek.pdf"))

The file's bytes go to that process over a pipe; it opens nothing itself (`knowledge.documents.reading.lockdown`).
"""

import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from knowledge.documents.reading.model import Kind, Limits, Reading, Refused

KINDS: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_TURNED_AWAY = {
    ".docm": "may hold macros; save it as .docx first",
    ".dotm": "may hold macros; save it as .docx first",
    ".doc": "is in the old Word format; save it as .docx first",
    ".rtf": "is RTF; save it as .docx or PDF first",
    ".odt": "is OpenDocument; save it as .docx or PDF first",
    ".zip": "is an archive; unpack it and add what is in it",
}
_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z!?/][^<]{0,2000}>")
_PROGRAMS = (b"\x7fELF", b"MZ\x90", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ARCHIVE = b"PK\x03\x04"
_TOO_LONG = "takes too long to read; it may be a bomb"


def read_document(path: Path, limits: Limits | None = None, text_only: bool = False) -> Reading:
    """The text of a file in reading order. Raises `Refused` with the reason in words; never crashes on a file.

    A file that holds more than text (scripts, attachments, hidden text) is refused, or with `text_only` read
    without that.
    """
    limits = limits or Limits()
    kind = kind_of(path)
    data = _bytes(path, limits)
    _check(kind, data)
    reading = _read_apart(kind, data, limits)
    if reading.active and not text_only:
        raise Refused(f"holds {_listed(reading.active)}; --text-only takes its text without that")
    reading.mark = sha256(data).hexdigest()
    return reading


def kind_of(path: Path) -> Kind:
    """What a file says it is by its name. Raises `Refused`."""
    ending = path.suffix.casefold()
    if ending in KINDS:
        return KINDS[ending]
    raise Refused(_TURNED_AWAY.get(ending, "is no PDF, DOCX, HTML, Markdown or text by its name"))


def _bytes(path: Path, limits: Limits) -> bytes:
    """What is in the file itself: no link is followed, and nothing is waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as failure:
        link = path.is_symlink()
        raise Refused("is a link; give the file itself" if link else _unreadable(failure)) from None
    except ValueError:
        raise Refused("has a name that no file can have") from None
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        raise Refused("is no ordinary file")
    with os.fdopen(handle, "rb") as file:
        if found.st_size > limits.size:
            raise Refused(f"is larger than {limits.size / 1e6:.0f} MB")
        data = file.read(limits.size + 1)
    if not data.strip():
        raise Refused("is empty")
    return data


def _unreadable(failure: OSError) -> str:
    return f"cannot be read ({failure.strerror or type(failure).__name__})"


def _check(kind: Kind, data: bytes) -> None:
    """Whether the content is what the name says. Raises `Refused`."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLD_OFFICE):
        raise Refused("is an old or an encrypted Office file; save it as .docx without a password first")
    if start.startswith(_PROGRAMS):
        raise Refused("is a program, whatever its name says")
    pdf, packed = start.startswith(b"%PDF-"), data.startswith(_PACKED)
    markup = bool(_MARKUP.search(data[:4096]))
    wrong = {
        "pdf": not pdf,
        "docx": not data.startswith(b"PK"),
        "html": pdf or packed or not (_TAG.search(data[:65_536]) or b"\x00" in data[:64]),
        "markdown": pdf or packed,
        "text": pdf or packed or markup,
    }
    if wrong[kind]:
        raise Refused(f"is no {kind.upper() if kind != 'text' else 'plain text'}, whatever its name says")
    behind = data[data.rfind(b"%%EOF") :] if kind == "pdf" else data if kind != "docx" else b""
    if _ARCHIVE in behind:
        raise Refused("holds an archive behind its text: it is two files in one")
    if kind == "pdf" and _MARKUP.search(behind):
        raise Refused("holds a web page behind its text: it is two files in one")


def _read_apart(kind: Kind, data: bytes, limits: Limits) -> Reading:
    command = [sys.executable, "-P", "-m", "knowledge.documents.reading", kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell; the file is its input
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            timeout=limits.patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(_TOO_LONG) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Refused(_broken(done.returncode)) from None
    if "refused" in answer:
        raise Refused(str(answer["refused"]))
    return Reading.from_json(answer["reading"])


def _environment() -> dict[str, str]:
    """The import path of this process and nothing else: no proxy, no key, no home."""
    paths = [os.path.abspath(path) for path in sys.path if path]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def _broken(status: int) -> str:
    if -status in (9, 24):  # SIGKILL, SIGXCPU: the limit on the processor's time.
        return _TOO_LONG
    return f"breaks the program that reads it (status {status}); it is not taken"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

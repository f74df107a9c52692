"""Where the installation's keys are kept: beside the database, never in it.

The first of these that is there: the environment (`SPIL_KEY`), a systemd credential, a file that only its owner reads.
Its text is one or more keys of 32 bytes in base64, separated by white space: the first seals, the others still open
what they sealed before. `address:` begins the key that addresses are hashed with; without it that follows from the
last one.
"""

import base64
import hmac
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

KEY_FILE = "installation.key"
"""The name of the file in the installation's folder, and of the systemd credential (LoadCredential=)."""
VARIABLE = "SPIL_KEY"
_ADDRESS = "address:"
_SIZE = 32


class KeyUnusable(RuntimeError):
    """The key is missing, damaged, or not the one of what is stored; the message says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of one installation. `address` never changes: of an address only its keyed hash is kept."""

    sealing: bytes
    address: bytes
    older: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, key: bytes) -> "Keys":
        """A single key, as a fresh installation has."""
        return cls(key, hmac.digest(key, b"address", sha256))

    @classmethod
    def read(cls, text: str) -> "Keys":
        """The keys in `text`. Raises `KeyUnusable`."""
        words = text.split()
        keys = [_decoded(word) for word in words if not word.startswith(_ADDRESS)]
        if not keys:
            raise KeyUnusable(_DAMAGED)
        given = next((word.removeprefix(_ADDRESS) for word in words if word.startswith(_ADDRESS)), None)
        address = _decoded(given) if given else cls.of(keys[-1]).address
        return cls(keys[0], address, tuple(keys[1:]))

    def write(self) -> str:
        """The text that `read` reads: on one line, so that it fits in the environment too."""
        encoded = [base64.b64encode(key).decode() for key in (self.address, self.sealing, *self.older)]
        return f"{_ADDRESS}{' '.join(encoded)}\n"

    def renewed(self) -> "Keys":
        """The same with a fresh key that seals from now on."""
        return Keys(secrets.token_bytes(_SIZE), self.address, (self.sealing, *self.older))

    def alone(self) -> "Keys":
        """Only the key that seals."""
        return Keys(self.sealing, self.address)


_DAMAGED = "the installation's key is not 32 bytes in base64; restore it from its backup"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where the keys of one installation are: in a file, of which a process that runs takes over changes, or in the
    environment, which is as it was when the process started."""

    file: Path | None

    def load(self) -> Keys:
        """The keys as they are now. Raises `KeyUnusable`, `OSError`."""
        return Keys.read(os.environ[VARIABLE] if self.file is None else self.file.read_text("ascii"))

    @property
    def may_write(self) -> bool:
        """Whether the keys are Spil's own to change: in the file that it made."""
        return self.file is not None and self.file.parent != _credentials()

    def save(self, keys: Keys) -> None:
        """Put these keys in the file, all of them or none, whenever the power fails."""
        assert self.file is not None  # noqa: S101 - `may_write` said so; this tells the type checker.
        fresh = self.file.with_name(f"{self.file.name}.new")
        fresh.unlink(missing_ok=True)
        _write(fresh, keys.write())
        fresh.replace(self.file)
        handle = os.open(self.file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def watch(self) -> Callable[[], Keys | None]:
        """What gives the keys where they changed since it was asked last, and None where they did not."""
        seen = [self._mark()]

        def look() -> Keys | None:
            now = self._mark()
            if now == seen[0] or now is None:  # A file that is gone for a moment is no reason to stop.
                return None
            seen[0] = now
            return self.load()

        return look

    def _mark(self) -> tuple[int, int] | None:
        try:
            found = self.file.stat() if self.file else None
        except OSError:
            return None
        return found and (found.st_ino, found.st_mtime_ns)


def key_place(folder: Path) -> KeyPlace:
    """Where the keys of the installation in `folder` are, or will be."""
    if os.environ.get(VARIABLE):
        return KeyPlace(None)
    given = _credentials()
    return KeyPlace(given / KEY_FILE if given and (given / KEY_FILE).exists() else folder / KEY_FILE)


def stored_key(folder: Path) -> bool:
    """Whether the installation has a key already."""
    file = key_place(folder).file
    return file is None or file.exists()


def loose_mode(folder: Path) -> bool:
    """Whether others than the owner may touch the key file."""
    path = folder / KEY_FILE
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o377)


def make_key(file: Path) -> None:
    """A fresh key in `file`, which must not be there yet."""
    _write(file, base64.b64encode(secrets.token_bytes(_SIZE)).decode() + "\n")


def _write(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="ascii") as writing:
        writing.write(text)
        writing.flush()
        os.fsync(writing.fileno())


def _credentials() -> Path | None:
    """Where systemd lays the credentials of this service."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None


def _decoded(word: str) -> bytes:
    try:
        key = base64.b64decode(word, validate=True)
    except ValueError:
        key = b""
    if len(key) != _SIZE:
        raise KeyUnusable(_DAMAGED)
    return key

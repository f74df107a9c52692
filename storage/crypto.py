"""The installation's key, and what it seals: AES-GCM with the place of the value as associated data.

The key lives beside the database, never in it: a file that only its owner reads, or the environment.
"""

import base64
import hmac
import os
import secrets
import stat
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_FILE = "installation.key"
_FORMAT = b"\x01"
_NONCE = 12


class KeyUnusable(RuntimeError):
    """The key file is missing, damaged or readable by others; the message says what to do."""


class Keyring:
    """Seals values for one place, and hashes addresses so that they can be found again."""

    def __init__(self, key: bytes) -> None:
        self._box = AESGCM(key)
        self._hash_key = hmac.digest(key, b"address", sha256)

    def seal(self, value: bytes, place: str) -> bytes:
        """`value` sealed for `place` ("table.column:row:cell"): moved elsewhere it no longer opens."""
        nonce = secrets.token_bytes(_NONCE)
        return _FORMAT + nonce + self._box.encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value sealed for `place`. Raises `KeyUnusable` where it was sealed by another key or elsewhere."""
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._box.decrypt(nonce, body, place.encode())
        except InvalidTag as wrong:
            raise KeyUnusable("a stored value does not open with this installation's key") from wrong

    def fingerprint(self, value: str) -> str:
        """A keyed hash: the same for the same value in this installation, and nowhere else."""
        return hmac.digest(self._hash_key, value.encode(), sha256).hex()


def load_keyring(folder: Path) -> Keyring:
    """The keyring of the installation in `folder`; a fresh folder gets a key. Raises `KeyUnusable`."""
    given = os.environ.get("SPIL_KEY")
    if given:
        return Keyring(_decode(given))
    path = folder / KEY_FILE
    if not path.exists():
        _create(path)
    return Keyring(_decode(path.read_text("ascii")))


def stored_key(folder: Path) -> bool:
    """Whether the installation has a key already: in the environment, or as a file."""
    return bool(os.environ.get("SPIL_KEY")) or (folder / KEY_FILE).exists()


def loose_mode(folder: Path) -> bool:
    """Whether others than the owner may touch the key file."""
    path = folder / KEY_FILE
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o377)


def _create(path: Path) -> None:
    key = base64.b64encode(secrets.token_bytes(32)) + b"\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as file:
        file.write(key)


def _decode(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyUnusable("the installation's key is not 32 bytes in base64; restore it from its backup")
    return key

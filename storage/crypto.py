"""What the installation's keys do: AES-GCM with the place of the value as associated data, and keyed hashes."""

import hmac
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keys import KEY_FILE, Keys, KeyUnusable, key_place, loose_mode, make_key, stored_key

__all__ = ["KEY_FILE", "KeyUnusable", "Keyring", "load_keyring", "loose_mode", "stored_key"]

_UNNAMED, _NAMED = b"\x01", b"\x02"
"""How a sealed value begins: the first kind, of before keys were renewed, does not name the key that sealed it."""
_NAME, _NONCE = 4, 12


class Keyring:
    """Seals values for one place, and hashes addresses so that they can be found again.

    Values sealed by an older key of the ring open as well. `watch` gives keys that came since (`KeyPlace.watch`).
    """

    def __init__(self, keys: Keys | bytes, watch: Callable[[], Keys | None] = lambda: None) -> None:
        self._boxes: dict[bytes, AESGCM] = {}
        self._watch = watch
        self._take(Keys.of(keys) if isinstance(keys, bytes) else keys)

    @property
    def header(self) -> bytes:
        """How every value begins that the present key sealed."""
        return _NAMED + self._name

    def look_again(self) -> None:
        """Take over keys that came since; what was known already still opens. Raises `KeyUnusable`, `OSError`."""
        if keys := self._watch():
            self._take(keys)

    def seal(self, value: bytes, place: str) -> bytes:
        """`value` sealed for `place` ("table.column:row:cell"): moved elsewhere it no longer opens."""
        nonce = os.urandom(_NONCE)
        return self.header + nonce + self._boxes[self._name].encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value sealed for `place`. Raises `KeyUnusable` where it was sealed by another key or elsewhere."""
        for box, rest in self._candidates(sealed):
            try:
                return box.decrypt(rest[:_NONCE], rest[_NONCE:], place.encode())
            except (InvalidTag, ValueError):
                continue
        raise KeyUnusable("a stored value does not open with this installation's key")

    def fingerprint(self, value: str) -> str:
        """A keyed hash: the same for the same value in this installation, and nowhere else, whatever key seals."""
        return hmac.digest(self._hash_key, value.encode(), sha256).hex()

    def _take(self, keys: Keys) -> None:
        for key in (*keys.older, keys.sealing):
            self._boxes[_named(key)] = AESGCM(key)
        self._name, self._hash_key = _named(keys.sealing), keys.address

    def _candidates(self, sealed: bytes) -> list[tuple[AESGCM, bytes]]:
        """The keys that may have sealed a value, each with what it sealed."""
        if sealed[:1] == _UNNAMED:
            return [(box, sealed[1:]) for box in self._boxes.values()]
        kind, name, rest = sealed[:1], sealed[1 : 1 + _NAME], sealed[1 + _NAME :]
        if kind == _NAMED and name not in self._boxes:
            self.look_again()
        return [(self._boxes[name], rest)] if kind == _NAMED and name in self._boxes else []


def load_keyring(folder: Path) -> Keyring:
    """The keyring of the installation in `folder`; a fresh folder gets a key. Raises `KeyUnusable`."""
    place = key_place(folder)
    if place.file and not place.file.exists():
        make_key(place.file)
    watch = place.watch()
    return Keyring(place.load(), watch)


def _named(key: bytes) -> bytes:
    """A name for a key that tells nothing of it."""
    return hmac.digest(key, b"name", sha256)[:_NAME]

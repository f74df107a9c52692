"""Looks for planted texts in bytes, in every encoding in which something could have written them down."""

import base64
import gzip
import html
import io
import json
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

SHORTEST = 5
"""Bytes: a shorter form would be found by chance."""
_BITS, _SPREAD, _AT_ONCE = 24, np.uint64(0x9E3779B97F4A7C15), 1 << 22
"""Of a number that begins a text so many bits are looked at, spread by an odd factor; so many bytes at once."""
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{40,100000}={0,2}")


def forms(text: str) -> set[bytes]:
    """How `text` may look when written down."""
    found = {_fold(text).encode()}
    for spelling in {text, text.replace(" ", ""), text.replace(" ", "_"), text.replace(" ", "+"), text[::-1]}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            try:
                raw = spelling.encode(encoding)
            except UnicodeEncodeError:
                continue
            found |= {raw, raw.hex().encode(), *_in_base64(raw)}
        found.add(json.dumps(spelling)[1:-1].encode())
        found |= {urllib.parse.quote(spelling).encode(), urllib.parse.quote_plus(spelling).encode()}
        found.add(html.escape(spelling).encode("ascii", "xmlcharrefreplace"))
    return {form for form in found if len(form) >= SHORTEST}


class Scanner:
    """Looks for many texts at once: of every place it looks at the first bytes, and compares only where these fit."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._written: dict[bytes, dict[bytes, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._fits = np.zeros(1 << _BITS, dtype=bool)
        for text in texts:
            for form in forms(text):
                self._written[form[:SHORTEST]][form].add(text)
        starts = np.frombuffer(b"".join(self._written), np.uint8)
        self._fits[_hashed(starts)[::SHORTEST]] = True

    def found_in(self, content: bytes) -> set[str]:
        """The texts that are in `content` or in what is packed in it, whatever the case and the accents."""
        found: set[str] = set()
        for piece in unpacked(content):
            for raw in (piece, _fold(piece.decode("utf-8", "ignore")).encode()):
                found |= self._found(raw)
        return found

    def _found(self, raw: bytes) -> set[str]:
        found: set[str] = set()
        for begin in range(0, len(raw), _AT_ONCE):
            part = np.frombuffer(raw[begin : begin + _AT_ONCE + SHORTEST - 1], np.uint8)
            for place in np.flatnonzero(self._fits[_hashed(part)]) + begin:
                forms_here = self._written.get(raw[place : place + SHORTEST], {})
                for form, texts in forms_here.items():
                    found |= texts if raw.startswith(form, place) else set()
        return found


def leaks(texts: Iterable[str], folder: Path) -> list[tuple[str, str]]:
    """Every file under `folder` that holds one of the texts, with that text."""
    scanner = Scanner(texts)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [(file.name, text) for file in files for text in sorted(scanner.found_in(file.read_bytes()))]


def leaks_in(texts: Iterable[str], content: bytes) -> list[str]:
    """The texts that are in `content` or in what is packed in it, whatever the case and the accents."""
    return sorted(Scanner(texts).found_in(content))


def _hashed(raw: "np.ndarray[Any, np.dtype[np.uint8]]") -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """Of each place a number made from the first bytes there; two places that begin alike have the same one."""
    number = np.zeros(max(0, len(raw) - SHORTEST + 1), np.uint64)
    for offset in range(SHORTEST):
        number = number << np.uint64(8) | raw[offset : offset + len(number)]
    return number * _SPREAD >> np.uint64(64 - _BITS)


def unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """`content`, and what is zipped, deflated or base64-packed inside it."""
    yield content
    if depth > 3:
        return
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from unpacked(parts.read(name), depth + 1)
    for match in _PACKED.finditer(content):
        wbits = 47 if content[match.start()] == 0x1F else 15
        try:
            inner = zlib.decompressobj(wbits).decompress(content[match.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(inner) > 16:
            yield inner
    for match in _BASE64.finditer(content):
        text = match.group().replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        inner = base64.b64decode(text[: len(text) // 4 * 4])
        if inner[:2] in (b"PK", b"\x1f\x8b", b"\x78\x9c"):
            yield from unpacked(inner, depth + 1)


def _in_base64(raw: bytes) -> Iterator[bytes]:
    for shift, cut in ((0, 0), (1, 2), (2, 3)):
        text = base64.b64encode(b"\0" * shift + raw)[cut:].rstrip(b"=")[:-1]
        if len(text) >= 8:
            yield text
            yield text.replace(b"+", b"-").replace(b"/", b"_")


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def containers(text: str) -> dict[str, bytes]:
    """`text` in every container that the scanner must see through: its own check."""
    raw = f"voor {text} na".encode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", raw)
    return {
        "utf-16": raw.decode().encode("utf-16"),
        "json": json.dumps(raw.decode()).encode(),
        "url": urllib.parse.quote(raw.decode()).encode(),
        "hex": raw.hex().encode(),
        "base64": b"x" + base64.b64encode(raw),
        "reversed": raw.decode()[::-1].encode(),
        "upper": raw.decode().upper().encode(),
        "gzip": b"...." + gzip.compress(raw),
        "zlib": b"...." + zlib.compress(raw),
        "zip": zipped.getvalue(),
        "zip in base64": base64.b64encode(zipped.getvalue()),
    }

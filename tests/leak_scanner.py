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
from collections.abc import Iterable, Iterator
from pathlib import Path

SHORTEST = 5
"""Bytes: a shorter form would be found by chance."""
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{40,100000}={0,2}")


def forms(text: str) -> set[bytes]:
    """How `text` may look when written down."""
    found: set[bytes] = set()
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


def leaks(texts: Iterable[str], folder: Path) -> list[tuple[str, str]]:
    """Every file under `folder` that holds one of the texts, with that text."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [(file.name, text) for file in files for text in leaks_in(texts, file.read_bytes())]


def leaks_in(texts: Iterable[str], content: bytes) -> list[str]:
    """The texts that are in `content` or in what is packed in it, whatever the case and the accents."""
    pieces = [(piece, _fold(piece.decode("utf-8", "ignore")).encode()) for piece in unpacked(content)]
    found = []
    for text in texts:
        looked_for, folded = forms(text), _fold(text).encode()
        if any(folded in plain or any(form in raw for form in looked_for) for raw, plain in pieces):
            found.append(text)
    return found


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

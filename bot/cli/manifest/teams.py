"""What Teams must know to show Spil, and the package that is uploaded there: no right beyond being spoken to."""

import io
import json
import struct
import zipfile
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

SHOWN = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
"""`color`, `name`, `description`; `commands`: words that Teams proposes, each with what it is for."""


def teams_manifest(app_id: str, url: str) -> dict[str, Any]:
    """The manifest of Spil's app in Teams (schema: OfficeDev/microsoft-teams-app-schema, version 1.29). `app_id`: of
    the bot's registration in Entra; `url`: where people reach Spil's pages, with https."""
    commands = [{"title": title, "description": about} for title, about in SHOWN["commands"].items()]
    scopes, page = ["personal", "team", "groupChat"], f"{url.rstrip('/')}/"
    pages = {"websiteUrl": page, "privacyUrl": page, "termsOfUseUrl": page}
    lists = [{"scopes": scopes, "commands": commands}]
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
        "manifestVersion": "1.29",
        "version": version("spil"),
        "id": app_id,
        "developer": {"name": "Spil", **pages},
        "name": SHOWN["name"],
        "description": SHOWN["description"],
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": SHOWN["color"],
        "defaultInstallScope": "personal",
        "bots": [{"botId": app_id, "scopes": scopes, "commandLists": lists}],
    }


def teams_package(manifest: dict[str, Any]) -> bytes:
    """The zip that Teams takes under 'Upload a custom app': the manifest and its two pictures."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
        package.writestr("color.png", _picture(192, bytes.fromhex(f"{SHOWN['color'][1:]}ff")))
        package.writestr("outline.png", _picture(32, b"\0\0\0\0"))
    return written.getvalue()


def _picture(side: int, ground: bytes) -> bytes:
    """A PNG of `side` by `side` pixels: a white ring around a dot, a thing on its pivot, on one color (RGBA)."""
    rows = bytearray()
    for y in range(side):
        rows.append(0)  # The row is not filtered.
        for x in range(side):
            far = ((x + 0.5 - side / 2) ** 2 + (y + 0.5 - side / 2) ** 2) ** 0.5 / side
            rows += b"\xff\xff\xff\xff" if far < 0.1 or 0.28 < far < 0.36 else ground
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

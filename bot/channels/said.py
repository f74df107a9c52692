"""What every platform says of a message in its own way: which event it was, and in which language."""

import hashlib
from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]
"""A platform's JSON."""
SPOKEN = ("nl", "fr", "de", "en")


def event_key(channel: str, *parts: str) -> str:
    """An event's key: chance-like letters, because a platform's ids say who talks to Spil and keys are stored in
    plain. The same parts give the same key, however often the event comes."""
    return f"{channel}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"


def language_of(locale: str | None) -> str | None:
    """The language of a platform's locale (BCP 47: 'nl-BE'), where Spil speaks it."""
    language = (locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in SPOKEN else None


def part(body: Body, *names: str) -> Body:
    """An object inside a platform's JSON, empty where it is not there."""
    for name in names:
        found = body.get(name)
        body = found if isinstance(found, Mapping) else {}
    return body


def rows(body: Body, name: str) -> list[Body]:
    """The objects of a list inside a platform's JSON, none where it is not there."""
    found = body.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []

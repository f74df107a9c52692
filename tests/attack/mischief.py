"""Calls that look like somebody's and are not, made out of a valid one; and a picture of what an installation keeps."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from storage.store import database_file


@dataclass(frozen=True)
class Call:
    """A POST: where to, headers, body."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def with_headers(self, **changed: str | None) -> "Call":
        """With other headers ('_' for '-'); None takes one away."""
        named = {name.replace("_", "-"): value for name, value in changed.items()}
        headers = {**self.headers, **named}
        return replace(self, headers={name: value for name, value in headers.items() if value is not None})


Forge = Callable[[random.Random], Call]


def forged(ways: Mapping[str, Forge], number: int, seed: int = 1) -> Iterator[tuple[str, Call]]:
    """So many calls, each way in turn."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    names = sorted(ways)
    for place in range(number):
        name = names[place % len(names)]
        yield name, ways[name](chance)


def bent(text: str, chance: random.Random, letters: str = "0123456789abcdef") -> str:
    """The text with one thing wrong: a letter changed, left out, doubled, or something before or behind it."""
    place = chance.randrange(max(1, len(text)))
    other = chance.choice([letter for letter in letters if letter != text[place : place + 1]])
    return chance.choice(
        (
            text[:place] + other + text[place + 1 :],
            text[:place] + text[place + 1 :],
            text[:place] + other + text[place:],
            f"{text}{other}",
            f"{other}{text}",
            text[: len(text) // 2],
            text[::-1] if text[::-1] != text else f"{text}x",
            "",
        )
    )


def spoilt(body: bytes, chance: random.Random) -> bytes:
    """A body with one byte changed, put in, or taken out."""
    place = chance.randrange(len(body))
    other = (body[place] + chance.randrange(1, 256)) % 256
    kept = body[:place], bytes([other]), body[place + 1 :]
    changed = chance.choice((b"".join(kept), body + b" ", body[:place] + body[place + 1 :], b" " + body))
    return changed if changed != body else body + b"x"


def kept(folder: Path) -> dict[str, tuple[int, str]]:
    """How many rows each table of an installation holds, and a hash of them: any write shows."""
    with sqlite3.connect(f"file:{database_file(folder)}?mode=ro", uri=True) as there:
        tables = [row[0] for row in there.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in sorted(tables):
            rows = sorted(map(repr, there.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - its own tables
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
        return found

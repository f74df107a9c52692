"""Strings that try to be markup: grown from what each platform reads as such, and from tricks with Unicode."""

import html
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

HOME = "https://spil.example"

ATOMS = re.findall(
    r"(?ms)^\[\w+\]\n(.*?)(?=^\[\w+\]\n|\Z)", Path(__file__).with_name("markup.txt").read_text("utf8")
)
FORMULAE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("https://evil.example")',
    "\t=1",
    "\r=1",
    "%0A=1",
    "|x",
)
LINES = (
    "\r\nATTENDEE:mailto:x@evil.example\r\n",
    "\nEND:VEVENT\n",
    "\\nBEGIN:VALARM",
    ";x=y",
    "\\",
    ",",
    ":",
)
TERMINAL = (
    "\x1b[31mrood",
    "\x1b]8;;https://evil.example\x07klik",
    "\r",
    "\x08\x08",
    "\x9b31m",
    "\x00",
    "\x7f",
)
UNICODE = (
    *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u202e", "\u202d", "\u2066"),
    *("\u2069", "\u061c", "\u2028", "\u2029", "\x85", "\ue000", "\ue001", "\ue002", "\ue003", "\uf8ff"),
    *(
        "\ufe0f",
        "\u0301",
        "\u034f",
        "＠everyone",
        "＜b＞",
        "＊vet＊",
        "＿x＿",
        "［x］（y）",
        "evil．com",
        "evil。com",
    ),
    *("﹫here", "﹤x﹥", "⁎x⁎", "𝐛", "🏴\U000e0067"),
)
WORDS = (
    *(
        "overleg",
        "Ann",
        "stadhuis",
        "14.00",
        "u",
        "é",
        "中文",
        "(",
        ")",
        "!",
        "?",
        "“",
        "”",
        "1",
        "a_b",
        "x*y",
    ),
    "en/of",
)
GROUPS = (*map(str.split, ATOMS), FORMULAE, LINES, TERMINAL, UNICODE, WORDS)
BETWEEN = (
    "",
    "",
    "",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u200b",
    "\u2060",
    "\ue000",
    "*",
    "_",
    ":",
    "@",
)


def hostile(number: int, seed: int = 1) -> Iterator[str]:
    """So many strings, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(number):
        yield _string(chance)


def _string(chance: random.Random) -> str:
    made = "".join(
        part
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8)))
        for part in (_bent(chance.choice(chance.choice(GROUPS)), chance), chance.choice(BETWEEN))
    )
    return chance.choice((made, made, made, made.strip(), f"{made}{made}", made[::-1]))


def _bent(atom: str, chance: random.Random) -> str:
    """An atom as it is, encoded, in capitals, or with something invisible inside."""
    place = chance.randint(0, len(atom))
    ways = (
        lambda: html.escape(atom),
        lambda: html.escape(html.escape(atom)),
        lambda: "".join(f"&#{ord(char)};" for char in atom),
        lambda: quote(atom),
        atom.upper,
        lambda: atom[:place] + chance.choice(UNICODE) + atom[place:],
        lambda: atom[:place] + chance.choice(BETWEEN) + atom[place:],
    )
    return chance.choice(ways)() if chance.random() < 0.3 else atom

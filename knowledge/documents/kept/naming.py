"""What a document is called and which date it bears, by its own words."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.documents.reading.model import Block, Reading
from knowledge.library import read_yaml
from knowledge.words import fold

_PROGRAM = re.compile(
    r"^Microsoft (?:Office )?(?:Word|PowerPoint)\s*-\s*|\.(?:docx?|pdf|indd|qxd|odt|html?|md|txt)$", re.I
)
"""What a program wrote into the title: the file's name, which says less than the first heading."""
_NO_TITLES = frozenset(
    ("word document", "document", "document1", "untitled", "naamloos", "sans titre", "unbenannt")
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_OPENING, _ENDING = 12, 4
"""Blocks at the beginning and at the end of a document in which it says which date it bears."""
_MONTHS: dict[str, str] = {
    fold(name): f"{number:02}"
    for names in read_yaml(Path(__file__).parent / "months.yaml").values()
    for number, written in enumerate(names.split(), 1)
    for name in written.split("|")
}
_NAMES = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATES = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>(?:19|20)\d\d)"
    rf"|(?:(?P<day>\d{{1,2}})(?:er|e|\.)? )?(?P<month>{_NAMES})\.? (?P<year>(?:19|20)\d\d))\b"
)
_BEARS = re.compile(
    r"(?:versie|uitgave|editie|datum|stand op|stand van|bijgewerkt|gewijzigd|geactualiseerd|laatste wijziging|"
    r"laatste update|version|edition|date|mise? a jour|stand|fassung|aktualisiert|updated|last modified)"
    r"[\w :.,()–-]{0,24}$"
)


def title_of(reading: Reading, path: Path) -> str | None:
    """What a document calls itself, else its first heading, else its file's name; None where that is only a code."""
    stated = _PROGRAM.sub("", reading.title or "").strip()
    stated = "" if stated.casefold() in _NO_TITLES else stated
    heads = (b.text for b in reading.blocks[:_OPENING] if b.level == 1 and not b.text[0].isdigit())
    name = re.sub(r"[_\s]+", " ", path.stem).strip()
    name = name if _WORD.search(re.sub(r"\b\w*\d\w*\b", "", name)) else ""
    head, own = next(heads, ""), stated == (reading.title or "").strip()
    ways = (stated, head, name) if own else (head, stated, name)
    return next((text for text in ways if 3 <= len(text) <= 200), None)


def date_of(reading: Reading) -> str | None:
    """The date that a document says it bears ('versie van mei 2024', 'bijgewerkt op 3/2/2025'): ISO, or its month."""
    edges: Sequence[Block] = [*reading.blocks[:_OPENING], *reading.blocks[_OPENING:][-_ENDING:]]
    for block in edges:
        folded = fold(block.text)
        for found in _DATES.finditer(folded):
            said = _iso(found)
            if said and _BEARS.search(folded[max(0, found.start() - 60) : found.start()]):
                return said
    return None


def as_iso(said: str | None) -> str | None:
    """A date as a file's head states it, as ISO; None for what is no date."""
    if not said or re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", said):
        return said
    return next((day for found in _DATES.finditer(fold(said)) if (day := _iso(found))), None)


def latest_day(texts: Iterator[str], today: date) -> str | None:
    """The latest whole date that texts speak of and that is not to come: a hint at how old they are."""
    days = (_iso(found) for text in texts for found in _DATES.finditer(fold(text)))
    return max((day for day in days if day and len(day) == 10 and day <= today.isoformat()), default=None)


def _iso(found: re.Match[str]) -> str | None:
    """A date as it was found, as ISO; None where there is no such day."""
    parts = found.groupdict()
    if parts["iso"]:
        said = parts["iso"]
    elif parts["y"]:
        said = f"{parts['y']}-{int(parts['m']):02}-{int(parts['d']):02}"
    else:
        said = f"{parts['year']}-{_MONTHS[parts['month']]}"
        said += f"-{int(parts['day']):02}" if parts["day"] else ""
    try:
        date.fromisoformat(f"{said}-01"[:10])
    except ValueError:
        return None
    return said

"""The lines of plain text, as a program or a person wrote them out: what repeats on every page left out, lines that
were spaced for print closed up, headings among them marked."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.documents.reading.links import is_link

CLOSED = (".", "!", "?", ":", ";", ",", "…")
ITEM = re.compile(r"(?:[•▪●*›‣◦–−-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(\S.*)")
_FOLIO = re.compile(r"(?:p(?:ag(?:ina|e)?)?\.?|seite)?\s*\d{1,4}(?:\s*(?:/|van|of|sur|von)\s*\d{1,4})?", re.I)
LONGEST_HEADING, MOST_WORDS = 90, 8
_SUBHEADING = "###### "
_FEWEST = 12
"""Lines from which a text's habits can be told."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a text is laid out. `typical`: characters of a full line; `spaced`: a blank line after every line."""

    typical: int
    spaced: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Habits":
        full = sorted(len(line) for line in lines if line)
        typical = full[3 * len(full) // 4] if full else 0
        pairs = [
            (a, b) for a, blank, b in zip(lines, lines[1:], lines[2:], strict=False) if a and b and not blank
        ]
        cut = sum(not a.endswith(CLOSED[:4]) and b[0].islower() for a, b in pairs)
        return cls(typical, len(pairs) >= _FEWEST and cut >= 0.25 * len(pairs))


def pages_of(text: str) -> list[list[str]]:
    """The lines of each page (form feeds part them), without headers, footers, page numbers and lists of links."""
    pages = [[line.strip() for line in page.split("\n")] for page in text.split("\f")]
    habits = Habits.of([line for page in pages for line in page])
    running = _running(pages)
    kept = [[line for line in page if _bare(line) not in running] for page in pages]
    kept = [_without_links(page) for page in kept]
    return [_closed_up(page, habits) for page in kept] if habits.spaced else kept


def heading(line: str, following: str, typical: int) -> int:
    """The level of a line that looks like a heading; 0 for one that does not, or that the next line goes on."""
    if line.startswith("#"):
        return min(6, len(line) - len(line.lstrip("#")))
    if not line or len(line) > LONGEST_HEADING or line.endswith(CLOSED) or following[:1].islower():
        return 0
    if following and len(line) >= 0.8 * typical and len(line) > 60:  # A full line that the next one goes on.
        return 0
    if numbered := NUMBERED.match(line):
        return min(6, numbered.group(1).count(".") + 1)
    return 1 if line.isupper() and len(line) > 6 and " " in line else 0


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands on top or at the foot of many pages, and capitals that say a numbered heading once more."""
    edges = Counter(
        _bare(line)
        for page in pages
        for full in [[line for line in page if line]]
        for line in {*full[:2], *full[-2:]}
    )
    least = max(3, 0.3 * len(pages))
    found = {line for line, times in edges.items() if times >= least and len(line) <= 160}
    lines = [line for page in pages for line in page if line]
    numbered = {match.group(2).casefold() for line in lines if (match := NUMBERED.match(line))}
    times = Counter(lines)
    return frozenset(found) | {
        _bare(line)
        for line in times
        if line.isupper()
        and len(line) <= LONGEST_HEADING
        and (times[line] > 1 or line.casefold() in numbered)
    }


def _without_links(lines: Sequence[str]) -> list[str]:
    """Lines without the lists of links that a program puts under a page; a link or two in the text stay."""
    alone = [is_link(line) for line in lines]
    kept: list[str] = []
    for place, line in enumerate(lines):
        beside = sum(alone[max(0, place - 2) : place + 3])
        listed = alone[place] and (beside > 2 or line.casefold().startswith("mailto:"))
        if not listed:
            kept.append(line)
    return kept


def _closed_up(lines: Sequence[str], habits: Habits) -> list[str]:
    """Lines without the blank ones between them; where a paragraph ends, one stays. Short lines that stand between
    two sentences are headings."""
    full = [line for line in _whole(lines) if line and not _FOLIO.fullmatch(line)]
    kept: list[str] = []
    for place, (line, following) in enumerate(pairwise([*full, ""])):
        around = sorted(map(len, full[place + 1 : place + 7]))
        typical = around[len(around) // 2] if around else habits.typical  # Columns differ from page to page.
        before = full[place - 1] if place else ""
        numbered = NUMBERED.match(line)
        if numbered and numbered.group(2)[0].isupper() and heading(line, following, typical):
            kept += ["", line, ""]
        elif _stands_alone(before, line, following, typical):
            kept += ["", f"{_SUBHEADING}{line}", ""]
        else:
            kept.append(line)
            kept += [""] * (len(line) < 0.8 * typical and line.endswith(CLOSED[:4]))
    return kept


def _whole(lines: Sequence[str]) -> list[str]:
    """Where every line has a blank one after it, two without one between them are one line that was broken."""
    kept: list[str] = []
    for before, line in pairwise(["", *lines]):
        if before and line and line[0].islower():
            kept[-1] = f"{kept[-1]} {line}"
        else:
            kept.append(line)
    return kept


def _stands_alone(before: str, line: str, following: str, typical: int) -> bool:
    """Whether a short line is a heading: a sentence ends before it, and another begins after it with a full line."""
    if line.endswith((*CLOSED, ")")) or "@" in line or ITEM.match(line) or NUMBERED.match(line):
        return False
    ended = (
        not before
        or before.endswith((*CLOSED[:3], ")", "”"))
        or "@" in before
        or bool(NUMBERED.match(before))
    )
    begins = following[:1].isupper() and len(following) >= 0.6 * typical
    return ended and begins and _is_named(line) and len(line) <= 0.85 * typical


def _is_named(line: str) -> bool:
    """Whether a line looks like a name of something, and not like a sentence's beginning."""
    return line[0].isupper() and not line.isupper() and len(line.split()) <= MOST_WORDS

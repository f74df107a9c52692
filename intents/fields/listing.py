"""Lists as people type them: with commas, on lines, with 'en'."""

import re

BETWEEN = re.compile(r"\s{0,9}[,;\n•]\s{0,9}|\s{1,9}(?:en|et|und|and|&|\+)\s{1,9}")
_BULLET = re.compile(r"[-*–]\s{1,9}")


def parts_of(text: str) -> list[str]:
    """The parts of a list, in order, single-spaced, without bullets and empty ones."""
    parts = (
        _BULLET.sub("", part.strip(), count=1) if part.strip()[:1] in "-*–" else part for part in _split(text)
    )
    return [" ".join(part.split()) for part in parts if part.strip(" .")]


def _split(text: str) -> list[str]:
    return BETWEEN.split(text)

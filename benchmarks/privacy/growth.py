"""Texts made to be slow to read, and how the time grows with them."""

from collections.abc import Callable, Sequence

SIZES = (1_000, 4_000, 16_000)
_PIECES = {
    "one letter": "a",
    "letters and dots": "a.",
    "noughts": "0",
    "pairs of digits": "12 ",
    "single digits": "1 2 3 4 ",
    "at signs": "@",
    "hyphens": "a-",
    "underscores": "a_",
    "initials": "A. ",
    "strange words": "qwoltrix zevlorp ",
    "strange names": "Qwoltrix Zevlorp ",
    "numbers in words": "nul een twee ",
    "streets": "rue de la ",
    "accounts": "BE12 ",
}
SHAPES: dict[str, Callable[[int], str]] = {
    name: lambda size, piece=piece: (piece * size)[:size]  # type: ignore[misc]
    for name, piece in _PIECES.items()
}
"""Fourteen shapes, each for any number of characters."""


def texts() -> list[str]:
    """Every shape in every size, the sizes of one shape after each other."""
    return [make(size) for make in SHAPES.values() for size in SIZES]


def report(took: Sequence[float]) -> dict[str, object]:
    """The slowest text of 4,000 characters, and the worst growth: 1 is linear. `took` in milliseconds, as `texts`."""
    shapes = [took[place : place + len(SIZES)] for place in range(0, len(took), len(SIZES))]
    growth = [
        (shape[2] / max(shape[1], 1.0))
        / (SIZES[2] / SIZES[1])  # Below a millisecond the clock is all there is.
        for shape in shapes
    ]
    slowest = max(range(len(shapes)), key=lambda place: shapes[place][1])
    return {
        "slowest_4000_ms": round(shapes[slowest][1], 1),
        "slowest_shape": list(SHAPES)[slowest],
        "worst_growth": round(max(growth), 2),
    }

"""The last sheet for the same reference as a start: its structure, which is all that was kept of it."""

from collections.abc import Sequence
from datetime import date

from intents.model import Phrase
from scheduler.recurrence import to_local
from storage.records import Sheet

WANTED = "wanted"
"""The field that asks which boxes; after an earlier sheet: which of them changed."""


def as_before(last: Sheet | None, field_id: str, choices: Sequence[str]) -> str | list[str] | None:
    """What the last sheet had under this field, as an answer to it; None where it had nothing."""
    if last is None:
        return None
    had = {"phase": (last.phase or "",), "categories": last.categories, WANTED: last.boxes}.get(field_id, ())
    known = [value for value in had if value in choices]
    if field_id == "phase":
        return known[0] if known else None
    return known or None


def told(last: Sheet | None) -> tuple[Phrase, ...]:
    """What is known of the last sheet, line by line, and the question what changed; nothing where there is none."""
    if last is None:
        return ()
    boxes = [box for box in last.boxes if not box.endswith("_balance")]
    kept = {WANTED: boxes, "phase": [last.phase] if last.phase else [], "categories": last.categories}
    labels = {field: [Phrase(f"sheet-{field}-{value}") for value in values] for field, values in kept.items()}
    days = [Phrase("sheet-day", {"day": date.fromisoformat(day)}) for day in last.dates]
    head = Phrase("sheet-earlier", {"day": to_local(last.completed_at).date()})
    lines = {"dates": days, **labels}
    return (
        head,
        *(_line(field, values) for field, values in lines.items() if values),
        Phrase("sheet-changed"),
    )


def _line(field: str, values: list[Phrase]) -> Phrase:
    return Phrase("sheet-readback-line", {"name": Phrase(f"sheet-{field}-name"), "value": values})

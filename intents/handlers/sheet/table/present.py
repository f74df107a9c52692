"""The Information Officer at the table: what was answered, held against who takes part (R2, R4)."""

from collections.abc import Collection

from rapidfuzz.utils import default_process

from intents.fields.lay import Lay
from intents.form import Progress
from intents.model import Phrase

OFFICER, PARTICIPANTS = "officer", "participants"


def contradicted(progress: Progress, participants: Collection[str], lay: Lay) -> tuple[Phrase, ...]:
    """A remark where the officer sits at the table and is not among `participants`, or the other way round."""
    names = [f" {default_process(name)} " for name in lay.names.get(OFFICER, ())]
    named = any(name in f" {default_process(one)} " for one in participants for name in names)
    there = progress.answers.get(OFFICER)
    if there == "present" and not named:
        return (Phrase("sheet-officer-not-named"),)
    return (Phrase("sheet-officer-named"),) if there in ("informed", "absent") and named else ()

"""Agreement at a table of many: every function in one go; and consensus that is taken back, which closes the sheet."""

from intents.form import Asked, applying, fill
from intents.handlers.sheet.finish import closed, go_on
from intents.handlers.sheet.walk import Walk, ask, walk_of
from intents.model import Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.cases import withdraw_consensus


async def all_agree(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Each function that was not asked yet agrees: said once for all of them, kept for each."""
    walk = await walk_of(turn, services)
    open_ = _to_ask(walk)
    if not open_:
        return ask(walk, turn, Phrase("sheet-other-question"))
    progress = walk.progress
    for question in open_:
        progress = fill(progress, question.key, "yes")
    return await go_on(walk.at(progress), turn, services)


async def withdraw(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Consensus is no longer there: the sheet is closed, with whatever stood in it (R3)."""
    return closed(await walk_of(turn, services), turn, services, "sheet-withdrawn")


async def retract(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Consensus is taken back once the document is there: kept with the sheet, and what waits in memory is let go."""
    sheet_id, code = str(intent.slots["sheet"]), str(intent.slots["code"])

    async def write(scope: Scope) -> None:
        await withdraw_consensus(scope, sheet_id)

    let_go = lambda: services.handover.forget(code)  # noqa: E731 - done once it is written
    return Outcome((Reply((Phrase("sheet-retracted"),)),), None, (write,), (let_go,))


def _to_ask(walk: Walk) -> list[Asked]:
    """The agreements that are still open, where the first of them is what is asked now."""
    question = walk.question
    if question is None or question.field.each is None:
        return []
    known = walk.progress.answers
    return [
        one
        for one in applying(walk.form, walk.progress)
        if one.field == question.field and one.key not in known
    ]

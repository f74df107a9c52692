"""The end of the sheet: each participant's agreement, the document; or no consensus, no document."""

from dataclasses import replace
from datetime import date
from typing import Any

from intents.form import filled, forget
from intents.handlers.cases import retracting
from intents.handlers.sheet.readback import joined
from intents.handlers.sheet.walk import (
    FORM,
    Walk,
    ask,
    end_keys,
    found_again,
    state_with,
)
from intents.handover import new_token
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.records import Sheet
from storage.store import Scope, new_id
from storage.store.cases import add_sheet, find_case, sheet_count


async def go_on(walk: Walk, turn: Turn, services: Services, *before: Phrase) -> Outcome:
    """The next question; a sheet that is complete, and of which nothing was lost, is made."""
    again, missing = found_again(walk)
    if again.question is None:
        return _printable(await finish(again, turn, services), turn, services)
    return ask(again, turn, *before, *missing)


def retract_later(walk: Walk) -> Phrase:
    """Where a sheet was finished in a form, which has no buttons any more: how consensus is taken back."""
    return Phrase("sheet-retract-later", {"code": walk.progress.answers["reference"]})


def printed(document: Attachment) -> Attachment:
    """The same document as a PDF."""
    return replace(document, kind="sheet_pdf")


def _printable(made: Outcome, turn: Turn, services: Services) -> Outcome:
    """The document with a button that gives it as a PDF as well, for as long as a document waits in memory."""
    (reply,) = made.replies
    if reply.attachment is None:
        raise LookupError("a finished sheet has a document")
    token, forms = new_token(), (printed(reply.attachment),)
    button = Choice(Phrase("sheet-as-pdf"), Intent("sheet.print", {"held": token}))
    hold = lambda: services.handover.put(token, forms, turn.now)  # noqa: E731 - done once all is written
    return replace(
        made,
        replies=(replace(reply, choices=(button, *reply.choices)),),
        after=(*made.after, hold),
    )


async def as_pdf(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The finished sheet as a PDF, once."""
    token = str(intent.slots["held"])
    waiting = services.handover.find(token, turn.now)
    if not waiting:
        return Outcome((Reply((Phrase("sheet-print-gone"),)),))
    reply = Reply((Phrase("sheet-print"),), "file", attachment=waiting[0], volatile=True)
    return Outcome((reply,), after=(lambda: services.handover.drop(token, waiting[0]),))


async def finish(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """Everybody agreed: the document, once, as the direct response; of the sheet only the structure is kept."""
    code, sheet_id = str(walk.progress.answers["reference"]), new_id()
    async with services.store.reading(turn.member.cell_id) as scope:
        case = await find_case(scope, code)
        version = await sheet_count(scope, case.id) + 1 if case else 1

    async def write(scope: Scope) -> None:
        case = await find_case(scope, code)
        if case:
            await add_sheet(scope, _structure(walk, sheet_id, case.id, turn))

    conversation = turn.conversation.id
    direction = walk.progress.answers["direction"]
    reply = Reply(
        (Phrase("sheet-finished", {"code": code, "direction": direction}), *_not_told_yet(walk)),
        "file",
        attachment=Attachment("sheet", _content(walk, turn, version)),
        choices=(retracting(sheet_id, code),),
        volatile=True,
    )
    state = replace(turn.state, form=None, open=())
    return Outcome((reply,), state, (write,), (lambda: services.boxes.drop(conversation),))


def _not_told_yet(walk: Walk) -> tuple[Phrase, ...]:
    """Who sends the sheet does not know of it yet: said again with the document."""
    absent = walk.progress.answers.get("officer") == "absent"
    return (Phrase("sheet-officer-absent-note"),) if absent else ()


def _content(walk: Walk, turn: Turn, version: int) -> dict[str, Any]:
    """What `bot/documents` makes the sheet from."""
    answers, boxes = walk.progress.answers, walk.boxes()
    asked = {box for box in filled(walk.form, walk.progress) if not walk.form.field(box).extends}
    return {
        "language": turn.language,
        "reference": answers["reference"],
        "version": version,
        "direction": answers["direction"],
        "subject": answers["subject"],
        "town": answers.get("town", ""),
        "police_zone": answers.get("zone", ""),
        "dates": [date.fromisoformat(day) for day in answers.get("dates", ())],
        "boxes": {box: joined(boxes, box) for box in asked},
        "phase": answers.get("phase", ""),
        "categories": list(answers.get("categories", ())),
        "participants": list(answers["participants"]),
        "made_on": turn.local.date(),
    }


def _structure(walk: Walk, sheet_id: str, case_id: str, turn: Turn) -> Sheet:
    answers = walk.progress.answers
    return Sheet(
        id=sheet_id,
        case_id=case_id,
        form_version=walk.form.version,
        direction=answers["direction"],
        dates=tuple(answers.get("dates", ())),
        phase=answers.get("phase"),
        categories=tuple(answers.get("categories", ())),
        boxes=tuple(box for box in filled(walk.form, walk.progress) if not walk.form.field(box).extends),
        consensus=True,
        completed_at=turn.now,
    )


def closed(walk: Walk, turn: Turn, services: Services, why: str = "sheet-no-consensus") -> Outcome:
    """No consensus, no sheet (R3; article 4 § 2 of the law of 30 July 2018). `why`: the sentence that says so."""
    conversation = turn.conversation.id
    direction = walk.progress.answers.get("direction", "")
    return Outcome(
        (Reply((Phrase(why, {"direction": direction}),), volatile=True),),
        replace(turn.state, form=None, open=()),
        after=(lambda: services.boxes.drop(conversation),),
    )


def disagreed(walk: Walk, about: str, turn: Turn) -> Outcome:
    """Somebody at the table does not agree: no document; the sheet can be changed, agreed anew, or stopped."""
    progress = forget(walk.progress, end_keys(walk.progress))
    choices = (
        Choice(Phrase("sheet-change"), Intent("form.edit"), "yes"),
        Choice(Phrase("sheet-close"), Intent("form.withdraw")),
    )
    words = Phrase("sheet-disagreed", {"about": about})
    reply = Reply((words,), "ask", choices, asks=(FORM, "readback"), volatile=True)
    return Outcome((reply,), state_with(turn, walk.at(progress)))

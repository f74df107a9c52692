"""The end of the sheet: read-back, each participant's agreement, the document; or no consensus, no document."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from intents.form import Asked, Progress, forget
from intents.handlers.sheet.walk import FORM, Walk, ask, state_with, walk_of
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.records import Sheet
from storage.store import Scope, new_id
from storage.store.cases import add_sheet, find_case, load_cases, sheet_count

NOT_REPEATED = frozenset({"agreed", "readback", "agreement", "participants"})


def readback(walk: Walk, texts: Mapping[str, str]) -> tuple[Phrase, ...]:
    """Everything that was filled in, field by field, in the order of the form."""
    lines = [Phrase("sheet-readback-head")]
    for field in walk.form.fields:
        if field.extends or field.id in NOT_REPEATED:
            continue
        if field.volatile and walk.progress.answers.get(field.id) is True:
            text = joined(walk, texts, field.id)
            lines.append(Phrase("sheet-readback-box", {"name": _name(field.id), "text": text}))
        elif field.id in walk.progress.answers:
            value = _shown(walk.progress, Asked(field.id, field))
            lines.append(Phrase("sheet-readback-line", {"name": _name(field.id), "value": value}))
    skipped = [_name(key) for key in walk.progress.skipped if not walk.form.field(key.split(".")[0]).extends]
    return (*lines, Phrase("sheet-readback-skipped", {"boxes": skipped})) if skipped else tuple(lines)


def joined(walk: Walk, texts: Mapping[str, str], box: str) -> str:
    """A box with what the balance prompt added to it."""
    balance = texts.get(f"{box}_balance")
    return "\n".join(part for part in (texts.get(box, ""), balance) if part)


async def finish(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """Everybody agreed: the document, once, as the direct response; of the sheet only the structure is kept."""
    texts = services.boxes.texts(turn.conversation.id, turn.now)
    outcome = _lost(walk, turn, services, texts)
    if outcome:
        return outcome
    answers = walk.progress.answers
    code = str(answers["reference"])
    async with services.store.reading(turn.member.cell_id) as scope:
        case = await find_case(scope, code)
        version = await sheet_count(scope, case.id) + 1 if case else 1
    boxes = {f.id: joined(walk, texts, f.id) for f in walk.form.fields if f.volatile and not f.extends}
    values = {
        "language": turn.language,
        "reference": code,
        "version": version,
        "direction": answers["direction"],
        "subject": answers["subject"],
        "town": answers.get("town", ""),
        "police_zone": answers.get("zone", ""),
        "dates": [date.fromisoformat(day) for day in answers.get("dates", ())],
        "boxes": {box: text for box, text in boxes.items() if text},
        "phase": answers.get("phase"),
        "categories": list(answers.get("categories", ())),
        "participants": list(answers["participants"]),
        "made_on": turn.local.date(),
    }

    async def write(scope: Scope) -> None:
        if case:
            await add_sheet(scope, _structure(walk, case.id, turn))

    conversation = turn.conversation.id
    reply = Reply(
        (Phrase("sheet-finished", {"code": code}),),
        "file",
        attachment=Attachment("sheet", values),
        volatile=True,
    )
    return Outcome(
        (reply,),
        replace(turn.state, form=None, open=()),
        (write,),
        (lambda: services.boxes.drop(conversation),),
    )


def closed(turn: Turn, services: Services) -> Outcome:
    """No consensus, no sheet (R3; article 4 § 2 of the law of 30 July 2018)."""
    conversation = turn.conversation.id
    return Outcome(
        (Reply((Phrase("sheet-no-consensus"),)),),
        replace(turn.state, form=None, open=()),
        after=(lambda: services.boxes.drop(conversation),),
    )


def disagreed(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """Somebody at the table does not agree: no document; the sheet can be changed or stopped."""
    progress = forget(walk.progress, ["readback", *_agreements(walk.progress)])
    choices = (
        Choice(Phrase("sheet-change"), Intent("form.edit")),
        Choice(Phrase("sheet-stop"), Intent("form.stop")),
    )
    reply = Reply((Phrase("sheet-disagreed"),), "ask", choices, volatile=True)
    return Outcome((reply,), state_with(turn, walk.at(progress)))


async def edit(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Which field to change."""
    walk = walk_of(turn, ())
    keys = [key for key in walk.progress.trail if key.split(".")[0] not in NOT_REPEATED]
    keys = [key for key in keys if not walk.form.field(key).extends]
    choices = tuple(Choice(_name(key), Intent("form.edit-field", {"key": key})) for key in keys)
    return Outcome((Reply((Phrase("sheet-change-what"),), "ask", choices, volatile=True),), turn.state)


async def edit_field(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Ask one field again, and the read-back after it."""
    key = str(intent.slots["key"])
    async with services.store.reading(turn.member.cell_id) as scope:
        walk = walk_of(turn, await load_cases(scope))
    again = [key, f"{key}_balance", f"{key}.picked", "readback", *_agreements(walk.progress)]
    services.boxes.forget(turn.conversation.id, key)
    services.boxes.forget(turn.conversation.id, f"{key}_balance")
    return ask(walk.at(forget(walk.progress, again)), turn, services)


def _lost(walk: Walk, turn: Turn, services: Services, texts: Mapping[str, str]) -> Outcome | None:
    filled = [f.id for f in walk.form.fields if f.volatile and walk.progress.answers.get(f.id) is True]
    return ask(walk, turn, services) if any(box not in texts for box in filled) else None


def _structure(walk: Walk, case_id: str, turn: Turn) -> Sheet:
    answers = walk.progress.answers
    filled = [f.id for f in walk.form.fields if f.volatile and answers.get(f.id) is True]
    return Sheet(
        id=new_id(),
        case_id=case_id,
        form_version=walk.form.version,
        direction=answers["direction"],
        dates=tuple(answers.get("dates", ())),
        phase=answers.get("phase"),
        categories=tuple(answers.get("categories", ())),
        boxes=tuple(filled),
        consensus=True,
        completed_at=turn.now,
    )


def _agreements(progress: Progress) -> list[str]:
    return [key for key in progress.answers if key.startswith("agreement.")]


def _name(key: str) -> Phrase:
    return Phrase(f"{FORM}-{key}-name")


def _shown(progress: Progress, question: Asked) -> object:
    value = progress.answers[question.key]
    if question.field.kind == "choice":
        return Phrase(f"{FORM}-{question.field.id}-{value}")
    if question.field.kind == "choices":
        return [Phrase(f"{FORM}-{question.field.id}-{item}") for item in value]
    if question.field.kind == "days":
        return [date.fromisoformat(day) for day in value]
    return value

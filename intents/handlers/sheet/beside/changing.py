"""Changing what was answered before: by the list under the read-back, or by naming it at any question."""

from collections.abc import Collection, Sequence

from intents.form import Form, may_apply, take_back
from intents.handlers.sheet.readback import NOT_SHOWN
from intents.handlers.sheet.table.earlier import WANTED
from intents.handlers.sheet.walk import FORM, Walk, ask, end_keys, picked_key, walk_of
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn


async def edit(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Which field to change, or to fill in after all."""
    walk = await walk_of(turn, services)
    return _which(walk, turn, _changeable(walk))


async def edit_field(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Ask one field again, and the read-back after it; what was there is shown once more, and can stay."""
    return _again(await walk_of(turn, services), str(intent.slots["key"]), turn)


def change(walk: Walk, named: Sequence[str], turn: Turn) -> Outcome:
    """To the field that was named; of several, or of none, the person chooses. One that was not asked yet comes
    by itself, and the one that is asked now is asked."""
    known = _changeable(walk)
    chosen = [key for key in named if key in known]
    if walk.question and walk.question.key in named:
        return ask(walk, turn, Phrase("sheet-this-one"))
    if len(chosen) == 1:
        return _again(walk, chosen[0], turn)
    if named and not chosen:
        later = any(may_apply(walk.form, walk.form.field(key), walk.progress) for key in named)
        return ask(walk, turn, Phrase("sheet-comes-later" if later else "sheet-not-in-this-one"))
    return _which(walk, turn, chosen or known)


def _which(walk: Walk, turn: Turn, keys: Sequence[str]) -> Outcome:
    choices = [Choice(Phrase(f"{FORM}-{k}-name"), Intent("form.edit-field", {"key": k})) for k in keys]
    choices.append(Choice(Phrase("sheet-change-nothing"), Intent("form.ask"), "no"))
    return Outcome((Reply((Phrase("sheet-change-what"),), "ask", tuple(choices), volatile=True),), turn.state)


def _changeable(walk: Walk) -> list[str]:
    """The fields that were asked and are shown under a name of their own, in their order."""
    given, hidden = {*walk.progress.trail}, NOT_SHOWN - {WANTED}
    fields = [field for field in walk.form.fields if field.id in given and not field.extends]
    return [field.id for field in fields if field.id not in hidden]


def _again(walk: Walk, key: str, turn: Turn) -> Outcome:
    again = [key, *_leaning(walk.form, {key}), picked_key(key), *end_keys(walk.progress)]
    return ask(walk.at(take_back(walk.form, walk.progress, again)), turn)


def _leaning(form: Form, on: Collection[str]) -> list[str]:
    """The boxes that are asked because of an answer to one of `on`: what stands in them is shown with it again."""
    leaning = set(on)
    for field in form.fields:  # A field leans on earlier ones only.
        if leaning & {*(field.when or ())}:
            leaning.add(field.id)
    return [key for key in leaning if form.field(key).volatile and key not in on]

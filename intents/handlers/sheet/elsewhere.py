"""The sheet in Spil's own web form: a single-use link to it, and what comes from it, all at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from intents.form import Asked, begin, load_form
from intents.handlers.sheet.filling import Taken, fill_in, given_in
from intents.handlers.sheet.finish import closed, finish, retract_later
from intents.handlers.sheet.walk import FORM, walk_at
from intents.model import Intent, Outcome, Phrase, Reply, State
from intents.steps import Page, Wrong, asked_in
from intents.turn import Services, Turn, about_links
from storage.store import Scope
from storage.store.people import new_token, offer_form

LINK_LASTS = timedelta(minutes=20)


async def by_link(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A link that opens the web form once, as this member; only a keyed hash of its token is kept. A dialogue
    that had only just begun makes room for it."""
    if turn.room:
        return Outcome((Reply((Phrase("sheet-not-in-room"),), audience="only_you"),))
    token, member = new_token(), turn.member

    async def write(scope: Scope) -> None:
        await offer_form(scope, member, token, turn.now + LINK_LASTS)

    values = {"link": f"{services.base_url}/form/{token}", "minutes": int(LINK_LASTS.total_seconds() // 60)}
    words = Phrase("sheet-by-page" if turn.private_place else "sheet-elsewhere", values)
    return Outcome((Reply((words, *about_links(turn, services))),), _without_beginning(turn), (write,))


def _without_beginning(turn: Turn) -> State | None:
    begun = turn.state.form is not None and not turn.state.form["trail"]
    return replace(turn.state, form=None, open=()) if begun else None


async def whole(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The whole sheet at once: the document, or everything that is wrong with it and nothing kept."""
    form = load_form(FORM)
    taken = Taken(await walk_at(begin(form), turn, services))
    wrong: dict[str, Wrong] = {}
    asked: list[Asked] = []
    for stage in form.stages:
        questions = asked_in(form, taken.walk.progress, stage)
        filled = fill_in(taken, questions, turn, services)
        taken, wrong = filled.taken, {**wrong, **filled.wrong}
        asked += [question for question in questions if question.key in filled.wrong]
        if taken.ends == "closed":
            return closed(taken.walk, turn, services)
    if taken.ends == "disagreed":
        return _disagreed(taken, turn, services)
    if wrong or taken.walk.question:
        return _refused(taken, wrong, asked, turn, services)
    made = await finish(taken.walk, turn, services)
    new = [note for note in taken.notes if note.key == "sheet-new-reference"]
    words = (*made.replies[0].paragraphs, *new, retract_later(taken.walk))
    reply = replace(made.replies[0], paragraphs=words, choices=())
    return replace(made, replies=(reply,), writes=(*taken.writes, *made.writes))


def _disagreed(taken: Taken, turn: Turn, services: Services) -> Outcome:
    """Somebody at the table does not agree: no document, and nothing of it is kept."""
    services.boxes.drop(turn.conversation.id)
    return Outcome((Reply((Phrase("sheet-form-disagreed", {"about": taken.about}),), volatile=True),))


def _refused(
    taken: Taken, wrong: Mapping[str, Wrong], asked: list[Asked], turn: Turn, services: Services
) -> Outcome:
    """What is wrong, field by field. The text stays in the page it was typed in; memory lets go of it at once."""
    services.boxes.drop(turn.conversation.id)
    form, progress = taken.walk.form, taken.walk.progress
    stage = next(stage for stage in form.stages if not asked or asked[0].field.id in stage.fields)
    page = Page(form, progress, stage, tuple(asked), given_in(turn), wrong)
    named = tuple((key, one.words) for key, one in wrong.items())
    return Outcome((Reply((), "form", wrong=named, volatile=True, page=page),))

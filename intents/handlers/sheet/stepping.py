"""The sheet in steps, as a form of a channel's own shows it: what is typed is taken, or comes back as it was."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.form import Asked, begin, forget, load_form, tokens
from intents.handlers.sheet.filling import Taken, fill_in, given_in
from intents.handlers.sheet.finish import closed, finish, printed, retract_later
from intents.handlers.sheet.guard import letting_go
from intents.handlers.sheet.question import DOMAINS
from intents.handlers.sheet.readback import readback
from intents.handlers.sheet.table.earlier import WANTED, as_before, told
from intents.handlers.sheet.table.screen import link_words
from intents.handlers.sheet.walk import FORM, Walk, end_keys, found_again, state_with, walk_at, walk_of
from intents.handover import LASTS, new_token
from intents.model import Intent, Outcome, Phrase, Reply
from intents.steps import (
    ANEW,
    CHANGE,
    CONSENT,
    Page,
    Wrong,
    asked_in,
    before,
    changeable,
    go_to,
    stage_now,
    stage_of,
)
from intents.turn import Services, Turn, about_links


async def open_form(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The form is opened: the sheet begins, or goes on where it was left."""
    walk = await _walk(turn, services)
    if walk is None or not walk.progress.trail:
        return await _begin(turn, services)
    return _page(walk, turn, Phrase("sheet-resumed"), *link_words(turn, services), left=True)


async def send(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A step was filled in: all of it is taken, or nothing of it and what is wrong is said field by field."""
    walk, given = await _walk(turn, services), given_in(turn)
    if walk is None:
        return _none()
    if given.get(ANEW):
        return letting_go(await _begin(turn, services), turn, services)
    if given.get(CHANGE) in [stage.id for stage in walk.form.stages]:
        return _page(walk.at(go_to(walk.progress, given[CHANGE])), turn)
    stage = stage_of(walk.form, walk.progress, given)
    asked = asked_in(walk.form, walk.progress, stage) if stage else ()
    done = fill_in(Taken(_reopened(walk, asked)), asked, turn, services)
    if not done.wrong:
        return letting_go(await _onward(done.taken, turn, services), turn, services)
    _let_go(walk, turn, services)
    at = walk.at(go_to(walk.progress, stage.id if stage else None))
    return _page(at, turn, typed=given, wrong=done.wrong)


async def go_back(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The step before, with what was answered there. What was typed on this one is kept where it can be taken."""
    walk, given = await _walk(turn, services), given_in(turn)
    if walk is None:
        return _none()
    stage = stage_of(walk.form, walk.progress, given)
    if stage is None:
        return _page(walk, turn)
    asked = [q for q in asked_in(walk.form, walk.progress, stage) if given.get(q.key) and _plain(q)]
    kept = fill_in(Taken(_reopened(walk, asked) if asked else walk), asked, turn, services).taken.walk
    earlier = before(walk.form, kept.progress, stage) or stage
    return letting_go(_page(kept.at(go_to(kept.progress, earlier.id)), turn), turn, services)


async def leave(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The form is closed before its end: the sheet waits, its boxes for as long as memory holds them."""
    walk = await _walk(turn, services)
    if walk is None:
        return _none()
    words = Phrase("sheet-form-stopped", {"count": walk.held})
    return Outcome(
        (Reply((words,), volatile=True),), state_with(turn, walk.at(replace(walk.progress, paused=True)))
    )


def _none() -> Outcome:
    """Nothing is running: it was finished or thrown away meanwhile."""
    return Outcome((Reply((Phrase("sheet-form-none"),), volatile=True),))


async def _walk(turn: Turn, services: Services) -> Walk | None:
    if turn.state.form is None:
        return None
    walk = await walk_of(turn, services)
    return replace(walk, progress=replace(walk.progress, paused=False))


async def _begin(turn: Turn, services: Services) -> Outcome:
    walk = await walk_at(begin(load_form(FORM)), turn, services)
    return _page(walk, turn, Phrase("sheet-form-intro"), *link_words(turn, services))


def _plain(question: Asked) -> bool:
    """An answer that decides nothing by itself: it neither ends the sheet nor makes anything."""
    return (
        question.field.ends is None
        and question.field.kind != "reference"
        and question.field.id not in CONSENT
    )


def _reopened(walk: Walk, asked: tuple[Asked, ...] | list[Asked]) -> Walk:
    """Where a field is sent anew, the read-back and every agreement are asked anew."""
    if CONSENT & {question.field.id for question in asked}:
        return walk
    return replace(walk, progress=forget(walk.progress, end_keys(walk.progress)))


def _let_go(walk: Walk, turn: Turn, services: Services) -> None:
    """Nothing of the step is taken: memory lets go of what came with it."""
    conversation = turn.conversation.id
    known = tokens(walk.form, walk.progress)
    services.boxes.forget(conversation, {*services.boxes.texts(conversation, turn.now)} - known)


async def _onward(taken: Taken, turn: Turn, services: Services) -> Outcome:
    """The step after what was taken; the document where it was the last; the end where there is no consensus."""
    walk, notes = taken.walk.at(go_to(taken.walk.progress, None)), taken.notes
    if taken.ends == "closed":
        return closed(walk, turn, services)
    if taken.ends == "disagreed":
        walk = walk.at(forget(walk.progress, end_keys(walk.progress)))
        notes = (Phrase("sheet-form-disagreed", {"about": taken.about}),)
    walk, missing = found_again(walk)
    if stage_now(walk.form, walk.progress) is None:
        return await _finished(walk, turn, services)
    outcome = _page(walk, turn, *missing, *notes)
    return replace(outcome, writes=taken.writes)


async def _finished(walk: Walk, turn: Turn, services: Services) -> Outcome:
    """The document waits on Spil's own page, in memory, for the one who has the link."""
    made = await finish(walk, turn, services)
    document, token = made.replies[0].attachment, new_token()
    if document is None:
        raise LookupError("a finished sheet has a document")
    forms = (document, printed(document))
    values = {
        "code": document.values["reference"],
        "direction": document.values["direction"],
        "link": f"{services.base_url}/document/{token}",
        "minutes": int(LASTS.total_seconds() // 60),
    }
    words = (Phrase("sheet-form-finished", values), retract_later(walk), *about_links(turn, services))
    reply = Reply(words, volatile=True)
    hold = lambda: services.handover.put(token, forms, turn.now)  # noqa: E731 - done once all is written
    return replace(made, replies=(reply,), after=(*made.after, hold))


def _page(
    walk: Walk,
    turn: Turn,
    *notes: Phrase,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, Wrong] | None = None,
    left: bool = False,
) -> Outcome:
    """The step that is asked now. `typed`: what was sent of it and could not be taken."""
    walk, missing = found_again(walk)
    stage = stage_now(walk.form, walk.progress)
    if stage is None:
        raise LookupError("every question has its answer")
    asked = asked_in(walk.form, walk.progress, stage)
    shown = Page(
        walk.form,
        walk.progress,
        stage,
        asked,
        values={**_before(walk, asked), **_answers(walk, asked), **(typed or {})},
        wrong=wrong or {},
        codes=[case.code for case in walk.cases if not case.closed],
        change=changeable(walk.form, walk.progress, stage) if "readback" in stage.fields else (),
        left=left,
    )
    words = (*missing, *notes, *_guidance(walk, shown))
    reply = Reply(words, "form", wrong=_named(shown), volatile=True, page=shown)
    return Outcome((reply,), state_with(turn, walk))


def _before(walk: Walk, asked: tuple[Asked, ...]) -> dict[str, Any]:
    """What stood there, or the last sheet had, where nothing is said now: to be changed, or sent as it is."""
    had = {q.key: walk.stood(q.key) or as_before(walk.last, q.field.id, q.field.choices) for q in asked}
    said = {*walk.progress.skipped, *walk.progress.answers}
    return {key: value for key, value in had.items() if value and key not in said}


def _answers(walk: Walk, asked: tuple[Asked, ...]) -> dict[str, Any]:
    boxes = walk.boxes()
    return {
        question.key: boxes.get(question.key, "")
        if question.field.volatile
        else walk.progress.answers[question.key]
        for question in asked
        if question.key in walk.progress.answers
    }


def _guidance(walk: Walk, page: Page) -> tuple[Phrase, ...]:
    """What stands before the fields: what may be in a domain; before the read-back everything there is."""
    if DOMAINS & {*page.stage.fields}:
        return (Phrase("sheet-domain"),)
    if WANTED in page.stage.fields:
        return told(walk.last)
    if "readback" in page.stage.fields:
        return readback(walk.form, walk.progress, walk.boxes())
    return ()


def _named(page: Page) -> tuple[tuple[str, Phrase], ...]:
    return tuple((key, wrong.words) for key, wrong in page.wrong.items())

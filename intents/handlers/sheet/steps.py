"""The ways through the sheet beside answering: start, skip, back, stop, go on, see what was said."""

from dataclasses import replace

from intents.form import back as one_back
from intents.form import begin, forget, load_form
from intents.form import skip as leave_out
from intents.handlers.cases import NotOurs, meant_by, said
from intents.handlers.sheet.elsewhere import by_link
from intents.handlers.sheet.finish import go_on
from intents.handlers.sheet.guard import in_form
from intents.handlers.sheet.readback import readback
from intents.handlers.sheet.table.screen import give_link
from intents.handlers.sheet.walk import FORM, Walk, ask, found_again, picked_key, state_with, walk_at, walk_of
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn


async def start(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """sheet.start: what is kept where comes first; a sheet that was left is offered again."""
    if turn.form_here:
        return in_form(turn, services)
    if turn.room:
        return Outcome((Reply((Phrase("sheet-not-in-room"),), audience="only_you"),))
    if not turn.private_place:
        return await by_link(intent, turn, services)
    if turn.state.form:
        choices = (
            Choice(Phrase("sheet-resume"), Intent("form.resume"), "yes"),
            Choice(Phrase("sheet-begin-anew"), Intent("sheet.new", {"said": said(intent, turn)}), "no"),
        )
        return Outcome((Reply((Phrase("sheet-was-left"),), "ask", choices),))
    return await begin_sheet(intent, turn, services)


async def begin_sheet(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A new sheet, whatever was left of another, for the reference that was typed; one that the cell does not
    have is settled first."""
    conversation = turn.conversation.id
    left = set(services.boxes.texts(conversation, turn.now))
    walk = await walk_at(begin(load_form(FORM)), turn, services)
    about = meant_by(said(intent, turn), walk.cases)
    if isinstance(about, NotOurs):
        return _whose(about)
    notes = [Phrase("sheet-intro")]
    if about:
        walk = walk.at(replace(walk.progress, answers={"reference": about.code}))
        notes.append(Phrase("sheet-for-reference", {"code": about.code}))
    outcome = _or_by_page(ask(walk, turn, *notes), turn)
    return replace(outcome, after=(lambda: services.boxes.forget(conversation, left),))


def _or_by_page(outcome: Outcome, turn: Turn) -> Outcome:
    """In a browser the form can be a page as well, or stand on a second screen: offered with the first question."""
    if turn.conversation.channel != "web":
        return outcome
    *before, question = outcome.replies
    links = (
        Choice(Phrase("sheet-rather-web"), Intent("sheet.link")),
        Choice(Phrase("sheet-on-screen"), Intent("form.screen")),
    )
    return replace(outcome, replies=(*before, replace(question, choices=(*question.choices, *links))))


def _whose(about: NotOurs) -> Outcome:
    """The reference that was typed is none of the cell's: begin for the near one, or choose one in the sheet."""
    without = Choice(Phrase("sheet-reference-later"), Intent("sheet.new"), None if about.code else "yes")
    choices = (*about.near("sheet.new"), without, Choice(Phrase("case-show-list"), Intent("case.list")))
    return Outcome((Reply((about.words,), "ask", choices),))


async def ask_again(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The current question once more."""
    return ask(await walk_of(turn, services), turn)


async def skip_field(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave the current question out (R10); what the sheet cannot do without stays asked."""
    walk = await walk_of(turn, services)
    question = walk.question
    if question is None or intent.slots.get("key", question.key) != question.key:
        return ask(walk, turn, Phrase("sheet-other-question"))
    if not question.field.optional:
        return ask(walk, turn, Phrase("sheet-cannot-skip"))
    notes = [Phrase(f"sheet-{question.field.id}-skipped-note")] if "skipped" in question.field.notes else []
    progress = forget(walk.progress, [picked_key(question.key)])
    return await go_on(walk.at(leave_out(progress, question.key)), turn, services, *notes)


async def skip_rest(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave out everything up to the next question that needs an answer."""
    walk = await walk_of(turn, services)
    question = walk.question
    if question is None or intent.slots["key"] != question.key:
        return ask(walk, turn, Phrase("sheet-other-question"))
    while question is not None and question.field.optional:
        walk = walk.at(leave_out(walk.progress, question.key))
        question = walk.question
    return await go_on(walk, turn, services)


async def back(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """One question back; its answer is taken away and asked again; what stood in a box is shown, and can stay."""
    walk = await walk_of(turn, services)
    progress, key = one_back(walk.form, walk.progress)
    if key is None:
        return ask(walk, turn, Phrase("sheet-at-the-start"))
    return ask(walk.at(forget(progress, [picked_key(key)])), turn)


async def stop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave the sheet: the structure is kept; memory holds the boxes for the half hour that it does anyway."""
    walk = await walk_of(turn, services)
    choices = (
        Choice(Phrase("sheet-resume"), Intent("form.resume")),
        Choice(Phrase("sheet-discard"), Intent("form.discard")),
    )
    reply = Reply((Phrase("sheet-stopped", {"count": walk.held}),), choices=choices)
    return Outcome((reply,), state_with(turn, walk.at(replace(walk.progress, paused=True))))


async def discard(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Throw the sheet away: nothing of it is left."""
    conversation = turn.conversation.id
    return Outcome(
        (Reply((Phrase("sheet-discarded" if turn.state.form else "sheet-none-open"),)),),
        replace(turn.state, form=None, open=()),
        after=(lambda: services.boxes.drop(conversation),),
    )


async def ask_discard(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Throw it away' was typed: asked once, since nothing brings it back."""
    sure = Choice(Phrase("sheet-discard"), Intent("form.discard"), "yes")
    return _asked_first("sheet-discard-sure", sure, await walk_of(turn, services), turn)


async def ask_withdraw(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'There is no consensus any more' was typed: asked once, since it closes the sheet with all that is in it."""
    sure = Choice(Phrase("sheet-close"), Intent("form.withdraw"), "yes")
    return _asked_first("sheet-withdraw-sure", sure, await walk_of(turn, services), turn)


async def on_a_page(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Rather as a web page: that begins empty, which is said once something was answered here."""
    walk = await walk_of(turn, services)
    if not walk.progress.trail:
        return await by_link(intent, turn, services)
    return _asked_first(
        "sheet-page-anew", Choice(Phrase("sheet-rather-web"), Intent("sheet.link")), walk, turn
    )


def _asked_first(words: str, sure: Choice, walk: Walk, turn: Turn) -> Outcome:
    """What leaves the sheet: asked once, with the way on in it."""
    on = Choice(Phrase("sheet-resume"), Intent("form.ask"), "no")
    return Outcome((Reply((Phrase(words),), "ask", (sure, on)),), state_with(turn, walk))


async def go_ahead(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Ga verder' while the sheet runs already: the current question, which only an answer or a skip gets past."""
    return ask(await walk_of(turn, services), turn, Phrase("sheet-on-we-go"))


async def resume(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Go on with the sheet that was left."""
    if turn.state.form is None:
        return await start(intent, turn, services)
    walk = await walk_of(turn, services)
    return await go_on(walk.at(replace(walk.progress, paused=False)), turn, services, Phrase("sheet-resumed"))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """What was said so far, then the current question again."""
    walk = await walk_of(turn, services)
    outcome = ask(walk, turn)
    if len(outcome.replies) > 1:
        return outcome
    shown, _ = found_again(walk)
    so_far = Reply(readback(shown.form, shown.progress, shown.boxes()), volatile=True)
    return replace(outcome, replies=(so_far, *outcome.replies))


async def what_is_kept(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """What happens to the text that is typed here, then the current question again."""
    return ask(await walk_of(turn, services), turn, Phrase("sheet-kept"), Phrase("sheet-on-we-go"))


COMMANDS: dict[str, Handler] = {
    "skip": skip_field,
    "back": back,
    "stop": stop,
    "show": show,
    "discard": ask_discard,
    "withdraw": ask_withdraw,
    "page": on_a_page,
    "screen": give_link,
    "kept": what_is_kept,
}
"""The commands that may be typed at any question (`intents/data/commands.yaml`, `forms/sheet.<language>.yaml`)."""

ONWARD: dict[str, Handler] = {"next": skip_field, "onward": go_ahead}
"""The form's own commands to go on, where there is nothing that could stay as it stood."""

"""What holds for every step of a running sheet, whatever it does."""

from dataclasses import replace
from functools import wraps

from intents.form import Progress, load_form, tokens
from intents.handlers.sheet.walk import FORM, question_reply, walk_of
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, about_links


def running(handler: Handler) -> Handler:
    """Only while a sheet is being filled in; afterwards memory lets go of the texts that it needs no more.

    A turn without its text was typed before the sheet had begun, or before a crash: then nothing is known of
    it, and it is asked for again.
    """

    @wraps(handler)
    async def guarded(intent: Intent, turn: Turn, services: Services) -> Outcome:
        form = turn.state.form
        if not form or form.get("paused"):
            return _not_running(turn, services)
        if turn.raw is None:
            return Outcome((question_reply(await walk_of(turn, services), turn, Phrase("sheet-say-again")),))
        return letting_go(await handler(intent, turn, services), turn, services)

    return guarded


def letting_go(outcome: Outcome, turn: Turn, services: Services) -> Outcome:
    """The same outcome, after which memory lets go of the texts that the sheet needs no more."""
    conversation, gone = turn.conversation.id, _gone(turn, outcome)
    if not gone:
        return outcome
    return replace(outcome, after=(*outcome.after, lambda: services.boxes.forget(conversation, gone)))


def in_form(turn: Turn, services: Services) -> Outcome:
    """Where the channel has forms of its own: the button that opens it, or a link to the web form. Also from a
    room: what is filled in there is nobody else's to see."""
    choices = [Choice(Phrase("sheet-open-form"), Intent("sheet.form", {"keep": True}))]
    if not turn.room:
        choices.append(Choice(Phrase("sheet-rather-web"), Intent("sheet.link", {"keep": True})))
    # The finished document is behind a link: said before somebody fills it in for nothing.
    note = (Phrase("sheet-document-here-only"),) if about_links(turn, services) else ()
    audience: Audience | None = "only_you" if turn.room else None
    return Outcome((Reply((Phrase("sheet-in-form"), *note), choices=tuple(choices), audience=audience),))


def _not_running(turn: Turn, services: Services) -> Outcome:
    if turn.state.form:
        choices = (Choice(Phrase("sheet-resume"), Intent("form.resume"), "yes"),)
        return Outcome((Reply((Phrase("sheet-is-paused"),), "ask", choices),))
    return in_form(turn, services) if turn.form_here else Outcome((Reply((Phrase("sheet-none-open"),)),))


def _gone(turn: Turn, outcome: Outcome) -> set[str]:
    """The tokens that the stored progress knew and no longer will."""
    if outcome.state is None or turn.state.form is None:
        return set()
    form, after = load_form(FORM), outcome.state.form
    kept = tokens(form, Progress.from_json(after)) if after else frozenset()
    return {*tokens(form, Progress.from_json(turn.state.form)) - kept}

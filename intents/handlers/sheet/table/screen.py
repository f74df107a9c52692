"""The sheet in large type for the screen that everybody at the table sees: what is asked, and what stands in it."""

from dataclasses import dataclass

from intents.form import Progress, load_form
from intents.handlers.sheet.question import words
from intents.handlers.sheet.readback import readback, written
from intents.handlers.sheet.walk import FORM, Walk, ask, walk_of
from intents.handover import OPENS, Watched
from intents.model import Intent, Outcome, Phrase
from intents.steps import CONSENT
from intents.turn import Services, Turn, on_a_platform
from storage.store.conversations import load_conversation


@dataclass(frozen=True, slots=True)
class View:
    """What a screen shows: the question, and what was filled in so far. `whole`: all of it is read back now."""

    asked: tuple[Phrase, ...]
    filled: tuple[Phrase, ...] = ()
    whole: bool = False


async def give_link(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A link that shows the running sheet on another screen, and the question again."""
    return ask(await walk_of(turn, services), turn, *link_words(turn, services))


def link_words(turn: Turn, services: Services) -> tuple[Phrase, ...]:
    """The sentence with a fresh link; nothing where no other machine could open it."""
    if on_a_platform(turn) and not services.has_address:
        return ()
    watched = Watched(turn.conversation.id, turn.member.cell_id, turn.language)
    link = f"{services.base_url}/screen/{services.screens.link(watched, turn.now)}"
    values = {"link": link, "minutes": int(OPENS.total_seconds() // 60)}
    return (Phrase("sheet-screen", values),)


async def view(watched: Watched, services: Services) -> View | None:
    """The sheet as it is now; None where none is running. Looking keeps no text alive. Raises `StoreUnavailable`."""
    async with services.store.reading(watched.cell_id) as scope:
        place = await load_conversation(scope, watched.conversation_id)
    if not place.state.get("form"):
        return None
    progress = Progress.from_json(place.state["form"])
    if progress.paused:
        return View((Phrase("sheet-is-paused"),))
    walk = Walk(load_form(FORM), progress, texts=services.boxes.seen(watched.conversation_id))
    question = walk.question
    asked = words(walk.form, progress, question) if question else ()
    whole = question is None or question.field.id in CONSENT
    lines = (readback if whole else written)(walk.form, progress, walk.boxes())
    return View(asked, tuple(lines), whole)

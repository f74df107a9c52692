"""Small things around the work: help, hello, stop, undo, language, what is stored, an empty message."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from intents.commands import languages_in
from intents.handlers.helpdesk import what_waits
from intents.handlers.meetings.looking import coming_choices
from intents.handlers.meetings.responding import unanswered
from intents.handlers.meetings.saying.cues import says
from intents.handlers.sheet.walk import ask, walk_of
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.people import set_language
from storage.store.tickets import counts

EXAMPLES = ("ask", "plan", "show", "sheet", "privacy")
"""Five examples for who comes in, each to be pressed (phrases `example-…`)."""
_ALL = Choice(Phrase("help-all"), Intent("help", {"keep": True}))

LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}


async def help_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """What Spil can do, a line and a button for each theme; a helpdesk reads first where its questions are."""
    choices = tuple(
        Choice(Phrase(f"help-theme-{theme}"), Intent("help.theme", {"theme": theme, "keep": True}))
        for theme in _themes()
    )
    helpdesk = (Phrase("help-helpdesk"),) if turn.member.role == "helpdesk" else ()
    return _say(*helpdesk, Phrase("help"), choices=choices)


async def theme(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Examples of one theme; a coordinator reads with the questions how documents of their own are added."""
    chosen = str(intent.slots["theme"])
    documents = chosen == "questions" and turn.member.role == "coordinator"
    more = (Phrase("help-documents"),) if documents else ()
    return _say(Phrase("help-examples"), *more, choices=_pressing(_themes()[chosen]))


@cache
def _themes() -> dict[str, list[str]]:
    return dict(yaml.safe_load(files("intents").joinpath("data/help.yaml").read_text("utf8")))


def _pressing(names: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(Phrase(f"example-{name}"), Intent("example", {"name": name, "keep": True})) for name in names
    )


async def greet(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Hello, and what one may ask; for the helpdesk what waits for an answer."""
    if turn.member.role == "helpdesk":
        head, lines, choices = await what_waits(services)
        return _say(Phrase("hello"), head, *lines, choices=(*choices, _ALL))
    return _say(Phrase("hello"), Phrase("hello-press"), choices=(*_pressing(EXAMPLES), _ALL))


async def thanks(intent: Intent, turn: Turn, services: Services) -> Outcome:
    return _say(Phrase("welcome"))


async def empty(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Nothing readable was typed."""
    return _say(Phrase("empty"))


async def gone(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A button that was used already, or is too old; of a sheet that is being filled in the open question again."""
    if turn.state.form and not turn.state.form.get("paused"):
        return ask(await walk_of(turn, services), turn, Phrase("button-gone-on"))
    return _say(Phrase("button-gone"))


async def not_yours(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Somebody else's button in a room."""
    return _say(Phrase("button-not-yours"))


async def stop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Leave what was being planned; nothing was created."""
    if turn.state.draft:
        return _say(Phrase("draft-dropped"), state=replace(turn.state, draft=None, open=()))
    undo = (Choice(Phrase("undo"), Intent("undo")),) if turn.state.undo else ()
    return _say(Phrase("nothing-to-stop"), choices=undo)


async def nothing_open(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A yes or a no to nothing: said so, with what one may do. In a room it was likely meant for another thread; else
    perhaps for the one invitation that waits for an answer, and that is asked."""
    if turn.room:
        return _say(Phrase("nothing-open-here"))
    asked = await unanswered(turn, services)
    if asked:
        yes, no, instead = coming_choices(asked)
        choices = (replace(yes, answers="yes"), replace(no, answers="no"), instead)
        return _say(Phrase("nothing-open-but", {"meeting": asked.words}), choices=choices)
    return _say(Phrase("nothing-open"), choices=(*_pressing(EXAMPLES), _ALL))


async def language(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Speak the language that is named; which one, where none or several are."""
    named = languages_in(turn.text.text)
    if len(named) == 1 and not says("none_of_it", turn.text.text, turn.language):
        return await language_set(Intent("language.set", {"language": named[0]}), turn, services)
    choices = tuple(
        Choice(Phrase("own", {"text": name}), Intent("language.set", {"language": code}))
        for code, name in LANGUAGE_NAMES.items()
    )
    return _say(Phrase("which-language"), choices=choices)


async def language_set(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Speak that language from now on."""
    chosen = str(intent.slots["language"])

    async def write(scope: Scope) -> None:
        await set_language(scope, turn.member, chosen)

    return Outcome((Reply((Phrase(f"language-set-{chosen}"),)),), None, (write,))


async def figures(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """How often what was asked in this cell; nobody is counted."""
    async with services.store.reading(turn.member.cell_id) as scope:
        asked = await counts(scope)
    total = sum(asked.values())
    unknown = asked.get("unknown", 0)
    top = sorted((n, s) for s, n in asked.items() if s.startswith("entry:"))[::-1][:3]
    lines = [
        Phrase("figures-line", {"count": number, "subject": _question(subject, services)})
        for number, subject in top
    ]
    return _say(Phrase("figures", {"total": total, "unknown": unknown}), *lines)


def _question(subject: str, services: Services) -> str:
    entry = services.library.entries.get(subject.removeprefix("entry:"))
    return entry.blocks["nl"].question if entry else subject


def _say(*paragraphs: Phrase, choices: tuple[Choice, ...] = (), state: State | None = None) -> Outcome:
    return Outcome((Reply(paragraphs, choices=choices),), state)

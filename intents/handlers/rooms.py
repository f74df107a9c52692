"""Rooms: a coordinator says whose a room is. Before that it gets general answers only; other cells get none."""

from dataclasses import replace

from intents.handlers.meetings.saying.cues import says
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Ground, Handler, Services, Turn
from storage.records import Conversation
from storage.store import Scope
from storage.store.people import cell_name
from storage.store.places.rooms import bind, find_room, refuse, release

_GENERAL = frozenset(
    {
        "faq",
        "glossary",
        "faq.entry",
        "faq.more",
        "faq.about",
        "faq.region",
        "faq.audience",
        "region",
        "region.set",
        "unsure",
        "help",
        "greet",
        "thanks",
        "empty",
        "stop",
        "nothing-open",
    }
    | {"language", "language.set", "privacy.show", "room.bind", "room.refuse", "room.release"}
    | {"account.link", "account.show", "account.unlink", "account.erase"}
    | {"helpdesk.ask", "helpdesk.text", "helpdesk.rephrase", "helpdesk.send", "helpdesk.drop"}
)
"""What may be asked where nobody knows whose the room is: nothing of it shows or changes anything of a cell."""

_ALWAYS = frozenset({"choice.gone", "choice.not-yours"})


async def ground_of(scope: Scope, place: Conversation) -> tuple[Ground, bool]:
    """Whose a place is, and whether the cell's coordinator said that it is not the cell's."""
    if not place.room:
        return "cell", False
    room = await find_room(scope, place.channel, place.room)
    if room is None or not room.bound:
        return "nobody", room is not None and room.cell_id == scope.cell_id
    return ("cell" if room.cell_id == scope.cell_id else "others"), False


def in_room(intent: Intent, turn: Turn) -> Intent:
    """`intent`, or that it cannot be had in this room."""
    if turn.ground == "cell" or intent.name in _ALWAYS:
        return intent
    if turn.ground == "others":
        return Intent("room.others")
    return intent if intent.name in _GENERAL else Intent("room.nobody")


async def with_question(outcome: Outcome, turn: Turn, services: Services) -> Outcome:
    """Under a general answer in a room that is nobody's yet: a coordinator is asked whose it is, once a thread."""
    state = outcome.state or turn.state
    asked = state.room_asked or turn.refused or any(reply.audience == "only_you" for reply in outcome.replies)
    if turn.ground != "nobody" or turn.member.role != "coordinator" or turn.quick or asked:
        return outcome
    question = await _question(turn, services)
    return replace(outcome, replies=(*outcome.replies, question), state=replace(state, room_asked=True))


async def nobody(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Something of a cell is wanted in a room that is nobody's yet."""
    if turn.member.role != "coordinator":
        return _say(Phrase("room-nobody"), Phrase("room-coordinator-must"))
    question = await _question(turn, services, Phrase("room-nobody"))
    return Outcome((question,), replace(turn.state, room_asked=True))


async def others(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Somebody of another cell speaks in a room."""
    return _say(Phrase("room-others"))


async def bind_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """room.bind: the button Ja binds the room; as words it asks first, or lets the room go."""
    if not intent.slots.get("sure") and says("releases", turn.text.text, turn.language):
        return await release_(intent, turn, services)
    if not turn.room:
        return _say(Phrase("room-say-it-there"))
    if turn.ground == "cell":
        return _say(Phrase("room-bound-already", {"cell": await _cell(turn, services)}))
    if turn.member.role != "coordinator":
        return _say(Phrase("room-coordinator-must"))
    if not intent.slots.get("sure"):
        return Outcome((await _question(turn, services),), replace(turn.state, room_asked=True))

    async def write(scope: Scope) -> None:
        await bind(scope, turn.conversation, turn.member.id, turn.now)

    words = Phrase("room-bound", {"cell": await _cell(turn, services)})
    return replace(_say(words, audience="room"), writes=(write,))


async def refuse_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """room.refuse: the room is not the cell's."""

    async def write(scope: Scope) -> None:
        await refuse(scope, turn.conversation)

    writes = (write,) if turn.ground == "nobody" and turn.member.role == "coordinator" else ()
    return replace(_say(Phrase("room-not-bound")), writes=writes)


async def release_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """room.release: the room is the cell's no more."""
    if not turn.room:
        return _say(Phrase("room-say-it-there"))
    if turn.ground != "cell":
        return _say(Phrase("room-is-nobodys"))
    if turn.member.role != "coordinator":
        return _say(Phrase("room-coordinator-releases"))

    async def write(scope: Scope) -> None:
        await release(scope, turn.conversation)

    again = Choice(Phrase("room-bind-again"), Intent("room.bind", {"sure": True}))
    return replace(_say(Phrase("room-released"), choices=(again,), audience="room"), writes=(write,))


async def _question(turn: Turn, services: Services, *before: Phrase) -> Reply:
    words = Phrase("room-whose", {"cell": await _cell(turn, services)})
    yes = Choice(Phrase("room-yes"), Intent("room.bind", {"sure": True}), "yes")
    no = Choice(Phrase("room-no"), Intent("room.refuse"), "no")
    return Reply((*before, words), "ask", (yes, no), audience="only_you")


async def _cell(turn: Turn, services: Services) -> str:
    async with services.store.reading(turn.member.cell_id) as scope:
        return await cell_name(scope)


def _say(*paragraphs: Phrase, choices: tuple[Choice, ...] = (), audience: Audience = "only_you") -> Outcome:
    return Outcome((Reply(paragraphs, choices=choices, audience=audience),))


HANDLERS: dict[str, Handler] = {
    "room.nobody": nobody,
    "room.others": others,
    "room.bind": bind_,
    "room.refuse": refuse_,
    "room.release": release_,
}

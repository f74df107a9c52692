"""Where the asker is: named in the question, said in this conversation, or known of the cell; else asked once."""

from dataclasses import replace

from intents.handlers.answers.replying import hint, story
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from knowledge.heads.regions import REGIONS, region_named
from knowledge.heads.telling import Asked, tell
from knowledge.library import Entry
from storage.store import Scope
from storage.store.people import keep_region, region_of


async def asked_of(turn: Turn, services: Services, region: str | None = None) -> Asked:
    """The question with what is known around it. `region`: the one that is meant, where that is known already."""
    here = region or region_named(turn.text.text, turn.language) or await home(turn, services)
    return Asked(turn.text.text, turn.language, here, turn.local.date())


async def home(turn: Turn, services: Services) -> str | None:
    """The region of this conversation or of the cell; None where nobody said."""
    if turn.state.region:
        return turn.state.region
    async with services.store.reading(turn.member.cell_id) as scope:
        return await region_of(scope)


def region_question(entries: tuple[Entry, ...], turn: Turn) -> Outcome:
    """The answer differs by region: where is the asker? The buttons carry the entries, no word of the question."""
    ids = [entry.id for entry in entries]
    words = Phrase("which-region-cell" if _speaks_for_cell(turn) else "which-region")
    audience: Audience | None = "only_you" if turn.room else None
    reply = Reply((*hint(turn), words), "ask", _regions({"entries": ids}), audience=audience)
    return Outcome((reply,), replace(turn.state, topic=ids[0]))


async def change_region(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """region: which one it is now, and a choice. Words that name one are taken at once."""
    if named := intent.slots.get("region"):
        return await set_region(Intent("region.set", {"region": named}), turn, services)
    known = await home(turn, services)
    words = (
        Phrase("region-now", {"region": Phrase(f"region-name-{known}")})
        if known
        else Phrase("region-unknown")
    )
    return Outcome((Reply((words,), "ask", _regions({})),))


async def set_region(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """region.set: kept for the cell where its coordinator says it, else for this conversation; then the answer."""
    region = str(intent.slots["region"])
    if region not in REGIONS:
        return Outcome((Reply((Phrase("button-gone"),)),))
    for_cell = _speaks_for_cell(turn)
    said = Phrase(
        "region-kept-cell" if for_cell else "region-kept", {"region": Phrase(f"region-name-{region}")}
    )
    state = replace(turn.state, region=None if for_cell else region)
    writes = (_kept(region),) if for_cell else ()
    waiting = map(str, intent.slots.get("entries", ()))
    entries = tuple(services.library.entries[one] for one in waiting if one in services.library.entries)
    if not entries:
        return Outcome((Reply((said,)),), state, writes)
    asked = await asked_of(turn, services, region)
    turn = replace(turn, state=state)
    outcome = story(tell(services.library, entries, asked), asked, turn, services)
    first = replace(outcome.replies[0], paragraphs=(said, *outcome.replies[0].paragraphs))
    return replace(outcome, replies=(first,), writes=(*outcome.writes, *writes))


def _kept(region: str) -> Write:
    async def write(scope: Scope) -> None:
        await keep_region(scope, region)

    return write


def _speaks_for_cell(turn: Turn) -> bool:
    """Only its coordinator says where a cell is, and not in a room that is not the cell's."""
    return turn.member.role == "coordinator" and turn.ground == "cell"


def _regions(slots: dict[str, object]) -> tuple[Choice, ...]:
    return tuple(
        Choice(Phrase(f"region-{region}"), Intent("region.set", {"region": region, **slots}))
        for region in REGIONS
    )

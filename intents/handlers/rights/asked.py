"""Questions about Spil and data (`intents/data/privacy.yaml`): answered from what Spil does, with the way to see it."""

from collections.abc import Mapping
from itertools import groupby

from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, on_a_platform
from storage.store.upkeep.retention import days_of

TOPICS = ("models", "drafts", "processor", "periods", "place", "discussed", "readers", "safety")
"""What one asks of Spil: phrases `privacy-<topic>`, intents `privacy.<topic>`."""
_TOLD = ("reminders", "dialogues", "meetings", "polls", "questions", "cases", "audit")
"""The rules of retention that are told in a conversation; the page for the officer has all of them."""
_YEAR = 365


def periods(services: Services) -> tuple[Phrase, ...]:
    """How long what is kept, a line a period, by the rules of this installation."""
    days = days_of(services.folder)
    lines = groupby(sorted(_TOLD, key=lambda rule: (days[rule], _TOLD.index(rule))), key=days.__getitem__)
    return tuple(
        Phrase("kept-line", {"span": _span(span), "what": [Phrase("kept-rule", {"rule": r}) for r in rules]})
        for span, rules in lines
    )


def officer_link(turn: Turn) -> tuple[Choice, ...]:
    """For a coordinator: the link to the page with everything, and the drafts."""
    if turn.member.role != "coordinator":
        return ()
    return (Choice(Phrase("rights-officer"), Intent("privacy.officer", {"keep": True})),)


async def asked(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """privacy.<topic>: that first; then who sees or gives the page."""
    topic = intent.name.partition(".")[2]
    words = [Phrase(f"privacy-{topic}", await _facts(topic, services))]
    if topic == "periods":
        words += [*periods(services), Phrase("privacy-periods-proved")]
    if topic in ("place", "models", "readers") and on_a_platform(turn):
        words.append(Phrase("privacy-platform"))
    if turn.member.role != "coordinator":
        words.append(Phrase("privacy-ask-coordinator"))
    mine = Choice(Phrase("example-privacy"), Intent("privacy.show", {"keep": True}))
    return Outcome((Reply(tuple(words), choices=(*officer_link(turn), mine)),))


async def _facts(topic: str, services: Services) -> Mapping[str, object]:
    return {"server": "yes" if services.store.on_server else "no"} if topic == "place" else {}


def _span(days: int) -> Phrase:
    whole = days >= _YEAR and days % _YEAR == 0
    return Phrase("span-years" if whole else "span-days", {"count": days // _YEAR if whole else days})


HANDLERS: dict[str, Handler] = {f"privacy.{topic}": asked for topic in TOPICS}

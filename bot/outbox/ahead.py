"""Reminders that are claimed and worded, and wait for one of the places on the way.

Wording many together takes much less than wording those of each round, and what is only claimed is in doubt for nobody
after a kill. Each is begun in a transaction before it is handed over; what changed meanwhile (its meeting moved) is no
longer there to begin.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.records import Conversation, Delivery
from storage.store import Everywhere
from storage.store.deliveries import begin, give_back


@dataclass(frozen=True, slots=True)
class Ready:
    """What can go. `words`: its payload, or a code for why it is not sent any more; None: worded when it is sent."""

    delivery: Delivery
    place: Conversation
    words: Mapping[str, Any] | str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What goes now and what is held for later. `full`: whether more may be due."""

    taken: Sequence[Ready] = ()
    ahead: Sequence[Ready] = ()
    full: bool = True


async def begin_ahead(
    everywhere: Everywhere, ahead: Sequence[Ready], busy: Collection[str], owner: str, room: int
) -> Step:
    """Begin at most `room` of `ahead`, each the first of a conversation that is not `busy`. Where none of it can go it
    is given back: something else may be able to."""
    chosen, kept, seen = list[Ready](), list[Ready](), set(busy)
    for ready in ahead:
        free = ready.place.id not in seen and len(chosen) < room
        (chosen if free else kept).append(ready)
        seen.add(ready.place.id)
    begun = await begin(everywhere, [ready.delivery for ready in chosen], owner)
    if begun:
        return Step([ready for ready in chosen if ready.delivery.key in begun], kept)
    await give_back(everywhere, [ready.delivery for ready in kept], owner)
    return Step()

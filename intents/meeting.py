"""A meeting sentence → its slots, in the conventions that the preview echoes and `spil understand` shows."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from intents.dates.engine import grammar
from intents.dates.values import Amounts, Length
from intents.sentence.denied import denied
from intents.sentence.nouns import read_nouns
from intents.sentence.schedule import schedule
from intents.sentence.walk import read_said
from intents.sentence.words import Words


@dataclass(frozen=True, slots=True)
class MeetingSlots:
    """What a sentence said about a meeting; None or empty where nothing was said.

    `start`, `end`: local wall clock (Europe/Brussels) as ISO text, a date only where no clock was said. `duration`:
    minutes. `rrule` without prefix. `exdate`: local dates. `reminders`: ISO 8601 durations before the start.
    `problems`: "no-such-date", "no-such-time", "end-before-start", "past", "other-weekday".

    Not part of the row: `moved_from`, the moment that a meeting is moved from ('van 6 mei naar …'); `shift`, how far
    it is moved, signed ISO 8601 ('-P1D'), already in `start` where the sentence names the old day; `day_said`, False
    where `start` is only the next such hour.
    """

    kind: str | None = None
    start: str | None = None
    end: str | None = None
    duration: int | None = None
    rrule: str | None = None
    exdate: tuple[str, ...] | None = None
    place: str | None = None
    online: bool = False
    people: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    when_text: str | None = None
    problems: tuple[str, ...] = ()
    moved_from: str | None = None
    shift: str | None = None
    day_said: bool = False

    def row(self) -> dict[str, Any]:
        """The slots as `spil understand` writes them."""
        row = asdict(self)
        for name in ("problems", "moved_from", "shift", "day_said"):
            del row[name]
        return row | {
            "exdate": list(self.exdate) if self.exdate else None,
            "people": list(self.people),
            "reminders": list(self.reminders),
        }


def read_meeting(text: str, language: str, reference: datetime) -> MeetingSlots:
    """Read a sentence; `reference` is now as naive local wall clock. Never fails on any text."""
    language_grammar = grammar(language)
    items = language_grammar.parse(text, reference, meeting=True)
    taken_back = denied(items, reference)
    said = read_said(items, taken_back)
    when = schedule(said, reference)
    nouns = read_nouns(Words(text, items, language_grammar.lexicon), taken_back)
    return MeetingSlots(
        kind=nouns.kind,
        start=when.start,
        end=when.end,
        duration=round(said.duration.seconds / 60) if said.duration else None,
        rrule=when.rrule,
        exdate=when.exdate,
        place=nouns.place,
        online=nouns.online,
        people=tuple(nouns.people),
        reminders=_offsets(said.reminders),
        when_text=_joined(text, said.spans),
        problems=when.problems,
        moved_from=when.moved_from,
        shift=_shift(said.shift) if said.shift else None,
        day_said=when.day_said,
    )


def _offsets(amounts: Amounts) -> tuple[str, ...]:
    """One ISO 8601 duration for each amount, in the unit said."""
    return tuple(dict.fromkeys(_duration(amount, unit) for amount, unit in amounts))


def _shift(shift: tuple[Length, int]) -> str:
    """A length and its sign as one ISO 8601 duration."""
    length, sign = shift
    whole = "".join(_duration(amount, unit)[1:] for amount, unit in length.amounts)
    return ("-" if sign < 0 else "") + "P" + whole


def _duration(amount: float, unit: str) -> str:
    if unit in ("minute", "hour", "second"):
        return f"PT{amount:g}{unit[0].upper()}"
    letters = {"day": "D", "workday": "D", "week": "W", "month": "M", "year": "Y"}
    return f"P{amount:g}{letters.get(unit, 'D')}"


def _joined(text: str, spans: list[tuple[int, int]]) -> str | None:
    """The words that say when; neighbours run on, others are joined by ' … '."""
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if pieces and not text[pieces[-1][1] : start].strip(" ,"):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return " … ".join(text[start:end] for start, end in pieces) or None

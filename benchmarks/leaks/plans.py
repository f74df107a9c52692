"""What is said in one dialogue: where its identifiers stand, and an answer for every question, on every channel."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from bot.phrases import phrases
from intents.form import load_form
from intents.model import Phrase

LEAVE_OUT, IS_NO_NAME = "Laat dat weg en bewaar de rest", "Nee, zo laten"
ANEW = ("Ja, ik herschrijf het", "Herschrijf", "Nee, er zijn er meer")
START = "start een terugkoppelingsfiche"
OPEN = "Overslaan"
AGREES = "akkoord dat precies"
CLEAN: Mapping[str, str] = {
    "welke kant": "Van de LIVC-R naar de LTF",
    "deelnemers het eens": "Ja, iedereen",
    "over een persoon": "Een persoon",
    "information officer erbij": "Zit mee aan tafel",
    "welke referentie": "Nieuwe referentie maken",
    "stad of gemeente": "Mechelen",
    "welke politiezone": OPEN,
    "op welke dag": "3 en 10 februari 2026",
    "zonder antwoord vraag ik ze allemaal": OPEN,
    "vakken vullen jullie": OPEN,
    "psychiater of psycholoog een": "Nee",
    "welke fase": "Traject loopt",
    "bestaat het traject": OPEN,
    "positiefs of neutraals": "Niets meer",
    "wie neemt er echt deel": "Information Officer, CLB, straathoekwerk",
    "klopt alles": "Ja, dit klopt",
    AGREES: "Akkoord",
}
"""Answers without anything in them, by words of the question."""
LINES = ("stad of gemeente", "welke politiezone", "op welke dag", "wie neemt er echt deel")
"""Questions whose answer is kept while the sheet is being filled in."""
# The boxes that are always asked; three others open by what was answered before.
_BOXES = tuple(
    phrases("nl").text(Phrase(f"sheet-{box.id}-name")).casefold()
    for box in load_form("sheet").fields
    if box.volatile and not box.extends and box.id not in ("psychological", "history", "closing")
)
_BESIDE = 0.3
"""So often somebody says of an unknown word that it is no name, though it is one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One dialogue: `asked` outside the sheet; by words of their question what goes into boxes, and into a line."""

    asked: str
    boxes: Mapping[str, str]
    lines: Mapping[str, str]
    disagrees: bool
    planted: tuple[str, ...]
    in_boxes: tuple[str, ...]


def plan(found: Iterator[tuple[str, str]], rng: Random, disagrees: bool) -> Plan:
    """A dialogue with the next five identifiers: three in boxes, one in a line, one in a question."""
    five = [next(found) for _ in range(5)]
    rng.shuffle(five)
    (asked, question), (line, _), *rest = five
    return Plan(
        asked=f"mag ik dit delen op de livc? {question}",
        boxes=dict(zip(rng.sample(_BOXES, 3), (sentence for _, sentence in rest), strict=True)),
        lines={rng.choice(LINES): line},
        disagrees=disagrees,
        planted=(asked, line, *(planted for planted, _ in rest)),
        in_boxes=tuple(planted for planted, _ in rest),
    )


@dataclass(slots=True)
class Answers:
    """Answers the questions of a dialogue, by their words: first with what is planted there, then without."""

    plan: Plan
    rng: Random
    left: dict[str, str] = field(init=False)
    asked: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.left = {**self.plan.boxes, **self.plan.lines}

    def to(self, question: str) -> str:
        """The answer to what is asked last in this text; where nothing is, to what was asked before."""
        self.asked = asked_in(question) or self.asked
        if self.plan.disagrees and self.asked == AGREES:
            return "Niet akkoord"
        return self.left.pop(self.asked, CLEAN.get(self.asked, OPEN))

    def everything(self) -> dict[str, str]:
        """All answers at once, with everything that is planted, by words of their questions."""
        given, self.left = {**CLEAN, **self.left}, {}
        return given | ({AGREES: "Niet akkoord"} if self.plan.disagrees else {})

    def again(self, answer: str) -> None:
        """That answer did not arrive."""
        planned = {**self.plan.boxes, **self.plan.lines}
        self.left |= {words: text for words, text in planned.items() if text == answer}

    def kept(self, labels: Collection[str]) -> str | None:
        """Which of these buttons keeps an answer that was asked back for; None: it is written anew."""
        if LEAVE_OUT in labels and self.rng.random() < 1 - _BESIDE:
            return LEAVE_OUT
        return IS_NO_NAME if IS_NO_NAME in labels and self.rng.random() < _BESIDE else None

    def way(self, labels: Collection[str]) -> str | None:
        """Which of these buttons to press about an answer that was asked back for, where there is one."""
        return self.kept(labels) or next((label for label in ANEW if label in labels), None)


def asked_in(text: str) -> str:
    """By which words the question is known that stands last in a text; '' where there is none."""
    low = re.sub(r"\s+", " ", text).casefold()
    places = {low.rfind(words): words for words in (*CLEAN, *_BOXES)}
    return places[max(places)] if max(places) >= 0 else ""

"""Rows of a set, and how they are parted into what is learned from and what is asked."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intents.learning.examples import Example
from intents.learning.measuring import OUT_OF_SCOPE

FOLDS = 5
Parts = Iterator[tuple[list[Example], list[Example]]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences, and what keeps some of them together (the sentence itself where the set says nothing)."""

    examples: list[Example]
    groups: list[str]

    @classmethod
    def read(cls, path: Path) -> "Rows":
        """Read one file."""
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        examples = [
            Example(row["text"], None if row["intent"] == OUT_OF_SCOPE else row["intent"]) for row in found
        ]
        return cls(examples, [row.get("group", row["text"]) for row in found])

    def folds(self) -> Parts:
        """Each sentence is asked once, by an engine that has learned from no other of its group. Every fold holds its
        share of each intent; an intent of one group is learned and never asked: nobody could know it."""
        fold = self._dealt()
        for asked in range(FOLDS):
            both = [
                (row, fold.get(group) == asked) for row, group in zip(self.examples, self.groups, strict=True)
            ]
            yield [row for row, out in both if not out], [row for row, out in both if out]

    def _dealt(self) -> dict[str, int]:
        """The fold of each group."""
        of: dict[str, set[str]] = {}
        for row, group in zip(self.examples, self.groups, strict=True):
            of.setdefault(row.intent or OUT_OF_SCOPE, set()).add(group)
        chance = random.Random(0)  # noqa: S311 - a repeatable draw, no secret
        fold: dict[str, int] = {}
        for names in (sorted(names) for names in of.values() if len(names) > 1):
            chance.shuffle(names)
            start = chance.randrange(FOLDS)
            fold |= {name: (start + at) % FOLDS for at, name in enumerate(names)}
        return fold


def parts(said: str) -> Parts:
    """Of `TRAIN:TEST` that one pair; of one file its folds."""
    train, _, test = said.partition(":")
    learned = Rows.read(Path(train))
    return iter([(learned.examples, Rows.read(Path(test)).examples)]) if test else learned.folds()

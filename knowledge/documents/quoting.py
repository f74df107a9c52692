"""Which sentences of a passage answer a question, and how sure that is: separate from ranking, as for the entries.

A logistic regression over numbers that mean the same in every language; its coefficients are data
(`quoting.json`, written by `python -m knowledge.documents.learning.fit`).
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.documents.index import Asked, PassageIndex, Ranked
from knowledge.documents.nearness import COMPARED, closer
from knowledge.documents.passages import sentences
from knowledge.documents.table import Floats
from knowledge.documents.terms import tokens_of

FILE = Path(__file__).parent / "quoting.json"
NAMES = ("gap", "spread", "letters", "said", "opens", "long")
QUOTE = 420
"""Characters that a quotation has at most, unless one sentence is longer."""
NEAR = 0.6
"""Share of letter groups from which two words are taken for forms of one."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that stand together, and the share of the question, by rarity, that they say. `opens`: the passage
    begins with them."""

    text: str
    share: float
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Least:
    """What a quotation must have: certainty, the share of the question by rarity that its sentences say, and how
    rare each word of the question must be (1: no passage holds it)."""

    certainty: float
    share: float
    rarity: float = 0.0


USUALLY, TWO_WORDS = Least(0.7, 0.4), Least(0.8, 0.7, 0.3)
"""Of two words a passage easily has both by chance, so both must be rather rare; one word asks nothing that can be
quoted. The certainty that is asked for is the least, in steps of 0.05, at which nine in ten of all quotations are right
over public sets with a third of their documents gone, each by what was fitted on the others. The questions of
`background/nl/gaps-*.txt`, which five public documents do not answer, had no part in the fit; they were looked at when
shares and rarity were chosen."""


def answers(index: PassageIndex, asked: Asked, said: Window, certainty: float) -> bool:
    """Whether sentences may be quoted as an answer."""
    if len(asked.tokens) < 2:
        return False
    least = TWO_WORDS if len(asked.tokens) == 2 else USUALLY
    rare = float(asked.rarity.min()) >= least.rarity * index.rarity(0)
    return rare and certainty >= least.certainty and said.share >= least.share


def features(index: PassageIndex, asked: Asked, ranked: Ranked, said: Window) -> Floats:
    """What a question and the best passage say about each other, in the order of `NAMES`.

    How far the best one is in front, and how far those that come first differ; how much of the question's letter groups
    it says in all, and of its rare words in one place; whether it begins with that, as an answer does; and how long
    that place is: strewn words are no answer.
    """
    scores = np.array(ranked.scores)
    row = (
        scores[0] - scores[1:].max(initial=0.0),
        scores.std() / max(scores.mean(), 1e-6),
        ranked.letters[0],
        said.share * float(asked.rarity.sum()) / index.rarity(0),
        said.share * said.opens,
        math.log(1 + len(said.text)),
    )
    return np.array(row, np.float32)


def window(index: PassageIndex, asked: Asked, text: str) -> Window:
    """The run of sentences of a passage that says most of a question; the shorter one where two say as much."""
    parts = sentences(text)
    near = [_forms(index, asked, number) for number in range(len(asked.tokens))]
    nothing = np.zeros(len(asked.tokens), np.float32)  # Another's question answers none.
    said = [
        nothing if part.rstrip("\"'”’ ").endswith("?") else _held(index.language, part, near)
        for part in parts
    ]
    whole = max(float(asked.rarity.sum()), 1e-6)
    best, chosen = (-1.0, 0), (0, 1)
    for start in range(len(parts)):
        held, length = nothing, 0
        for end in range(start + 1, len(parts) + 1):
            held, length = np.maximum(held, said[end - 1]), length + len(parts[end - 1])
            if end > start + 1 and length > QUOTE:
                break
            share = round(float(held @ asked.rarity) / whole, 3)
            if (share, start - end) > best:
                best, chosen = (share, start - end), (start, end)
    start, end = chosen
    return Window(" ".join(parts[start:end]), best[0], start == 0) if best[0] > 0 else Window("", 0.0)


def _forms(index: PassageIndex, asked: Asked, number: int) -> dict[str, float]:
    """The words of the passages that are forms of a word of the question, and how alike they are: they have its stem,
    or they are spelt like it and begin alike, or one is a part of the other. West and Oost-Vlaanderen are alike, and
    not forms of one word."""
    token, stem, (words, likeness) = asked.tokens[number], asked.stems[number], asked.alike[number]
    spelt = (
        (index.vocabulary.spelling(word), alike)
        for word, alike in zip(words.tolist(), likeness.tolist(), strict=True)
        if alike >= NEAR
    )
    forms = {word: alike for word, alike in spelt if word[0] == token[0] or word in token or token in word}
    return forms | (dict.fromkeys(index.same(stem), 1.0) if stem is not None else {})


def _held(language: str, part: str, near: Sequence[Mapping[str, float]]) -> Floats:
    """How much a sentence says each word of a question: wholly by its stem, in part by a form that is like it."""
    words = set(tokens_of(part, language))
    return np.array(
        [max((forms[word] for word in words & forms.keys()), default=0.0) for forms in near], np.float32
    )


@dataclass(frozen=True)
class Certainty:
    """Features → probability that the best passage answers."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    @classmethod
    def load(cls, path: Path = FILE) -> "Certainty":
        """Read the coefficients. Raises `ValueError` when they were fitted for other features than these."""
        data = json.loads(path.read_text("utf-8"))
        if tuple(data["features"]) != NAMES:
            raise ValueError(
                f"{path.name} was fitted for other features; run: python -m knowledge.documents.learning.fit"
            )
        rows = np.array(list(data["features"].values()), np.float32)
        return cls(rows[:, 0], rows[:, 1], rows[:, 2], data["bias"])

    def save(self, path: Path = FILE) -> None:
        """Write the coefficients: mean, scale and weight of each feature."""
        columns: Sequence[Floats] = (self.mean, self.scale, self.weights)
        rows = {name: [round(float(column[n]), 4) for column in columns] for n, name in enumerate(NAMES)}
        data = {"features": rows, "bias": round(self.bias, 4)}
        path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")

    def of(self, values: Floats) -> float:
        """The probability, 0 to 1."""
        logit = float(((values - self.mean) / self.scale) @ self.weights) + self.bias
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class Considered:
    """A question with the passages that come nearest, and what the best one says to it. `answered`: it may be quoted
    as an answer."""

    ranked: Ranked
    said: Window
    certainty: float
    answered: bool


def nearest(index: PassageIndex, asked: Asked, text_of: Callable[[int], str]) -> tuple[Ranked, Window] | None:
    """The passages in the order in which they answer, and what the first one says; None where there are none.

    `text_of` gives the text of a passage by its place; it is asked for the first few only.
    """
    ranked = index.rank(asked)
    if not ranked.places:
        return None
    texts = {place: text_of(place) for place in ranked.places[:COMPARED]}
    ranked = closer(index, asked, ranked, list(texts.values()))
    return ranked, window(index, asked, texts[ranked.places[0]])


def consider(
    index: PassageIndex, question: str, text_of: Callable[[int], str], certainty: Certainty
) -> Considered | None:
    """Look for what answers a question; None where no passage has anything in common with it. `text_of` gives the text
    of a passage by its place."""
    asked = index.ask(question)
    found = nearest(index, asked, text_of)
    if found is None:
        return None
    ranked, said = found
    sure = certainty.of(features(index, asked, ranked, said))
    return Considered(ranked, said, sure, answers(index, asked, said, sure))

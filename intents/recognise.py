"""What a person wants: text -> intent, how sure, and which words decided.

Three zones: sure enough to act; unsure, so ask with at most three choices; nothing of ours, so decline.
Trained in-process from the shipped sentences (`learning/examples`), the weights cached by content hash.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from intents.learning import examples
from intents.learning.certainty import Certainty, signs
from intents.learning.classifier import Classifier, fit, ranked
from intents.learning.concepts import Concepts
from intents.learning.weights import read, write

CHOICES = 3


@dataclass(frozen=True, slots=True)
class Recognition:
    """The outcome: `choices` holds what to ask (empty when declined), `words` the words that decided."""

    intent: str | None
    confidence: float
    decision: Literal["act", "ask", "decline"]
    choices: tuple[str, ...]
    words: tuple[str, ...]


class Recogniser:
    """A trained recogniser. It never changes after loading, but for what it remembers to be faster."""

    def __init__(self, classifier: Classifier, certainty: Certainty) -> None:
        self._classifier = classifier
        self._certainty = certainty

    @classmethod
    def load(cls, cache: Path | None = None) -> "Recogniser":
        """The recogniser of the shipped sentences; the same one again while they stay the same.

        `cache` is a folder for its weights, made where missing; a cache that cannot be read or written costs
        the training again, never the answer.
        """
        code = sorted(Path(examples.__file__).parent.glob("*.py"))
        key = examples.content_hash([*examples.files(), examples.DATA / "certainty.yaml", *code])
        return _loaded(key, cache)

    def recognise(self, text: str, language: str | None = None) -> Recognition:
        """Read a text. `language` may be left out: one model reads all four."""
        sentence = self._classifier.read(text)
        if not any(word.key != "?" for word in sentence.words):
            return Recognition(None, 0.0, "decline", (), ())
        scores = self._classifier.scores(sentence)
        found = signs(self._classifier, sentence, scores)
        right, ours = self._certainty.right.probability(found), self._certainty.ours.probability(found)
        order = ranked(scores)[:CHOICES].tolist()
        choices = tuple(self._classifier.labels[at] for at in order)
        words = self._classifier.deciding(sentence, order[0])
        if right >= self._certainty.act:
            return Recognition(choices[0], right, "act", choices[:1], words)
        if ours >= self._certainty.ask:
            return Recognition(choices[0], right, "ask", choices, words)
        return Recognition(None, right, "decline", (), ())


@lru_cache(maxsize=4)
def _loaded(key: str, cache: Path | None) -> Recogniser:
    concepts = Concepts.read(examples.DATA / "concepts.yaml")
    certainty = Certainty.read(examples.DATA / "certainty.yaml")
    kept = read(cache, key, concepts) if cache else None
    if kept is not None:
        return Recogniser(kept, certainty)
    trained = _trained(key)
    if cache:
        write(cache, key, trained)
    return Recogniser(trained, certainty)


@lru_cache(maxsize=1)
def _trained(key: str) -> Classifier:
    """Trained once in a process for what the shipped files hold (`key`)."""
    sentences = examples.load()
    concepts = Concepts.read(examples.DATA / "concepts.yaml")
    return fit([one.text for one in sentences], [one.intent for one in sentences], concepts)

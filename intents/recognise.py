"""What a person wants: text -> intent, how sure, and which words decided.

Three zones: sure enough to act; unsure, so ask with at most three choices; nothing of ours, so decline.
Trained in-process from the shipped sentences (`examples`), with the weights cached by content hash.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from intents.learning import examples
from intents.learning.classifier import Classifier, blocks
from intents.learning.weights import read, write

_ACT = 0.6
_ASK = 0.3
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
    """A trained recogniser; safe to share, it never changes after loading."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    @classmethod
    def load(cls, cache: Path | None = None) -> "Recogniser":
        """The recogniser of the shipped sentences. `cache` is a folder for its weights, made where missing;
        a cache that cannot be read or written costs the training again, never the answer."""
        found = examples.files()
        key = examples.content_hash([*found, *sorted(Path(examples.__file__).parent.glob("*.py"))])
        kept = read(cache, key) if cache else None
        if kept is not None:
            return cls(kept)
        sentences = examples.load()
        trained = Classifier.fit([one.text for one in sentences], [one.intent for one in sentences])
        if cache:
            write(cache, key, trained)
        return cls(trained)

    def recognise(self, text: str, language: str | None = None) -> Recognition:
        """Read a text. `language` may be left out: one model reads all four."""
        sentence = blocks(text)
        if not any(word.key != "?" for word in sentence.words):
            return Recognition(None, 0.0, "decline", (), ())
        scores = self._classifier.scores(self._classifier.rows(sentence))
        order = scores.argsort()[::-1][:CHOICES]
        best = int(order[0])
        confidence = min(1.0, max(0.0, (float(scores[best]) + 1) / 1.6))
        words = self._classifier.deciding(sentence, best)
        labels = self._classifier.labels
        if confidence >= _ACT:
            return Recognition(labels[best], confidence, "act", (labels[best],), words)
        if confidence >= _ASK:
            return Recognition(labels[best], confidence, "ask", tuple(labels[int(at)] for at in order), words)
        return Recognition(None, confidence, "decline", (), ())

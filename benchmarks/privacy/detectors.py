"""One detector that reads texts on standard input; run by whichever Python has its packages, so it imports none of Spil
but in the line that makes Spil's.

    PYTHON detectors.py spil|deduce|presidio < TEXTS > FINDS

A JSON string a line in; out `{"spans": [[start, end], …], "ms": …}` a line, and last what it took to load and to hold.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator

Span = tuple[int, int]
Find = Callable[[str], list[Span]]


def spil() -> Find:
    """The gate as it is shipped, without a directory; what it would only ask about does not count."""
    from storage.privacy import Gate, Tier

    gate = Gate()

    def find(text: str) -> list[Span]:
        return [(found.start, found.end) for found in gate.screen(text).finds if found.tier is not Tier.ASK]

    return find


def deduce() -> Find:
    """All of deduce's tags, as it comes."""
    from deduce import Deduce  # type: ignore[import-not-found]  # of the peers' folder

    model = Deduce()

    def find(text: str) -> list[Span]:
        return [(int(one.start_char), int(one.end_char)) for one in model.deidentify(text).annotations]

    return find


def presidio() -> Find:
    """Presidio's own patterns for Dutch; a tokenizer stands where its language model would."""
    import spacy  # type: ignore[import-not-found]  # of the peers' folder
    from presidio_analyzer import (  # type: ignore[import-not-found]  # of the peers' folder
        AnalyzerEngine,
        RecognizerRegistry,
    )
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]  # of the peers' folder

    tokenizer = SpacyNlpEngine(models=[{"lang_code": "nl", "model_name": "blank"}])
    tokenizer.nlp = {"nl": spacy.blank("nl")}
    registry = RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=tokenizer, supported_languages=["nl"])

    def find(text: str) -> list[Span]:
        return [(one.start, one.end) for one in engine.analyze(text, language="nl")]

    return find


DETECTORS: dict[str, Callable[[], Find]] = {"spil": spil, "deduce": deduce, "presidio": presidio}


def answers(find: Find, texts: Iterator[str]) -> Iterator[dict[str, object]]:
    """The finds in each text and the processor's time they took, in milliseconds."""
    find("Jan Peeters belt 0470 12 34 56")  # What is set up with the first text is not its time.
    for text in texts:
        begin = time.process_time()
        spans = find(text)
        yield {"spans": spans, "ms": 1000 * (time.process_time() - begin)}


def main() -> None:
    begin = time.perf_counter()
    find = DETECTORS[sys.argv[1]]()
    loaded = time.perf_counter() - begin
    for answer in answers(find, map(json.loads, sys.stdin)):
        sys.stdout.write(json.dumps(answer) + "\n")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"load_seconds": round(loaded, 1), "mb": round(held)}) + "\n")


if __name__ == "__main__":
    main()

"""The reading process: `python -m knowledge.documents.reading KIND LIMITS`, the file on standard input, JSON out."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from knowledge.documents.reading import lockdown
from knowledge.documents.reading.links import plain_links, says_something
from knowledge.documents.reading.model import Block, Limits, Reading, Refused

READERS = {"pdf": "pdf", "docx": "word", "html": "web", "markdown": "plain", "text": "plain"}
_TOO_HEAVY = "needs more memory than reading a document may take; it may be a bomb"


def main() -> None:
    """Read what comes in; say what was read, or why not. Anything unforeseen is a refusal as well."""
    kind, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    module = import_module(f"knowledge.documents.reading.{READERS[kind]}")
    reader: Callable[[bytes, Limits], Reading] = getattr(module, f"read_{kind}")
    data = sys.stdin.buffer.read(limits.size + 1)
    lockdown.lock(limits)
    answer = _answer(reader, data, limits)
    if lockdown.attempts:
        answer = {"refused": "asks for something outside itself while it is read; such a file is not taken"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _answer(reader: Callable[[bytes, Limits], Reading], data: bytes, limits: Limits) -> dict[str, object]:
    try:
        reading = reader(data, limits)
        reading.blocks = list(_tidied(reading.blocks))
        _measure(reading, limits)
        return {"reading": reading.to_json()}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": _TOO_HEAVY}
    except RecursionError:
        return {"refused": "is nested too deeply"}
    except Exception as broken:  # A parser may fail on a broken file in any way.
        return {"refused": f"is damaged or not what its name says ({type(broken).__name__})"}


def _tidied(blocks: list[Block]) -> Iterator[Block]:
    """Blocks whose links are those that a reader would open; one of nothing but links is left out. A row of a table
    ends like a sentence, so that it can be quoted without the others."""
    for block in blocks:
        text = plain_links(block.text)
        if " | " in text and text[-1].isalnum():
            text += "."
        if says_something(text):
            yield replace(block, text=text)


_SMUGGLED = re.compile("[\u202d\u202e\U000e0000-\U000e007f]")
"""Characters that turn text around, or that no reader sees."""


_NO_WORD = re.compile(r"\S{5000}")


def _measure(reading: Reading, limits: Limits) -> None:
    if any(_SMUGGLED.search(block.text) for block in reading.blocks):
        reading.notice("hidden text")
    if any(_NO_WORD.search(block.text) for block in reading.blocks):
        raise Refused("holds a run of thousands of characters without a space, which no text has")
    if (reading.pages or 0) > limits.pages:
        raise Refused(f"has more than {limits.pages} pages; add it in parts")
    if sum(len(block.text) for block in reading.blocks) > limits.characters:
        raise Refused(f"holds more than {limits.characters:,} characters of text; add it in parts")


if __name__ == "__main__":
    main()

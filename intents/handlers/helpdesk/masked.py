"""What the gate took out of a text to or from the helpdesk, by kind, so that its writer can put it otherwise."""

import re

from intents.model import Phrase

_PLACEHOLDER = re.compile(r"\[(persoon|[a-z-]{4,20})(?: [A-Z]{1,3})?\]")


def kinds(text: str) -> list[Phrase]:
    """The kinds of what placeholders stand for in a masked text, each once and in their order."""
    found = dict.fromkeys(match.group(1) for match in _PLACEHOLDER.finditer(text))
    return [Phrase("masked-kind", {"kind": kind}) for kind in found]

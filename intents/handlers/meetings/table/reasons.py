"""Why a message about a meeting did not arrive, in words: what happened and what one can do about it."""

import re
from functools import cache
from importlib.resources import files

import yaml

from intents.model import Phrase


def why(state: str, code: str) -> Phrase | None:
    """The words for the `reason` of a delivery in that state ('failed', 'uncertain', 'skipped'). None where there is
    nothing to say; a code that is not known is shown as it is, for whoever runs Spil."""
    for kind, known in _known().get(state, {}).items():
        if code and known.fullmatch(code):
            return Phrase(f"why-{kind}")
    return Phrase("why-other", {"code": code}) if code and state == "failed" else None


@cache
def _known() -> dict[str, dict[str, re.Pattern[str]]]:
    data = yaml.safe_load(files("intents").joinpath("data/reasons.yaml").read_text("utf8"))
    return {
        state: {kind: re.compile("|".join(f"(?:{one})" for one in codes)) for kind, codes in kinds.items()}
        for state, kinds in data.items()
    }

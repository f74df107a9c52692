"""Whole messages that steer a dialogue: yes, no, skip, back, stop, show, done. The words are data."""

from functools import cache
from importlib.resources import files

import yaml


def command(text: str, language: str) -> str | None:
    """Which command `text` is, as a whole message; None where it says anything else."""
    return _words(language).get(_bare(text))


@cache
def _words(language: str) -> dict[str, str]:
    data = yaml.safe_load(files("intents").joinpath("data/commands.yaml").read_text("utf8"))
    return {_bare(word): name for name, words in data[language].items() for word in words}


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" .!?,;:").split())

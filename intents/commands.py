"""Whole messages that steer a dialogue: yes, no, skip, back, stop, show, done. The words are data."""

import re
from functools import cache
from importlib.resources import files

import yaml

_WORD = re.compile(r"[^\W\d_]{1,40}")


def command(text: str, language: str) -> str | None:
    """Which command `text` is, as a whole message; None where it says anything else."""
    return _words(language).get(_bare(text))


def languages_in(text: str) -> list[str]:
    """The codes of the languages that are named in `text`, in any of the four, each once."""
    spoken = _WORD.findall(text.casefold())
    return [code for code, names in _languages().items() if any(name in spoken for name in names)]


@cache
def _languages() -> dict[str, list[str]]:
    return dict(yaml.safe_load(files("intents").joinpath("data/languages.yaml").read_text("utf8")))


@cache
def _words(language: str) -> dict[str, str]:
    data = yaml.safe_load(files("intents").joinpath("data/commands.yaml").read_text("utf8"))
    return {_bare(word): name for name, words in data[language].items() for word in words}


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" .!?,;:").split())

"""The words of a document of ours, apart from its form: in Dutch, the language of the official models."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def words_of(document: str) -> Mapping[str, str]:
    """The words in `<document>.nl.yaml`."""
    return dict(yaml.safe_load(files("bot.documents").joinpath(f"{document}.nl.yaml").read_text("utf-8")))

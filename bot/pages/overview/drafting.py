"""Drafts for the data protection officer, as Markdown: their words are data, the facts are of this installation."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bot.pages.overview.facts import Facts

DRAFTS = {"register": "record.nl.txt", "effectbeoordeling": "impact.nl.txt"}
"""The record of processing and the impact assessment, by the name under which they are handed over."""


def draft(name: str, facts: Facts) -> str:
    """The draft called `name`, filled in. Raises `KeyError` for any other name."""
    return _template(DRAFTS[name]).render(facts=facts)


@cache
def _template(file: str) -> Template:
    text = files("bot.pages.overview").joinpath(file).read_text("utf-8")
    # Markdown, not HTML; what is filled in are counts, days and our own codes.
    plain = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - no HTML
    return plain.from_string(text)

"""Spil's own pages outside the chat, as HTML: templates beside this file, filled from the phrases."""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, select_autoescape

from bot.pages.words import say
from bot.phrases import phrases

STATIC = files("bot.pages").joinpath("static")


def page(name: str, language: str, **values: Any) -> str:
    """The page `name`.html in `language`. In it `word(key)` is the phrase web-<key>."""

    def word(key: str) -> str:
        return say(language, f"web-{key}")

    spoken = phrases(language).language
    return _templates().get_template(f"{name}.html").render(language=spoken, word=word, **values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: STATIC.joinpath(name).read_text("utf8")),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )

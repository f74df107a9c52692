"""The page and its words: one template, filled from the phrases; scripts hold no words."""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template, select_autoescape

from bot.pages.words import say
from intents.handlers.general import EXAMPLES

STATIC = files("bot.channels.web").joinpath("static")


def page(view: str, language: str, **values: Any) -> str:
    """The page as HTML. `view`: chat, join, knock (nobody is known here) or problem (`key` says which)."""

    def word(key: str) -> str:
        return say(language, f"web-{key}")

    examples = [say(language, f"example-{name}") for name in EXAMPLES]
    return _template().render(view=view, language=language, word=word, examples=examples, **values)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(STATIC.joinpath("page.html").read_text("utf8"))

"""What is wrong with the model of meaning that is plugged in, if one is."""

from collections.abc import Iterator
from pathlib import Path

from bot.settings import load_settings
from knowledge.encoding import SWITCH, EncoderUnusable, Switch, load_encoder


def encoder_problems(folder: Path) -> Iterator[str]:
    """A model that cannot be read, in one sentence; none where no model is named."""
    try:
        model = load_settings(folder).encoder
    except ValueError:
        return  # The check of the settings says what is wrong with them.
    if model is None:
        return
    try:
        load_encoder(model, Switch(folder / SWITCH).languages(model))
    except EncoderUnusable as failure:
        yield f"{failure}; until then Spil searches by words alone"

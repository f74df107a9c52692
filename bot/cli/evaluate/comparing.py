"""`spil evaluate search --compare`: the same questions without and with the model that is plugged in."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import click

from bot.settings import load_settings
from knowledge.documents.learning.measuring import Outcome, figures
from knowledge.documents.meaning import MeaningIndex
from knowledge.encoding import SWITCH, EncoderUnusable, Switch, load_encoder

FEWEST, SHARE = 3, 0.01
"""A model helps where the right passage comes first for so many more questions, in number and in share of all."""


class Plugged:
    """The model that is named, else the one in the settings of the installation in `data`, for one language. Raises
    `ClickException` where there is none, or it cannot be used."""

    def __init__(self, data: Path | None, named: Path | None, language: str) -> None:
        model = named or (load_settings(data).encoder if data else None)
        if model is None:
            raise click.ClickException(
                "--compare needs a model: --encoder FOLDER, or 'encoder' in the settings"
            )
        self._data, self._model, self._language = data, model, language
        try:
            self._encoder = load_encoder(model, frozenset({language}))
        except EncoderUnusable as failure:
            raise click.ClickException(f"encoder: {failure}") from None

    def index(self, texts: Iterable[str]) -> MeaningIndex:
        """The texts, to be found by their words and by what they mean."""
        return MeaningIndex(texts, repeat(""), self._language, self._encoder)

    def compared(self, without: Sequence[Outcome], with_it: Sequence[Outcome]) -> dict[str, Any]:
        """The figures of both, and whether the model helps; the installation then uses it, or no longer."""
        found = compared(without, with_it)
        if self._data:
            Switch(self._data / SWITCH).turn(self._model, self._language, found["helps"])
        return {**found, "used": bool(self._data and found["helps"])}


def compared(without: Sequence[Outcome], with_it: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of both, how many questions gained and lost their right first passage, and whether it helps: more
    than chance would give, and nothing more that is answered though nothing answers it."""
    pairs = list(zip(without, with_it, strict=True))
    gained = sum(after.rank == 1 and before.rank != 1 for before, after in pairs)
    lost = sum(before.rank == 1 and after.rank != 1 for before, after in pairs)
    wrong = sum(not after.answerable and after.answered for _, after in pairs)
    wrong -= sum(not before.answerable and before.answered for before, _ in pairs)
    helps = gained - lost >= max(FEWEST, SHARE * len(pairs)) and wrong <= 0
    shown = {"without": figures(without), "with": figures(with_it)}
    return {**shown, "gained": gained, "lost": lost, "helps": helps}

"""A model of meaning that an installation may plug in: texts become vectors, and what means the same lies close.

    encoder = load_encoder(Path("/srv/models/meaning"), frozenset({"nl"}))
    encoder.encode(["hoe vaak komt de cel samen?"], "nl")       # float32, one row a text, each of length 1

Off unless a folder is named; nothing is ever downloaded. The folder holds static embeddings as model2vec and
sentence-transformers write them (`tokenizer.json`, `model.safetensors`): a vector for each piece of a word, and a text
is the mean of its pieces. They need no network of neurons at work, so a passage costs microseconds on one core.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
PARTS = ("tokenizer.json", "model.safetensors")
SWITCH = "encoder.json"
"""In the installation's folder: for which languages the model is in use."""
MOST_PIECES = 512
"""Pieces of words of one text that are read; what follows changes a mean no more."""
_TABLES = ("embeddings", "embedding.weight")


class EncoderUnusable(ValueError):
    """The model cannot be used; the message says why and what to do, in one sentence."""


class Encoder(Protocol):
    """Whatever turns texts into vectors, on this machine and on one thread."""

    languages: frozenset[str]
    """The languages that it is used for."""

    def encode(self, texts: Sequence[str], language: str) -> Vectors:
        """One row of length 1 a text; zeros for a text without a known word."""
        ...


class StaticEncoder:
    """A vector for each piece of a word. `pieces`: which row a piece has, where several share one; `weights`: how much
    each piece counts in the mean."""

    def __init__(self, tokenizer: Any, tensors: dict[str, Any], languages: frozenset[str]) -> None:
        self.languages, self._tokenizer = languages, tokenizer
        self._table: Vectors = np.asarray(
            next(tensors[name] for name in _TABLES if name in tensors), np.float32
        )
        size = tokenizer.get_vocab_size()
        self._rows = np.asarray(tensors.get("mapping", np.arange(size)), np.int64)
        self._weights: Vectors = np.asarray(tensors.get("weights", np.ones(len(self._rows))), np.float32)
        if self._table.ndim != 2 or len(self._rows) < size or len(self._weights) < size:
            raise EncoderUnusable("its vectors do not fit its tokenizer; both must come from one model")
        if int(self._rows.max(initial=0)) >= len(self._table) or not np.isfinite(self._table).all():
            raise EncoderUnusable("its vectors are incomplete; copy the model again")

    def encode(self, texts: Sequence[str], language: str) -> Vectors:
        """See `Encoder`."""
        found = np.zeros((len(texts), self._table.shape[1]), np.float32)
        for number, text in enumerate(texts):
            pieces = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_PIECES]
            if pieces:
                found[number] = self._weights[pieces] @ self._table[self._rows[pieces]] / len(pieces)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        unit: Vectors = found / np.maximum(length, 1e-12)
        return unit


def load_encoder(folder: Path, languages: frozenset[str]) -> StaticEncoder:
    """The model in a folder of this machine. Raises `EncoderUnusable`."""
    for name in PARTS:
        if not (folder / name).is_file():
            raise EncoderUnusable(f"{folder} holds no {name}; name the folder of a static embedding model")
    if find_spec("tokenizers") is None or find_spec("safetensors") is None:
        raise EncoderUnusable(
            "its libraries are not installed; install them with: pip install 'spil[encoder]'"
        )
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # One thread: the machine also serves people.
    # Imported here: they are an extra, and only who plugs a model in has them.
    load_file = import_module("safetensors.numpy").load_file
    tokenizer_of = import_module("tokenizers").Tokenizer.from_file

    try:
        tokenizer, tensors = tokenizer_of(str(folder / PARTS[0])), load_file(folder / PARTS[1])
    except Exception as failure:  # Both libraries raise exceptions of their own making.
        kind = type(failure).__name__
        raise EncoderUnusable(f"{folder} holds a damaged model ({kind}); copy it again") from None
    if not any(name in tensors for name in _TABLES):
        raise EncoderUnusable(f"{folder} holds no static embeddings (model2vec); other models are not read")
    return StaticEncoder(tokenizer, tensors, languages)


def mark_of(folder: Path) -> str:
    """What tells a model from another: a hash of its files' sizes and of its tokenizer. Raises `OSError`."""
    sizes = "-".join(str((folder / name).stat().st_size) for name in PARTS)
    return sha256(sizes.encode() + (folder / PARTS[0]).read_bytes()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Switch:
    """For which languages a model is in use: a small file of the installation, written where its own questions were
    answered better with the model than without (`spil evaluate search --compare`)."""

    file: Path

    def languages(self, model: Path) -> frozenset[str]:
        """The languages for which this model was found to help; none for another model, or where the file is
        damaged."""
        try:
            said = json.loads(self.file.read_text("utf-8"))
            return frozenset(map(str, said["languages"])) if said["model"] == mark_of(model) else frozenset()
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def turn(self, model: Path, language: str, on: bool) -> None:
        """Switch a model on or off for a language. Raises `OSError`."""
        languages = self.languages(model) - {language} | ({language} if on else set())
        said = {"model": mark_of(model), "languages": sorted(languages)}
        self.file.write_text(json.dumps(said) + "\n", "utf-8")

    def encoder(self, model: Path | None) -> Encoder | None:
        """The model for the languages that it helps; None where it helps none. Raises `EncoderUnusable`."""
        languages = self.languages(model) if model else frozenset[str]()
        return load_encoder(model, languages) if model and languages else None


def plugged_in(data: Path, model: Path | None) -> Encoder | None:
    """The model of the installation in `data`, for the languages that it helps. One that cannot be used is left out:
    words alone still find, and `spil check` says why."""
    with suppress(EncoderUnusable):
        return Switch(data / SWITCH).encoder(model)
    return None

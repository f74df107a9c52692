"""Trained weights kept in a file, under the hash of what they were trained from."""

import os
import tempfile
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from intents.learning.classifier import Classifier
from intents.learning.svm import Vocabulary

_GLUE = "\n"  # stands in no feature: features are made of words, letters and \x01


def read(folder: Path, key: str) -> Classifier | None:
    """The classifier kept under this key; `None` where there is none, or it cannot be read."""
    try:
        with np.load(_path(folder, key), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        return _unpacked(arrays)
    except (OSError, ValueError, KeyError, BadZipFile, UnicodeDecodeError):
        return None


def write(folder: Path, key: str, classifier: Classifier) -> None:
    """Keep a classifier and drop older ones; whole or not at all. A folder that refuses is no error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
            np.savez(draft, allow_pickle=False, **_packed(classifier))
        os.replace(draft.name, _path(folder, key))
        for old in folder.glob("recogniser-*.npz"):
            if old != _path(folder, key):
                old.unlink(missing_ok=True)
    except OSError:
        return


def _path(folder: Path, key: str) -> Path:
    return folder / f"recogniser-{key[:32]}.npz"


def _packed(classifier: Classifier) -> dict[str, npt.NDArray[np.generic]]:
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "labels": _bytes(list(classifier.labels)),
        "first": classifier.first,
        "second": classifier.second,
    }
    for at, vocabulary in enumerate(classifier.vocabularies):
        arrays[f"features{at}"] = _bytes(list(vocabulary.column))
        arrays[f"idf{at}"] = vocabulary.idf
    return arrays


def _unpacked(arrays: dict[str, npt.NDArray[np.generic]]) -> Classifier:
    one, two, three = (
        Vocabulary(
            {feature: column for column, feature in enumerate(_texts(arrays[f"features{at}"]))},
            arrays[f"idf{at}"].astype(np.float32, copy=False),
        )
        for at in range(3)
    )
    first, second = (arrays[name].astype(np.float32, copy=False) for name in ("first", "second"))
    return Classifier(tuple(_texts(arrays["labels"])), (one, two, three), first, second)


def _bytes(texts: list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(_GLUE.join(texts).encode(), dtype=np.uint8)


def _texts(packed: npt.NDArray[np.generic]) -> list[str]:
    return packed.tobytes().decode().split(_GLUE)

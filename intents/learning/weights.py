"""A trained classifier kept in a file, under the hash of what it was trained from."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from intents.learning.classifier import Classifier
from intents.learning.concepts import Concepts
from intents.learning.neighbours import Neighbours
from intents.learning.svm import Vocabulary

Arrays = dict[str, npt.NDArray[np.generic]]
_BETWEEN = "\n"  # stands in no word and no label
_NEIGHBOURS = ("starts", "sentences", "values", "classes")


def read(folder: Path, key: str, concepts: Concepts) -> Classifier | None:
    """The classifier kept under this key; `None` where there is none, or it cannot be read."""
    try:
        with np.load(_path(folder, key), allow_pickle=False) as kept:
            return _unpacked({name: kept[name] for name in kept.files}, concepts)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def write(folder: Path, key: str, classifier: Classifier) -> None:
    """Keep a classifier and drop older ones; whole or not at all. A folder that refuses is no error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(_path(folder, key), classifier)
        for old in folder.glob("recogniser-*.npz"):
            if old != _path(folder, key):
                old.unlink(missing_ok=True)
    except OSError:
        return


def _write_whole(path: Path, classifier: Classifier) -> None:
    """Under its name once all of it is there; a disk that is full keeps no half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".draft", delete=False) as draft:
        try:
            np.savez(draft, allow_pickle=False, **_packed(classifier))
            os.replace(draft.name, path)
        except BaseException:
            os.unlink(draft.name)
            raise


def _path(folder: Path, key: str) -> Path:
    return folder / f"recogniser-{key[:32]}.npz"


def _packed(classifier: Classifier) -> Arrays:
    arrays: Arrays = {
        "labels": _bytes(classifier.labels),
        "spellings": _bytes(classifier.spellings),
        "weights": classifier.weights,
    }
    arrays |= {name: getattr(classifier.neighbours, name) for name in _NEIGHBOURS}
    for at, vocabulary in enumerate(classifier.vocabularies):
        arrays[f"marks{at}"] = vocabulary.marks
        arrays[f"idf{at}"] = vocabulary.idf
    return arrays


def _unpacked(arrays: Arrays, concepts: Concepts) -> Classifier:
    one, two, three = (
        Vocabulary(
            arrays[f"marks{at}"].astype(np.int64, copy=False),
            arrays[f"idf{at}"].astype(np.float32, copy=False),
        )
        for at in range(3)
    )
    weights, values = (arrays[name].astype(np.float32, copy=False) for name in ("weights", "values"))
    starts, sentences, classes = (
        arrays[name].astype(np.int32, copy=False) for name in ("starts", "sentences", "classes")
    )
    near = Neighbours(starts, sentences, values, classes)
    labels, spellings = (tuple(_texts(arrays[name])) for name in ("labels", "spellings"))
    return Classifier(labels, (one, two, three), weights, near, concepts, spellings)


def _bytes(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(_BETWEEN.join(texts).encode(), dtype=np.uint8)


def _texts(packed: npt.NDArray[np.generic]) -> list[str]:
    return packed.tobytes().decode().split(_BETWEEN)

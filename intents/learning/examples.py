"""The sentences that the recogniser learns from, held as data.

`data/intents.yaml` names the intents, `data/examples/<language>/*.yaml` holds one example sentence per line
under its intent, and `data/background/<language>.txt` holds sentences that are none of our business.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence and its intent; `None` is a background sentence, which has none."""

    text: str
    intent: str | None


def files(folder: Path = DATA) -> list[Path]:
    """Every file that the recogniser learns from, in a fixed order."""
    return [
        folder / "intents.yaml",
        folder / "concepts.yaml",
        *sorted((folder / "examples").glob("*/*.yaml")),
        *sorted((folder / "background").glob("*.txt")),
    ]


def content_hash(paths: Iterable[Path]) -> str:
    """Changes when a file changes, whatever its name or date."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def intents(folder: Path = DATA) -> list[str]:
    """The intents in the order of `intents.yaml`."""
    return list(_yaml(folder / "intents.yaml"))


def load(folder: Path = DATA) -> list[Example]:
    """Names of intents, examples and background, in the order of `files`.

    Raises `ValueError` for a sentence under an intent that `intents.yaml` does not know.
    """
    named = _yaml(folder / "intents.yaml")
    found = [Example(str(name), intent) for intent, names in named.items() for name in names.values()]
    for path in files(folder)[2:]:
        found += read_file(path)
    unknown = {one.intent for one in found if one.intent is not None} - set(named)
    if unknown:
        raise ValueError(f"not in intents.yaml: {', '.join(sorted(unknown))}")
    return found


def read_file(path: Path) -> list[Example]:
    """The sentences of one file: YAML (intent -> lines) or plain lines of background."""
    if path.suffix == ".txt":
        return [Example(line, None) for line in _lines(path.read_text("utf-8"))]
    return [Example(line, intent) for intent, text in _yaml(path).items() for line in _lines(str(text))]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _yaml(path: Path) -> dict[str, dict[str, str]]:
    # The C loader is ten times faster, and as safe; it is not built everywhere.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader) or {}  # noqa: S506 (a safe loader, see above)

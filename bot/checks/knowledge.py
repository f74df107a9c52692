"""The knowledge and the other data that ships as YAML."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from knowledge.library import Library
from knowledge.problems import problems


def knowledge_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the entries and the registry of facts in `folder`."""
    library = Library.load(folder)
    yield from problems(library)
    if not library.entries and not library.faults:
        yield "there are no entries; put knowledge/entries back as shipped"


def data_problems(root: Path) -> Iterator[str]:
    """YAML below `intents` and `scheduler` that cannot be read. Forms have a check of their own."""
    for package in ("intents", "scheduler"):
        for path in sorted((root / package).rglob("*.yaml")):
            if path.parent.name == "forms":
                continue
            try:
                yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            except (yaml.YAMLError, UnicodeDecodeError) as broken:
                mark = getattr(broken, "problem_mark", None)
                line = f", line {mark.line + 1}" if mark else ""
                name = path.relative_to(root)
                yield f"{name}{line}: this is no valid YAML; put the shipped file back, or correct the line"

"""The knowledge and the other data that ships as YAML."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from knowledge.library import SHIPPED, Library, own_folder
from knowledge.problems import problems, remarks


def knowledge_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the entries and the registry of facts in `folder`."""
    library = Library.load(folder)
    yield from problems(library)
    if not library.entries and not library.faults:
        yield "there are no entries; put knowledge/entries back as shipped"


def own_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the entries that an installation adds itself, in the folder `knowledge` of its data."""
    own = own_folder(folder)
    if any(own.glob("*.yaml")):
        shipped = set(problems(Library.load()))
        found = problems(Library.load(SHIPPED, own))
        yield from (f"in {own}: {problem}" for problem in found if problem not in shipped)


def remarks_on(folder: Path | None, today: date) -> list[str]:
    """What is worth knowing of the entries: facts without one, and those that nobody reviewed for a year."""
    return remarks(Library.load(SHIPPED, own_folder(folder) if folder else None), today)


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

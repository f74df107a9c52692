"""What is wrong with the knowledge, in sentences that say where and what to do; for `spil check`."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from knowledge.heads.rules import broken_rules, overdue
from knowledge.library import SHIPPED, Library, read_yaml, theme_files

_ADVICE = {
    "required": "add what is missing",
    "additionalProperties": "remove it, or correct its spelling",
    "enum": "choose one of the values in entry.schema.json",
    "minItems": "add more",
    "maxItems": "leave some out, or make it two entries",
    "pattern": "write it as the other entries do",
    "minLength": "fill it in",
    "uniqueItems": "leave the double one out",
    "type": "write it as the other entries do",
}


def problems(library: Library) -> list[str]:
    """Everything that is wrong: '<file>, <entry>: <what>; <what to do>'. Empty when all is well."""
    found = list(library.faults)
    for path in theme_files(library.folder, library.own):
        found.extend(_against_schema(path))
    for entry in library.entries.values():
        found.extend(f"{entry.file}, {entry.id}: {problem}" for problem in broken_rules(entry, library))
    return found


def remarks(library: Library, today: date) -> list[str]:
    """What is worth knowing and no mistake: facts that no entry carries, entries that nobody reviewed for a year."""
    found = []
    if without := facts_without_entry(library):
        found.append(f"{len(without)} of {len(library.facts)} facts have no entry: {', '.join(without)}")
    late = [entry for entry in library.entries.values() if overdue(entry, today)]
    found += [
        f"{entry.file}, {entry.id}: reviewed on {entry.reviewed}, over a year ago; hold it against its sources"
        for entry in late
    ]
    return found


def facts_without_entry(library: Library) -> list[str]:
    """Ids of facts that no entry carries: worth knowing, not a problem."""
    carried = {fact for entry in library.entries.values() for fact in entry.facts}
    return [fact for fact in library.facts if fact not in carried]


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SHIPPED / "entry.schema.json").read_text("utf-8"))
    return schema


def _against_schema(path: Path) -> Iterator[str]:
    try:
        data = read_yaml(path)
    except ValueError:
        return  # Loading has named it already.
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        return
    if not isinstance(data.get("theme"), str):
        yield f"{path.name}: has no theme; begin with 'theme: <name>'"
    one = Draft202012Validator({"$ref": "#/$defs/entry", "$defs": _schema()["$defs"]})
    for raw in data["entries"]:
        for error in one.iter_errors(raw):
            yield f"{path.name}, {_name(raw)}: {_sentence(error)}"


def _name(raw: object) -> str:
    return str(raw.get("id", "entry without id")) if isinstance(raw, dict) else "entry without id"


def _sentence(error: ValidationError) -> str:
    error = best_match(error.context) if error.context else error
    place = ".".join(str(part) for part in error.absolute_path) or "the entry"
    what = error.message if len(error.message) < 120 else f"does not fit '{error.validator}'"
    return f"{place}: {what}; {_ADVICE.get(str(error.validator), 'see entry.schema.json')}"

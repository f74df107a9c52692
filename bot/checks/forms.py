"""The forms: broken YAML, unknown kinds, fields that lean on later ones, choices that nobody can ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from intents.fields import KINDS
from intents.fields.lay import Lay
from intents.form import Field, Form, read_form

_NAMES = frozenset(field.name for field in fields(Field))

_LAY = frozenset(field.name for field in fields(Lay))

_SPECIAL = frozenset({"filled", "skipped"})
_UNCLEAR = "unclear"
"""The note for what was typed and is none of the choices."""


def form_problems(folder: Path) -> Iterator[str]:
    """Every problem of every form in `folder`: '<file>, <field>: <what>; <what to do>'."""
    paths = _forms(folder)
    if not paths:
        yield f"no forms in {folder.name}; put the shipped files back"
    for path in paths:
        for problem in _file(path):
            yield f"{path.name}{problem}"
    for form in shipped_forms(folder):
        for path in sorted(folder.glob(f"{form.id}.*.yaml")):
            yield from (f"{path.name}{problem}" for problem in _lay(path, form))


def shipped_forms(folder: Path) -> list[Form]:
    """The forms of `folder` that can be read."""
    found = []
    for path in _forms(folder):
        try:
            found.append(read_form(yaml.safe_load(path.read_text("utf-8"))))
        except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError):
            continue  # `form_problems` names it.
    return found


def form_phrases(form: Form) -> Iterator[tuple[str, str]]:
    """Every key that a form needs, with what it is for."""
    for field in form.fields:
        if field.extends:
            continue
        place = f"form {form.id}, field {field.id}"
        yield f"{form.id}-{field.id}", f"{place} has no question"
        yield f"{form.id}-{field.id}-name", f"{place} has no name"
        for value in field.choices:
            yield f"{form.id}-{field.id}-{value}", f"{place}: the choice '{value}' has no label"
        for value in field.notes:
            yield f"{form.id}-{field.id}-{value}-note", f"{place}: the answer '{value}' has no note"
    for stage in form.stages:
        yield f"{form.id}-step-{stage.id}", f"form {form.id}, step {stage.id} has no title"


def _forms(folder: Path) -> list[Path]:
    """The forms themselves; with a language in its name a file holds how people say a form's answers."""
    return [path for path in sorted(folder.glob("*.yaml")) if "." not in path.stem]


def _lay(path: Path, form: Form) -> Iterator[str]:
    """What is wrong with the words of one form in one language."""
    data, broken = _loaded(path)
    if broken or not isinstance(data, dict) or not isinstance(data.get("answers", {}), dict):
        yield broken or ": must name 'answers', 'commands', 'questions' …; write it as the shipped file was"
        return
    for name in data.keys() - _LAY:
        yield f": '{name}' is none of {', '.join(sorted(_LAY))}; correct it"
    known = {field.id: {*field.choices} or {"new"} for field in form.fields}
    for field, answers in data.get("answers", {}).items():
        for value in {*(answers or ())} - known.get(field, set()):
            yield f", field {field}: '{value}' is no choice of that field; correct it (yes and no in quotes)"
    for place, phrase in _phrases(data):
        if not isinstance(phrase, str):
            yield f", {place}: '{phrase}' is no text; put it in quotes"


def _phrases(data: object, place: str = "file") -> Iterator[tuple[str, object]]:
    """Every single value with the key that it stands under."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _phrases(value, str(key))
    elif isinstance(data, list):
        yield from ((place, value) for value in data)
    else:
        yield place, data


def _loaded(path: Path) -> tuple[object, str]:
    """What the file holds, or why it cannot be read."""
    try:
        return yaml.safe_load(path.read_text("utf-8")), ""
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        return None, f"{line}: this is no valid YAML; correct the indent, quotes or brackets there"


def _file(path: Path) -> Iterator[str]:
    data, broken = _loaded(path)
    if broken:
        yield broken
        return
    head = _head(data, path)
    if head or not isinstance(data, dict):
        yield f": {head}"
        return
    rows = [row for row in data["fields"] if isinstance(row, dict) and {"id", "kind"} <= row.keys()]
    if len(rows) < len(data["fields"]):
        yield ": a field has no 'id' or no 'kind'; give it both"
        return
    found = [
        f", field {row['id']}: {problem}"
        for place, row in enumerate(rows)
        for problem in _field(row, rows[:place])
    ]
    found += [f": {problem}" for problem in _steps(data["fields"], data.get("steps"))]
    yield from found or _read(data)


def _head(data: object, path: Path) -> str:
    if not isinstance(data, dict) or not isinstance(data.get("fields"), list) or not data["fields"]:
        return "has no list 'fields'; begin with id, version and fields"
    if data.get("id") != path.stem:
        return f"'id' must be '{path.stem}', as the file is called"
    if not isinstance(data.get("version"), int):
        return "has no 'version'; write a whole number, one higher after every change of fields"
    return ""


def _field(row: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with one field, given the fields before it."""
    earlier = {other["id"]: other for other in before}
    if row["id"] in earlier:
        yield "this id is used twice; give each field its own"
    for name in row.keys() - _NAMES:
        yield f"'{name}' is no property of a field; correct it (known: {', '.join(sorted(_NAMES))})"
    if row["kind"] not in KINDS:
        yield f"unknown kind '{row['kind']}'; choose one of {', '.join(sorted(KINDS))}"
    choices = row.get("choices") or []
    if not isinstance(choices, list) or not all(isinstance(value, str) for value in choices):
        yield "'choices' must be a list of texts; put yes, no and numbers in quotes"
    elif row["kind"] in ("choice", "choices") and not choices:
        yield "has no 'choices' to choose from; list them"
    for name in ("each", "extends", "within"):
        if row.get(name) is not None and row[name] not in earlier:
            yield f"'{name}' leans on '{row[name]}', which is not asked before it; put that field first"
    yield from _answers(row, choices if isinstance(choices, list) else [])
    yield from _when(row.get("when"), earlier)
    yield from _picked(row.get("picked"), earlier)


def _answers(row: Mapping[str, Any], choices: list[Any]) -> Iterator[str]:
    """Answers that a field names, and how long one may be."""
    notes = row.get("notes") or []
    if not isinstance(notes, list):
        yield "'notes' must be a list of answers; write [answer]"
        notes = []
    named = [("ends", row["ends"])] if row.get("ends") is not None else []
    for name, value in (*named, *(("notes", value) for value in notes)):
        if value not in choices and not (name == "notes" and value in {*_SPECIAL, _UNCLEAR}):
            yield f"'{name}' names '{value}', which is no choice of it; take one of its choices, in quotes"
    most = row.get("max", 1)
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        yield "'max' must be a whole number of characters, 1 or more"


def _when(when: object, earlier: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if when is None:
        return
    if not isinstance(when, dict):
        yield "'when' must name earlier fields with their answers: {field: [answer]}"
        return
    for other, wanted in when.items():
        if other not in earlier:
            yield f"'when' leans on '{other}', which is not asked before it; put that field first"
        elif not isinstance(wanted, list):
            yield f"'when' needs a list of answers for '{other}'; write [answer]"
        elif earlier[other].get("choices"):
            for value in {str(value) for value in wanted} - {*earlier[other]["choices"], *_SPECIAL}:
                yield f"'when' asks for '{value}', which is no choice of '{other}'; correct it"


def _picked(picked: object, earlier: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The lists that a field leans on, and whether they can hold what it asks of them."""
    if picked is None:
        return
    if not isinstance(picked, dict):
        yield "'picked' must name an earlier list with the value that has to be in it: {field: value}"
        return
    for other, value in picked.items():
        if earlier.get(other, {}).get("kind") != "choices":
            yield f"'picked' leans on '{other}', which is no list asked before it; put that field first"
        elif value not in earlier[other].get("choices", ()):
            yield f"'picked' asks for '{value}', which is no choice of '{other}'; correct it"


def _steps(fields: Iterable[Mapping[str, Any]], steps: object) -> Iterator[str]:
    """What is wrong with the steps of a channel's own form; without any, each field is a step of its own."""
    if steps is None:
        return
    whole = isinstance(steps, list) and all(
        isinstance(step, dict) and {"id", "fields"} == step.keys() and isinstance(step["fields"], list)
        for step in steps
    )
    if not whole or not isinstance(steps, list):
        yield "'steps' must be a list; write each as {id: name, fields: [field, …]}"
        return
    stands = [(field, number) for number, step in enumerate(steps) for field in step["fields"]]
    step_of = dict(stands)
    known = {row["id"]: row for row in fields}
    for field in {field for field, _ in stands if field not in known}:
        yield f"a step names '{field}', which is no field; correct it"
    for field in {field for field, _ in stands if [name for name, _ in stands].count(field) > 1}:
        yield f"field '{field}' stands in two steps; leave it in one"
    for field, row in known.items():
        if field not in step_of:
            yield f"field '{field}' stands in no step; name it in one"
        for other in _leans_on(row):
            if step_of.get(other, -1) > step_of.get(field, len(steps)):
                yield f"field '{field}' stands in a step before '{other}', which it leans on; put it later"


def _leans_on(row: Mapping[str, Any]) -> list[str]:
    """The fields that must be asked before this one."""
    when = row.get("when")
    lists = [names for names in (when, row.get("picked")) if isinstance(names, dict)]
    named = [row.get(name) for name in ("each", "extends", "within")]
    return [str(name) for name in (*(name for names in lists for name in names), *named) if name]


def _read(data: Mapping[str, Any]) -> Iterator[str]:
    """Whatever else keeps the form from being read."""
    try:
        read_form(data)
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        yield f": cannot be read ({broken}); write it as the shipped form was"

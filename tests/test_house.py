"""The house rules of the design, held by a test: sizes, names, layers of libraries, cells, and documentation."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.phrases import phrases
from intents.handlers import HANDLERS
from storage.published import metadata

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "intents", "knowledge", "scheduler", "storage")
STEPS = ROOT / "storage/migrations/versions"
MODULES = [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py")) if STEPS not in p.parents]
ADAPTERS = sorted(path.parent for path in (ROOT / "bot/channels").glob("*/__init__.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}

LIBRARIES = {
    "sqlalchemy": (
        "storage/databases/",
        "storage/store/",
        "storage/tables.py",
        "storage/published.py",
        "storage/migrations/",
    ),
    "aiosqlite": ("storage/databases/sqlite.py",),
    "alembic": ("storage/migrations/",),
    "apscheduler": ("scheduler/engines/",),
    "procrastinate": ("scheduler/engines/",),
    "starlette": ("bot/channels/", "bot/pages/", "bot/cli/serve.py"),
    "uvicorn": ("bot/channels/web/", "bot/cli/serve.py"),
    "docx": ("bot/documents/", "knowledge/documents/reading/word.py"),
    "pdfminer": ("knowledge/documents/reading/pdf.py",),
    "lxml": ("knowledge/documents/reading/web.py",),
    "markdown_it": ("knowledge/documents/reading/plain.py",),
    "cryptography": ("storage/crypto.py",),
    "click": ("bot/cli/",),
    "telegram": ("bot/channels/telegram/",),
    "aiosmtplib": ("bot/channels/mail/",),
    "imap_tools": ("bot/channels/mail/",),
    "icalendar": ("bot/documents/", "bot/calendars/answering.py"),
    "slack_bolt": ("bot/channels/slack/",),
    "slack_sdk": ("bot/channels/slack/",),
    "microsoft_teams": ("bot/channels/teams/sdk.py",),
}
"""Where each library may be imported."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.Module) -> Iterator[str]:
    """The top-level names of everything a module imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_no_file_is_over_300_lines() -> None:
    long = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_function_is_over_40_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert long == []


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda path: path.name)
def test_an_adapter_is_at_most_400_lines(adapter: Path) -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in adapter.rglob("*.py")}
    assert sum(lines.values()) <= 400, lines


def test_a_folder_holds_at_most_12_modules() -> None:
    folders = Counter(name_of(path.parent) for path in MODULES if path.name != "__init__.py")
    assert {folder: number for folder, number in folders.items() if number > 12} == {}


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|misc)(_|$)|^Abstract|Manager$|Helper$|Utils?$")
    named = [path.stem for path in MODULES] + [path.parent.name for path in MODULES]
    for tree in TREES.values():
        definitions = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        named += [node.name for node in ast.walk(tree) if isinstance(node, definitions)]
    assert [name for name in named if vague.search(name)] == []


def test_everything_public_is_explained() -> None:
    bare = [name_of(path) for path, tree in TREES.items() if tree.body and not ast.get_docstring(tree)]
    assert bare == []


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_a_library_stays_in_its_rooms(library: str) -> None:
    outside = [
        name_of(path)
        for path, tree in TREES.items()
        if library in imported(tree) and not name_of(path).startswith(LIBRARIES[library])
    ]
    assert outside == []


def test_every_table_belongs_to_a_cell() -> None:
    without = [name for name, table in metadata.tables.items() if "cell_id" not in table.columns]
    assert without == ["installation", "cells", "audit_ends", "documents", "passages"]


def test_every_intent_has_a_handler_and_words() -> None:
    """What the recogniser may say is answered, and can be offered as 'did you mean …?'."""
    intents = yaml.safe_load((ROOT / "intents/data/intents.yaml").read_text("utf-8"))
    examples = [
        yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "intents/data/examples").rglob("*.yaml")
    ]
    offered = {*intents, *(intent for file in examples for intent in file)}
    assert sorted(offered - HANDLERS.keys()) == []
    words = phrases("nl").keys()
    assert [name for name in sorted(offered) if f"meant-{name.replace('.', '-')}" not in words] == []


def test_every_button_leads_to_a_handler() -> None:
    """Intents that the code names in a button or a reading: each is answered by somebody."""
    named = {
        node.args[0].value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Intent"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert sorted(named - HANDLERS.keys() - {"example", ""}) == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_documentation_names_what_exists(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    quoted = re.findall(r"`([\w.-]+(?:/[\w.*<>{}-]+)+/?)`|\]\(([\w./-]+)\)", text)
    named = [path or link for path, link in quoted]
    assert named
    gone = [path for path in named if "<" not in path and not any(ROOT.glob(path.rstrip("/")))]
    assert gone == []


def test_contributing_has_five_short_recipes() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipes = re.split(r"(?m)^## ", text)[1:]
    steps = {recipe.splitlines()[0]: [line for line in recipe.splitlines()[1:] if line] for recipe in recipes}
    assert [name.split()[-1] for name in list(steps)[:5]] == [
        "answer",
        "intent",
        "field",
        "channel",
        "language",
    ]
    assert {name: len(lines) for name, lines in list(steps.items())[:5] if len(lines) > 10} == {}

"""The phrases: what the code and the forms ask for and a language's files lack, and lines that are broken."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message

from bot.checks import Shipped
from bot.checks.forms import form_phrases, shipped_forms
from bot.checks.strings import UNKNOWN, Strings
from bot.phrases import OWN

PACKAGES = ("bot", "intents", "knowledge", "scheduler", "storage")
CARRIERS = (("Phrase", 0, "key"), ("Refused", 1, "key"))
"""Calls that take a key: the callee, the argument's place and name."""

_WORD = re.compile(r"""\bword\(["']([a-z0-9-]{1,60})["'](\s?~)?""")
_WORKED_OUT = re.compile(r"meant-\{\}|sheet-problem-\{\}|web-\{\}|sheet-step-\{\}|sheet-\{\}.{0,20}")


def phrase_problems(shipped: Shipped) -> Iterator[str]:
    """What each language that ships lacks or has broken. Dutch must be there."""
    strings = read_code(shipped.root)
    for path in strings.broken:
        yield f"{path.relative_to(shipped.root)} is no valid Python; put the shipped file back"
    needed = needed_keys(shipped, strings)
    folders = sorted(path for path in shipped.phrases.iterdir() if any(path.glob("*.ftl")))
    if "nl" not in [folder.name for folder in folders]:
        yield "the Dutch phrases are gone; put bot/phrases/nl back as shipped"
    for folder in folders:
        keys: set[str] = set()
        for file in sorted(folder.glob("*.ftl")):
            there, broken = read_file(file)
            keys |= there
            yield from (f"{folder.name}/{file.name}, {problem}" for problem in broken)
        for key in sorted(needed.keys() - keys):
            yield f"{folder.name}: '{key}' is missing ({needed[key]}); add the line '{key} = …' to a file there"


@cache
def read_code(root: Path) -> Strings:
    """The strings of the code below `root`."""
    return Strings(root, PACKAGES)


def needed_keys(shipped: Shipped, strings: Strings) -> dict[str, str]:
    """Every key that code or data asks for, with where."""
    families = yaml.safe_load((Path(__file__).parent / "families.yaml").read_text("utf-8"))
    needed: dict[str, str] = {}
    for carrier in CARRIERS:
        for where, pattern in strings.given(*carrier):
            for key in _filled(pattern, families):
                needed.setdefault(key, where)
    for form in shipped_forms(shipped.forms):
        for key, why in form_phrases(form):
            needed[key] = why
    for _where, code in strings.given("Problem", 0, "code"):
        for key in _filled(f"sheet-problem-{code}", families):
            needed[key] = "an answer in a form that cannot be taken"
    needed.update(dict.fromkeys(_intents(shipped.root), "asked when an intent is unsure"))
    for pattern in _page(shipped.root):
        needed.update(dict.fromkeys(_filled(pattern, families), "a page of the web chat"))
    needed.pop(OWN, None)
    return needed


def undeclared(shipped: Shipped) -> set[str]:
    """Patterns whose open place nothing declares: a line in `families.yaml` is missing. For the tests."""
    families = yaml.safe_load((Path(__file__).parent / "families.yaml").read_text("utf-8"))
    patterns = {pattern for _where, pattern in read_code(shipped.root).given("Phrase", 0, "key")}
    open_ones = {pattern for pattern in patterns if UNKNOWN in pattern and pattern not in families}
    return {pattern for pattern in open_ones - {UNKNOWN} if not _WORKED_OUT.fullmatch(pattern)}


def read_file(file: Path) -> tuple[set[str], list[str]]:
    """The keys of a Fluent file and what is broken in it: '<line>: <what>; <what to do>'."""
    text = file.read_text("utf-8", errors="replace")
    keys, broken = set(), []
    for part in FluentParser(with_spans=True).parse(text).body:
        if isinstance(part, Message) and part.value is not None:
            keys.add(part.id.name)
        elif isinstance(part, Junk):
            start = part.span.start if part.span else 0
            line = text.count("\n", 0, start) + 1
            broken.append(f"line {line}: not a phrase; write 'key = text', further lines indented")
    return keys, broken


def _filled(pattern: str, families: dict[str, Any]) -> Iterable[str]:
    if pattern in families:
        return [pattern.replace(UNKNOWN, str(value)) for value in families[pattern]]
    return [] if UNKNOWN in pattern else [pattern]


def _intents(root: Path) -> set[str]:
    data = yaml.safe_load((root / "intents/data/intents.yaml").read_text("utf-8"))
    return {f"meant-{name.replace('.', '-')}" for name in data}


def _page(root: Path) -> set[str]:
    pages = sorted((root / "bot").rglob("*.html"))
    found = [match for page in pages for match in _WORD.finditer(page.read_text("utf-8"))]
    return {f"web-{match.group(1)}{UNKNOWN if match.group(2) else ''}" for match in found}

"""The cascade: each rule is a pattern over roles; where it matches, its items become one. Linear, deterministic.

A pattern is a regular expression in which a word stands for 'an item that can play this role':
`"art? ord weekday of month year?"`. A role's first mention is captured under its own name, `x=role` under x.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from intents.dates.lexicon import Lexicon, load
from intents.dates.tokens import Item, read

_FIRST_SYMBOL = 0xE000
_PASSES = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules may ask: now (naive local wall clock), and whether a meeting is being spoken of."""

    reference: datetime
    meeting: bool
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """One match: `found['month']` is the value of the captured item's role, None where it is absent."""

    items: tuple[Item, ...]
    values: Mapping[str, Any]
    context: Context

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def now(self) -> datetime:
        """The reference."""
        return self.context.reference


Production = Callable[[Found], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns that share one production; a production that answers None refuses the match."""

    patterns: tuple[str, ...]
    make: Production


@dataclass(slots=True)
class RuleBook:
    """The rules of one level, in the order in which they are tried."""

    rules: list[Rule] = field(default_factory=list)

    def rule(self, *patterns: str) -> Callable[[Production], Production]:
        """Register a production for these patterns."""

        def keep(make: Production) -> Production:
            self.rules.append(Rule(patterns, make))
            return make

        return keep


class Symbols:
    """One private character for each set of roles, so that a pattern over roles is a regex over characters."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self._symbols: dict[frozenset[str], str] = {}
        for roles in sets:
            self._symbols.setdefault(roles, chr(_FIRST_SYMBOL + len(self._symbols)))

    def of(self, item: Item) -> str:
        """The character of an item; every set of roles that a production makes is declared beforehand."""
        return self._symbols[frozenset(item.roles)]

    def playing(self, role: str) -> str:
        """A character class of all items that can play the role."""
        return "[" + "".join(c for roles, c in self._symbols.items() if role in roles) + "]"


_ROLE = re.compile(r"(?:([a-z_]+)=)?([a-z_]+)")


def roles_in(pattern: str) -> set[str]:
    """The roles that a pattern speaks of."""
    return {match.group(2) for match in _ROLE.finditer(pattern)}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as a regex; `captures`: group name → role."""

    regex: re.Pattern[str]
    captures: Mapping[str, str]
    make: Production


def compile_pattern(pattern: str, make: Production, symbols: Symbols) -> Compiled:
    """Turn a pattern over roles into a regex over symbols."""
    captures: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        name, role = match.group(1) or match.group(2), match.group(2)
        if name in captures:
            return symbols.playing(role)
        captures[name] = role
        return f"(?P<{name}>{symbols.playing(role)})"

    return Compiled(re.compile(_ROLE.sub(replace, pattern).replace(" ", "")), captures, make)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules of one language."""

    lexicon: Lexicon
    symbols: Symbols
    levels: tuple[tuple[Compiled, ...], ...]

    def parse(self, text: str, reference: datetime, meeting: bool) -> list[Item]:
        """Read a text: items in order, the recognised ones under their result's role."""
        context = Context(reference, meeting, self.lexicon)
        items = read(text, self.lexicon)
        line = self._line(items)
        for level in self.levels:
            for _ in range(_PASSES):
                before = line
                for rule in level:
                    line = self._apply(rule, items, line, context)
                if line == before:
                    break
        return items

    def _apply(self, rule: Compiled, items: list[Item], line: str, context: Context) -> str:
        """Replace in place what the rule makes; answer the new line of symbols."""
        at = 0
        while (match := rule.regex.search(line, at)) and match.end() > match.start():
            at = match.start() + 1
            made = rule.make(_found(match, rule, items, context))
            if made is None:
                continue
            new = Item(items[match.start()].start, items[match.end() - 1].end, made)
            items[match.start() : match.end()] = [new]
            line = line[: match.start()] + self.symbols.of(new) + line[match.end() :]
        return line

    def _line(self, items: list[Item]) -> str:
        return "".join(self.symbols.of(item) for item in items)


def _found(match: re.Match[str], rule: Compiled, items: list[Item], context: Context) -> Found:
    values: dict[str, Any] = {}
    for name, role in rule.captures.items():
        if match.group(name) is not None:
            values[name] = items[match.start(name)].roles[role]
    return Found(tuple(items[match.start() : match.end()]), values, context)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language, compiled once."""
    from intents.dates.rules import LEVELS, MADE  # The rules import this module.

    lexicon = load(language)
    sets = [frozenset(roles) for roles in lexicon.phrases.values()]
    named = {role for level in LEVELS for rule in level.rules for p in rule.patterns for role in roles_in(p)}
    symbols = Symbols([*sets, *(frozenset({role}) for role in sorted(named)), *MADE])
    levels = tuple(
        tuple(compile_pattern(p, rule.make, symbols) for rule in level.rules for p in rule.patterns)
        for level in LEVELS
    )
    return Grammar(lexicon, symbols, levels)

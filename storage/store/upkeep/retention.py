"""How long what is kept, as data, and the purge that sees to it: proved by counts and a date, never by what it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

OWN_RULES = "retention.yaml"
"""The installation's own days, in its folder."""


class RetentionUnreadable(ValueError):
    """The installation's own days cannot be used; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class Newer:
    """Rows of `table` that are bound by the column `by`, and how old they are."""

    table: str
    by: str
    since: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; see retention.yaml."""

    id: str
    table: str
    since: str
    days: int
    where: Mapping[str, str] = field(default_factory=dict)
    none_newer: Newer | None = None
    via: str | None = None
    clear: tuple[str, ...] = ()
    unreferenced: bool = False
    forget: str | None = None

    def before(self, now: datetime) -> date:
        """The day before which what is kept goes."""
        return now.date() - timedelta(days=self.days)


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that ship."""
    text = files("storage.store.upkeep").joinpath(OWN_RULES).read_text("utf-8")
    return tuple(_rule(values) for values in yaml.safe_load(text))


def rules_of(folder: Path) -> tuple[Rule, ...]:
    """The rules of the installation in `folder`. Raises `RetentionUnreadable`."""
    rules, own = shipped_rules(), _own(folder / OWN_RULES)
    known = {rule.id for rule in rules}
    for name, days in own.items():
        if name not in known:
            raise RetentionUnreadable(f"'{name}' is no rule; known: {', '.join(sorted(known))}")
        if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 36_500:
            raise RetentionUnreadable(f"'{name}' needs a whole number of days, such as 30")
    return tuple(replace(rule, days=own.get(rule.id, rule.days)) for rule in rules)


def days_of(folder: Path) -> dict[str, int]:
    """How many days what is kept in the installation in `folder`, by rule; where its own days cannot be used (`spil
    check` says so) those that ship, which are meant until then."""
    try:
        rules = rules_of(folder)
    except RetentionUnreadable:
        rules = shipped_rules()
    return {rule.id: rule.days for rule in rules}


def _own(file: Path) -> Mapping[str, Any]:
    if not file.exists():
        return {}
    try:
        own = yaml.safe_load(file.read_text("utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError) as broken:
        raise RetentionUnreadable(f"it is no readable YAML ({type(broken).__name__})") from None
    if not isinstance(own, dict):
        raise RetentionUnreadable("write a line a rule, such as: reminders: 30")
    return own


def _rule(values: Mapping[str, Any]) -> Rule:
    newer, clear = values.get("none_newer"), tuple(values.get("clear", ()))
    return Rule(**{**values, "none_newer": Newer(**newer) if newer else None, "clear": clear})

"""The words of one language, read from its YAML file: phrase → roles. The rules know only roles."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from intents.dates.values import PARTS, Length

Roles = Mapping[str, Any]
Phrase = tuple[str, ...]


def fold(text: str) -> str:
    """Casefold, straighten apostrophes, drop accents: 'Één' → 'een'. Lengths may differ from the input."""
    plain = text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. `phrases`: folded words → roles; `starts`: first word → its phrases, longest first; `spelt`: words
    that are told from another by their accents only ('hätte', 'dès'), and are therefore not folded."""

    language: str
    phrases: Mapping[Phrase, Roles]
    starts: Mapping[str, tuple[Phrase, ...]]
    fuzzy: tuple[str, ...]
    plain: frozenset[str]
    spelt: frozenset[str]
    settings: Mapping[str, Any]

    def key(self, typed: str) -> str:
        """A word as the phrases hold it."""
        return typed.casefold() if typed.casefold() in self.spelt else fold(typed)


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language. Raises `FileNotFoundError` where there is none."""
    data = _file(f"{language}.yaml")
    meeting = _file(f"{language}_meeting.yaml")
    phrases: dict[Phrase, dict[str, Any]] = {}
    spelt = frozenset(data.get("spelt", []))
    others = (f"{language}_days.yaml", f"{language}_changes.yaml", "world.yaml")
    named = [_file(name)["words"] for name in others]
    for role, value, text in (
        entry for words in (data["words"], meeting["words"], *named) for entry in _entries(words)
    ):
        words_of = (word if word in spelt else fold(word) for word in text.casefold().split())
        phrases.setdefault(tuple(words_of), {})[role] = value
    for written, number in _numbers(data["numbers"]):
        phrases.setdefault(tuple(written.split()), {}).update(number)
    for roles in phrases.values():
        if "art" in roles and "num" in roles:
            # 'een' is an hour only where nothing else fits ('half een'), never after 'om' ('om een overleg').
            roles["one"] = 1
            for role in ("hour", "min", "dom"):
                roles.pop(role, None)
    _glue(phrases, data.get("glue", {}))
    for word, roles in [(p[0], dict(r)) for p, r in phrases.items() if len(p) == 1 and "hour" in r]:
        # 'halftwee', where the language says the half hour before.
        if 1 <= roles["hour"] <= 12 and not word.isdigit():
            halves = (h for h in data["settings"].get("half_glue", []))
            phrases.update({(half + word,): {"half_before": roles["hour"]} for half in halves})
    if data["settings"].get("elide"):
        phrases = _elided(phrases)
    return Lexicon(
        language=language,
        phrases=phrases,
        starts=_starts(phrases),
        fuzzy=_fuzzy(phrases, frozenset([*data["fuzzy"], *meeting["fuzzy"]])),
        plain=frozenset(fold(word) for word in data.get("plain", [])),
        spelt=spelt,
        settings={**data["settings"], **_folded(meeting["settings"])},
    )


def _folded(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The endings of words as the words are compared, without accents."""
    return {
        name: [fold(ending) for ending in value] if name.endswith("_endings") else value
        for name, value in settings.items()
    }


def _elided(phrases: dict[Phrase, dict[str, Any]]) -> dict[Phrase, dict[str, Any]]:
    """Longer phrases written as the tokens come: "d'une durée" is "d'", 'une', 'durée'."""
    parted: dict[Phrase, dict[str, Any]] = {}
    for phrase, roles in phrases.items():
        words = [
            w for word in phrase for w in ([word] if (word,) in phrases else re.findall(r"[^-']+'?", word))
        ]
        parted.setdefault(tuple(words) if len(phrase) > 1 else phrase, {}).update(roles)
    return parted


def _file(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf8"))
    return data


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".yaml") and len(name) == 7))


def _entries(words: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for role, content in words.items():
        if isinstance(content, list):
            yield from ((role, True, str(text)) for text in content)
        else:
            for key, texts in content.items():
                value = _value(role, key)
                yield from ((role, value, str(text)) for text in texts)


def _value(role: str, key: Any) -> Any:
    """A key of the file as the rules want it; two values in one key are parted by a space."""
    if role == "length":
        amount, unit = str(key).split()
        return Length(((float(amount), unit),))
    if role == "relpart":
        offset, part = str(key).split()
        return int(offset), PARTS[part]
    if role == "often":
        freq, interval = str(key).split()
        return freq, int(interval)
    return PARTS[key] if role == "part" else key


def number_roles(value: float) -> dict[str, Any]:
    """The roles a cardinal number can play: any number, an hour, a minute, a day of the month, a year."""
    roles: dict[str, Any] = {"num": value}
    if value != int(value):
        return roles
    whole = int(value)
    roles["num"] = whole
    for role, low, high in (("hour", 0, 24), ("min", 0, 59), ("dom", 1, 31), ("year", 1900, 2199)):
        if low <= whole <= high:
            roles[role] = whole
    return roles


def _numbers(spec: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Cardinals and ordinals, with the compounds that the language writes as one word ('vijfentwintig')."""
    cardinals = {int(n): [fold(w) for w in words] for n, words in spec["cardinal"].items()}
    for unit, ten in ((u, t) for u in range(1, 10) for t in range(20, 100, 10) if t in cardinals):
        for joint in spec.get("joints", []):
            pairs = [(a, b) for a in cardinals[unit] for b in cardinals[ten]]
            words = [f"{b}{joint}{a}" if spec.get("tens_first") else f"{a}{joint}{b}" for a, b in pairs]
            cardinals.setdefault(unit + ten, []).extend(words)
    for number, words in cardinals.items():
        for word in words:
            yield word, number_roles(number)
            yield from ((word + times, {"count": number}) for times in spec.get("times_suffixes", []))
            if number >= spec.get("suffix_from", 1000):
                yield from ((word + suffix, {"ord": number}) for suffix in spec["ordinal_suffixes"])
    for number, words in spec["ordinal"].items():
        yield from ((fold(word), {"ord": int(number)}) for word in words)


def _glue(phrases: dict[Phrase, dict[str, Any]], spec: Mapping[str, list[str]]) -> None:
    """Compounds of a day and a part of the day ('donderdagvoormiddag') carry both roles' values in `glued`."""
    heads = [(p[0], r) for p, r in phrases.items() if len(p) == 1 and set(spec.get("heads", ())) & set(r)]
    tails = [(p[0], r["part"]) for p, r in phrases.items() if len(p) == 1 and "part" in r]
    for head, roles in heads:
        for tail, part in tails:
            role = next(name for name in spec["heads"] if name in roles)
            phrases.setdefault((head + tail,), {}).setdefault("glued", (role, roles[role], part))


def _starts(phrases: Mapping[Phrase, Roles]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


def _fuzzy(phrases: Mapping[Phrase, Roles], roles: frozenset[str]) -> tuple[str, ...]:
    """The single words, long enough to be recognised with a typo."""
    return tuple(
        sorted(p[0] for p, r in phrases.items() if len(p) == 1 and len(p[0]) >= 5 and roles & set(r))
    )

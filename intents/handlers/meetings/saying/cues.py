"""The words that steer a dialogue about a meeting or a poll, as data (`intents/data/*.yaml`)."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_WORD = re.compile(r"[\w'’]{1,60}")
_MARKS = re.compile(r"[,;.\n]")


def says(cue: str, text: str, language: str) -> bool:
    """Whether one of the cue's words or phrases stands in the text."""
    said = f" {_bare(text)} "
    return any(f" {wording} " in said for wording in _cues(language).get(cue, ()))


def is_all(cue: str, text: str, language: str) -> bool:
    """Whether the text is one of the cue's phrases and nothing else."""
    return _bare(text) in _cues(language).get(f"whole {cue}", ())


def agrees(text: str, language: str) -> bool:
    """Whether the text is a yes in a few words, all of them words of agreement: ''t is goed zo', 'ja doe maar'."""
    words, known = _bare(text).split(), _cues(language)
    strong = known.get("agree", frozenset())
    return 0 < len(words) <= 6 and bool(strong & set(words)) and set(words) <= strong | known["agree_too"]


def split_at(cue: str, text: str, language: str) -> tuple[str, str] | None:
    """The text before and after the last word of the cue, or None where it has none. What `not_<cue>` of the language
    finds behind a word makes it another one: 'à 15h' is no 'à jeudi'."""
    known, other = _cues(language).get(cue, ()), re.compile(template(f"not_{cue}", language) or r"(?!)", re.I)
    found = [match for match in _WORD.finditer(text) if match.group().casefold() in known]
    found = [match for match in found if not other.match(text, match.end() + 1)]
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else None


def without(cue: str, text: str, language: str) -> str:
    """The text without the first of the cue's phrases that stands in it; the longest first."""
    known = _cues(language).get(cue, ())
    for wording in sorted(known, key=len, reverse=True):
        found = re.search(rf"\b{re.escape(wording)}\b", text, re.IGNORECASE)
        if found:
            return text[: found.start()] + text[found.end() :]
    return text


def cut_at(cue: str, text: str, language: str) -> tuple[str, str] | None:
    """The text before and behind the first of the cue's phrases in it, or None; the longest phrase first."""
    found = _phrases(cue, language).search(text)
    return (text[: found.start()], text[found.end() :]) if found else None


def clauses(text: str, language: str) -> list[str]:
    """The text cut at its marks and at every 'maar' of the language."""
    return [clause for part in _MARKS.split(text) for clause in _phrases("rsvp_but", language).split(part)]


def template(name: str, language: str) -> str | None:
    """The sentence of that name; None where the language has none yet."""
    value = _data().get(language, {}).get(name)
    return None if value is None else str(value)


def every(parts: Mapping[str, str], language: str) -> str | None:
    """A recurrence rule (its parts) in words that the date grammar reads; None for one that it has no words for."""
    frequency, days = parts["FREQ"].lower(), parts.get("BYDAY", "")
    nth, day = days[:-2], days[-2:]
    name = {("weekly", True): "every_weekday", ("monthly", True): "every_nth"}.get((frequency, bool(days)))
    if "," in days or (frequency == "monthly" and days and not nth):
        return None
    pattern = template(name or f"every_{frequency}", language)
    words = _data().get(language, {})
    weekday, place = words.get("weekdays", {}).get(day, ""), words.get("places", {}).get(nth, "")
    return pattern and pattern.format(number=parts.get("INTERVAL", 1), weekday=weekday, place=place)


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


@cache
def _phrases(cue: str, language: str) -> re.Pattern[str]:
    """What finds one of the cue's phrases, the longest first; nothing where the language has none."""
    known = sorted(_cues(language).get(cue, ()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b" if known else r"(?!)", re.IGNORECASE)


@cache
def _cues(language: str) -> dict[str, frozenset[str]]:
    data = dict(_data().get(language, {}))
    whole: Mapping[str, list[str]] = data.pop("whole", {})
    lists = {**{name: value for name, value in data.items() if isinstance(value, list)}}
    lists |= {f"whole {name}": value for name, value in whole.items()}
    return {name: frozenset(_bare(wording) for wording in value) for name, value in lists.items()}


@cache
def _data() -> dict[str, dict[str, Any]]:
    """By language: the words of meetings, of who is asked to them, of answers to that, of polls, and of what is said
    beside them."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("meetings", "invited", "polls", "rsvp", "asides", "cues/fr", "cues/de", "cues/en"):
        loaded = yaml.safe_load(files("intents").joinpath(f"data/{name}.yaml").read_text("utf8"))
        for language, words in loaded.items():
            known = found.setdefault(language, {})
            both = {"whole": {**known.get("whole", {}), **words.get("whole", {})}}
            known.update({**words, **both})
    return found

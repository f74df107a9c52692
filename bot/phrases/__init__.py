"""Key + values + language → text. The words are Fluent files, a folder a language; people read only these.

Emphasis is written **so** in the files and in entries; it becomes two private characters around the words, which
no text that people typed can hold (`storage.privacy.normalise` takes them out), and every channel turns those
into its own markup. So a value can never bring markup in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

from intents.model import Phrase

STRONG_ON, STRONG_OFF = "\ue000", "\ue001"
LANGUAGES = ("nl", "fr", "de", "en")
_BRUSSELS = ZoneInfo("Europe/Brussels")
OWN = "own"
"""The key of a phrase whose text is an entry's: Spil's own words, held as data elsewhere."""

_CLOCK = {"nl": "{0:%H}.{0:%M} u", "fr": "{0:%H} h {0:%M}", "de": "{0:%H}:{0:%M} Uhr", "en": "{0:%H}:{0:%M}"}
_OWN_ON, _OWN_OFF = "\ue004", "\ue005"
"""Around a moment in the reader's own time zone, until it stands behind what the sentence says of the moment."""
_OWN = re.compile(rf"{_OWN_ON}([^{_OWN_OFF}]*){_OWN_OFF}(?: \(([^()]*)\))?")
_STRONG = re.compile(r"\*\*([^*\n]{1,300})\*\*")


class UnknownPhrase(KeyError):
    """No words for this key in this language; `spil check` lists all such keys."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language."""

    language: str
    bundle: FluentBundle
    zone: str | None = None
    """The reader's time zone (IANA). Where its clock differs from Brussels, a moment is said in both."""

    def read_in(self, zone: str | None) -> "Phrases":
        """The same words for somebody who lives in that time zone."""
        return replace(self, zone=zone)

    def text(self, phrase: Phrase) -> str:
        """The words of a phrase. Raises `UnknownPhrase`."""
        if phrase.key == OWN:
            return mark(str(phrase.values["text"]))
        if not phrase.values:
            return _fixed(self.bundle, phrase.key)
        message = _message(self.bundle, phrase.key)
        values = {name: self._value(value) for name, value in _whole_moments(phrase.values).items()}
        long = {name: value for name, value in values.items() if _is_long(value)}
        marked = {**values, **{name: f"\ue002{name}\ue003" for name in long}}
        text = str(self.bundle.format_pattern(message, marked)[0])
        for name, value in long.items():
            text = text.replace(f"\ue002{name}\ue003", value)
        return _OWN.sub(lambda own: f" ({own[2]}; {own[1]})" if own[2] else f" ({own[1]})", text)

    def keys(self) -> set[str]:
        return set(self.bundle._messages)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Phrase):
            return self.text(value)
        if isinstance(value, _Hour):
            return f"{self._clock(value.moment)}{self._own(value.moment)}"
        if isinstance(value, datetime):
            return f"{self._day(value)}, {self._clock(value)}{self._own(value)}"
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, time):
            return self._clock(value)
        if isinstance(value, list | tuple) and value and type(value[0]) is date:
            return ", ".join(self._short(day) for day in value)
        if isinstance(value, list | tuple):
            return format_list([str(self._value(item)) for item in value], locale=self.language)
        return value

    def _own(self, local: datetime) -> str:
        """A moment on a Brussels clock as the reader's own clock shows it; nothing where that is the same."""
        zone = _zone(self.zone) if self.zone else None
        if zone is None or local.tzinfo is not None:
            return ""
        own = local.replace(tzinfo=_BRUSSELS).astimezone(zone).replace(tzinfo=None)
        if own == local:
            return ""
        clock = self._clock(own) if own.date() == local.date() else f"{self._day(own)}, {self._clock(own)}"
        words = self.text(Phrase("own-time", {"clock": clock, "zone": str(self.zone)}))
        return f"{_OWN_ON}{words}{_OWN_OFF}"

    def _short(self, day: date) -> str:
        return format_date(day, "d MMMM", locale=self.language)

    def _day(self, day: date) -> str:
        return _in_words(date(day.year, day.month, day.day), self.language)

    def _clock(self, clock: datetime | time) -> str:
        return _CLOCK[self.language].format(clock)


def _message(bundle: FluentBundle, key: str) -> Any:
    message = bundle.get_message(key) if bundle.has_message(key) else None
    if message is None or message.value is None:
        raise UnknownPhrase(key)
    return message.value


@lru_cache(maxsize=2_000)
def _fixed(bundle: FluentBundle, key: str) -> str:
    """The words of a phrase without values: the labels of buttons, over and over."""
    return str(bundle.format_pattern(_message(bundle, key), {})[0])


@lru_cache(maxsize=500)
def _in_words(day: date, language: str) -> str:
    return format_date(day, "EEEE d MMMM y", locale=language)


@dataclass(frozen=True, slots=True)
class _Hour:
    """The time of a moment whose day is known too."""

    moment: datetime


def _whole_moments(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values; a time beside the moment that it is the time of, as the hour of that moment."""
    moments = {value.time(): value for value in values.values() if isinstance(value, datetime)}
    return {
        name: _Hour(moments[value]) if isinstance(value, time) and value in moments else value
        for name, value in values.items()
    }


@lru_cache(maxsize=500)
def _zone(name: str) -> ZoneInfo | None:
    """The time zone by that name; None for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # Unknown, no name at all, or a folder of the time zone data.
        return None


def _is_long(value: Any) -> bool:
    """Fluent refuses a value of more than 2,500 characters; such a one is put in its place afterwards."""
    return isinstance(value, str) and len(value) > 2_000


@cache
def phrases(language: str) -> Phrases:
    """The phrases of `language`; Dutch where that language has none yet."""
    chosen = language if _sources(language) else "nl"
    bundle = FluentBundle([chosen], use_isolating=False)
    for source in _sources(chosen):
        bundle.add_resource(FluentResource(mark(source)))
    return Phrases(chosen, bundle)


def mark(text: str) -> str:
    """`text` with **emphasis** as the two private characters."""
    return _STRONG.sub(rf"{STRONG_ON}\1{STRONG_OFF}", text)


def plain(text: str) -> str:
    """`text` without emphasis."""
    return text.replace(STRONG_ON, "").replace(STRONG_OFF, "")


_AS_IS, _MOMENTS = (str, int, NoneType), (datetime, date, time)


def encode(value: Any) -> Any:
    """A phrase's values as JSON: dates, times and phrases get a tag."""
    if isinstance(value, _AS_IS):  # By far the most.
        return value
    if isinstance(value, Phrase):
        return {"@": "phrase", "key": value.key, "values": encode(value.values)}
    if isinstance(value, _MOMENTS):
        return {"@": type(value).__name__, "value": value.isoformat()}
    if isinstance(value, Mapping):
        return {name: encode(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return value


def decode(value: Any) -> Any:
    """The values that `encode` made JSON of."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    tag = value.get("@")
    if tag == "phrase":
        return Phrase(value["key"], decode(value["values"]))
    if tag in _READERS:
        return _READERS[tag](value["value"])
    return {name: decode(item) for name, item in value.items()}


_READERS = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


def _sources(language: str) -> list[str]:
    folder = files("bot.phrases").joinpath(language)
    if not folder.is_dir():
        return []
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".ftl"))
    return [folder.joinpath(name).read_text("utf8") for name in names]

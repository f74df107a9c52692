"""The readers of dates that are compared: each answers an expression with a row as `spil dates` writes them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from intents.dates import read_one

Row = dict[str, Any]


class Reader(Protocol):
    """A reader of dates. `name` is how the figures call it, `languages` what it can be asked in."""

    name: str
    languages: tuple[str, ...]

    def read(self, span: str, language: str, now: datetime) -> Row | None:
        """The one expression that a span holds; None where it finds none."""
        ...


class Spil:
    """This project's grammar."""

    name = "spil"
    languages: tuple[str, ...] = ("nl", "fr", "de", "en")

    def read(self, span: str, language: str, now: datetime) -> Row | None:
        """As the verb `dates` reads a row."""
        return read_one(span, language, now)


class DateParser:
    """dateparser, told the language, the reference, and that the day stands first. Raises `ImportError` where it is
    not installed. It knows moments only: no stretches, no recurrences."""

    name = "dateparser"
    languages: tuple[str, ...] = ("nl", "fr", "de", "en")

    def __init__(self) -> None:
        import dateparser  # type: ignore # no part of Spil

        self._parse = dateparser.parse

    def read(self, span: str, language: str, now: datetime) -> Row | None:
        """Its moment, in the future where that is open."""
        settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
        found: datetime | None = self._parse(span, languages=[language], settings=settings)
        return {"type": "instant", "value": found.replace(tzinfo=None).isoformat()} if found else None


class Recognizers:
    """Microsoft's recognizers-text, of whose Python port the released version reads English and French. Raises
    `ImportError` where it is not installed (1.0.2a2 also wants emoji < 2)."""

    name = "recognizers-text"
    languages: tuple[str, ...] = ("fr", "en")

    def __init__(self) -> None:
        from recognizers_date_time import recognize_datetime  # type: ignore # no part of Spil

        self._recognize = recognize_datetime

    def read(self, span: str, language: str, now: datetime) -> Row | None:
        """Its last resolution of its longest find, which is the future one of two."""
        found = self._recognize(span, _CULTURES[language], reference=now)
        longest = max(found, key=lambda one: len(one.text)) if found else None
        values = (longest.resolution or {}).get("values") if longest else None
        return next(_rows(values[-1]), None) if values else None


_CULTURES = {"fr": "fr-fr", "en": "en-us"}


def _rows(value: dict[str, str]) -> Iterator[Row]:
    """A resolution as a row; none where it stays open ('not resolved')."""
    kind = value["type"]
    if kind in ("date", "datetime", "time") and "value" in value and value["value"] != "not resolved":
        yield {"type": "time" if kind == "time" else "instant", "value": value["value"]}
    elif kind == "duration" and "value" in value:
        yield {"type": "duration", "seconds": float(value["value"])}
    elif kind.endswith("range") and {"start", "end"} <= value.keys():
        name = "time_interval" if kind == "timerange" else "interval"
        yield {"type": name, "start": value["start"], "end": value["end"]}
    elif kind.endswith("range") and {"start", "end"} & value.keys():
        direction, edge = ("after", "start") if "start" in value else ("before", "end")
        yield {"type": "open_interval", "direction": direction, "value": value[edge]}
    elif kind == "set" and value["timex"] in _EVERY:
        yield {"type": "set", "rrule": _EVERY[value["timex"]], "time": None}


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY = {
    "P1D": "FREQ=DAILY",
    "P1W": "FREQ=WEEKLY",
    "P2W": "FREQ=WEEKLY;INTERVAL=2",
    "P1M": "FREQ=MONTHLY",
    "P3M": "FREQ=MONTHLY;INTERVAL=3",
    "P1Y": "FREQ=YEARLY",
    **{f"XXXX-WXX-{n}": f"FREQ=WEEKLY;BYDAY={day}" for n, day in enumerate(_DAYS, 1)},
}
"""Its names of recurrences that are a rule of a calendar without more."""

READERS: tuple[type[Spil] | type[DateParser] | type[Recognizers], ...] = (Spil, DateParser, Recognizers)

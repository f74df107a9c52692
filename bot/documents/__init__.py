"""What is handed over as a file, made in memory from a kind and values: the sheet, the invitation."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from intents.model import Attachment, Values

if TYPE_CHECKING:
    from bot.documents.sheet import Form
    from scheduler.model import Meeting, Occurrence

# The libraries behind the documents are loaded when the first one is made: they would double the start-up.


def make_file(attachment: Attachment) -> tuple[str, bytes]:
    """The file's name and content. Raises `KeyError` for a kind that nobody makes or a value that is missing.

    The name is ours, of letters, digits and dashes: whatever the values hold, it names a file in one folder.
    """
    name, extension, content = _MAKERS[attachment.kind](attachment.values)
    return f"{_plain(name)}.{extension}", content


def _sheet(values: Values) -> tuple[str, str, bytes]:
    from bot.documents.paper import Paper

    return _sheet_on(Paper, "docx", values)


def _sheet_printed(values: Values) -> tuple[str, str, bytes]:
    from bot.documents.typeset import Typeset

    return _sheet_on(Typeset, "pdf", values)


def _sheet_on(form: "type[Form]", extension: str, values: Values) -> tuple[str, str, bytes]:
    """Values: language, participants (functions, all of whom agreed) and the fields of `SheetContent`."""
    from bot.documents.sheet import SheetContent, sheet_document, sheet_words

    own = {name: value for name, value in values.items() if name not in ("language", "participants")}
    agreements = [(function, True) for function in values["participants"]]
    content = SheetContent(**own, agreements=agreements)
    document = sheet_document(content, sheet_words(values["language"]), form)
    return f"terugkoppelingsfiche {content.reference} v{content.version}", extension, document


def _calendar(values: Values) -> tuple[str, str, bytes]:
    """Values: meeting (the fields of `Meeting`), changed (moved or cancelled times), method, language, now (aware)."""
    from bot.documents.calendar import invitation
    from scheduler.model import Meeting, Occurrence

    series = dict(values["meeting"])
    series["exdates"] = frozenset(date.fromisoformat(day) for day in series["exdates"])
    meeting = Meeting(**{**series, "reminders": tuple(series["reminders"])})
    own = {"meeting_id": meeting.id, "minutes": meeting.minutes}
    changed = [Occurrence(**{**own, **row}) for row in values["changed"]]
    language = values.get("language", "nl")
    content = invitation(meeting, changed, method=values["method"], now=values["now"], language=language)
    return _calendar_name(meeting, changed), "ics", content


def _minutes(values: Values) -> tuple[str, str, bytes]:
    """Values: language and the fields of `MinutesContent`."""
    from bot.documents.minutes import MinutesContent, minutes_document

    own = {name: value for name, value in values.items() if name != "language"}
    content = MinutesContent(**own)
    return f"verslag {content.kind} {content.start:%Y-%m-%d}", "docx", minutes_document(content)


def _keylist(values: Values) -> tuple[str, str, bytes]:
    """Values: references (code, the day on which it was made), made_on."""
    from bot.documents.keylist import keylist_document

    made_on = values["made_on"]
    return f"sleutellijst {made_on}", "pdf", keylist_document(values["references"], made_on)


def _succession(values: Values) -> tuple[str, str, bytes]:
    """Values: the fields of `SuccessionContent`."""
    from bot.documents.succession import SuccessionContent, succession_document

    content = SuccessionContent(**values)
    return f"overdracht {content.made_on}", "docx", succession_document(content)


def _export(values: Values) -> tuple[str, str, bytes]:
    """Values: day, and the text that is JSON already."""
    return f"mijn gegevens {values['day']}", "json", values["text"].encode()


def _calendar_name(meeting: "Meeting", changed: "Sequence[Occurrence]") -> str:
    """Kind, day and a piece of the meeting's id: two meetings on one day are two files. A meeting that was moved
    has its new day, a series the day on which it begins."""
    start = changed[0].start if changed and not meeting.rule else meeting.start
    return f"{meeting.kind} {start:%Y-%m-%d} {meeting.id[:5]}"


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name[:80]).strip("-")


_MAKERS: Mapping[str, Callable[[Values], tuple[str, str, bytes]]] = {
    "sheet": _sheet,
    "sheet_pdf": _sheet_printed,
    "calendar": _calendar,
    "minutes": _minutes,
    "keylist": _keylist,
    "succession": _succession,
    "export": _export,
}

"""The skeleton of a meeting's minutes as a DOCX: functions, references, room to write. No name of anybody in it.

What is written in it afterwards is written outside Spil. Made in memory; nothing of it is kept here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from bot.documents.paper import Paper, clean
from bot.documents.words import words_of
from bot.phrases import phrases
from intents.model import Phrase


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """What the skeleton holds. `start`, `next`: naive local; `functions`, `outline`: codes; `codes`: references of
    cases; `subjects`: other points, in words that passed the gate."""

    kind: str
    title: str
    start: datetime
    place: str
    made_on: date
    functions: Sequence[str] = ()
    codes: Sequence[str] = ()
    subjects: Sequence[str] = ()
    outline: Sequence[str] = ()
    next: datetime | None = None


def minutes_document(content: MinutesContent) -> bytes:
    """The bytes of the DOCX, in Dutch: the language of the official models."""
    words = words_of("minutes")
    paper = Paper(f"{words['title']} {clean(content.kind)}", "nl", content.made_on)
    paper.title(
        words["title"], f"{clean(content.title[:1].upper() + content.title[1:])} · {_day(content.start)}"
    )
    paper.paragraph(words["guidance"], style="Intro")
    rows: list[tuple[str, str | None, str]] = [
        (words["when"], f"{_day(content.start)}, {content.start:%H.%M} u", ""),
        (words["place"], content.place or None, ""),
        (
            words["present"],
            ", ".join(_function(one) for one in content.functions) or None,
            words["by_function"],
        ),
        (words["excused"], None, words["by_function"]),
        (words["chair"], None, words["not_io"]),
    ]
    paper.fields(rows, "")
    _points(paper, content, words)
    paper.heading(words["next_meeting"])
    following = f"{_day(content.next)}, {content.next:%H.%M} u" if content.next else None
    paper.fields([(words["next_meeting"], following, "")], "")
    paper.margins(
        words["running"], f"{clean(content.kind)} · {_day(content.start)}", (words["page"], words["of"])
    )
    return paper.to_bytes()


def _points(paper: Paper, content: MinutesContent, words: Mapping[str, str]) -> None:
    """The cases by their reference, then the other subjects, then what this kind of meeting always has."""
    for number, code in enumerate(content.codes, 1):
        paper.heading(f"{number}. {clean(code)}")
        rows: list[tuple[str, str | None, str]] = [
            (words["consensus"], words["yes_no"], words["consensus_note"]),
            (words["measures"], None, words["measures_note"]),
            (words["who_does"], None, words["by_function"]),
            (words["sheet"], words["yes_no"], words["sheet_note"]),
        ]
        paper.fields(rows, "")
    others = [*content.subjects, *(_outline(one) for one in content.outline)]
    for number, subject in enumerate(others, len(content.codes) + 1):
        paper.heading(f"{number}. {clean(subject)}")
        paper.fields([(words["agreed"], None, "")], "")


def _function(code: str) -> str:
    return phrases("nl").text(Phrase(f"function-{code}"))


def _outline(code: str) -> str:
    return phrases("nl").text(Phrase(f"outline-{code}"))


def _day(moment: datetime) -> str:
    return str(format_date(moment, "EEEE d MMMM y", locale="nl"))

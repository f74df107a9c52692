"""The key list to be filled in by hand: the open references, room for new ones, and no name in it."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.documents.sheet import Form
from bot.documents.typeset import Typeset
from bot.documents.words import words_of

ROOM = 12
"""Empty lines for references that are still to be made."""


def keylist_document(
    references: Sequence[tuple[str, date]], made_on: date, on: type[Form] = Typeset
) -> bytes:
    """The bytes of the PDF, in Dutch. `references`: each with the day on which it was made."""
    words, day = words_of("keylist"), _day(made_on)
    paper = on(words["title"], "nl", made_on)
    paper.title(words["title"], words["below"].format(day=day))
    paper.paragraph(words["guidance"], style="Intro")
    if references:
        paper.heading(words["known"])
        paper.fields([(code, None, words["made"].format(day=_day(made))) for code, made in references], "")
    paper.heading(words["free"])
    paper.paragraph(words["check"], style="Intro")
    paper.fields([(words["blank"], None, "")] * ROOM, "")
    paper.margins(words["running"], day, (words["page"], words["of"]))
    return paper.to_bytes()


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))

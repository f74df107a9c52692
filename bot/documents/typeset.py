"""A form written from top to bottom into a tagged PDF, in memory and nowhere else: the same steps as `Paper`.

How it looks is `paper.typ`; it has no other source, reads no file and no network, and carries its own letters.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from bot.documents.look import LOCALES
from bot.documents.paper import FEW_ROWS, begins_right_to_left, clean, stays_whole

_KEPT_FOR = 11
_UNBROKEN = re.compile(r"\S{40}")
"""A run of so many characters may be broken after: else it would leave its box."""


class Typeset:
    """A form being written. `title`, `language` and the day go into the file's properties."""

    def __init__(self, title: str, language: str, made_on: date) -> None:
        spoken, region = LOCALES[language].split("-")
        self._told: dict[str, Any] = {"title": title, "language": spoken, "region": region}
        self._told["day"] = {"year": made_on.year, "month": made_on.month, "day": made_on.day}
        self._parts: list[dict[str, Any]] = []

    def title(self, text: str, below: str) -> None:
        """The document's title and the line under it."""
        self._add("title", text=text, below=below)

    def heading(self, text: str, new_page: bool = False) -> None:
        """A block's heading, for the eye and for navigation."""
        self._add("heading", text=text, new_page=new_page)

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """A sentence of ours, in the style Normal, Intro or Notice."""
        self._add("paragraph", text=text, style=style)

    def fields(self, rows: Sequence[tuple[str, str | None, str]], empty: str) -> None:
        """Rows of label, value and note, as `Paper.fields`; a value of None is a line to be filled in by hand."""
        told = [
            {
                "label": label,
                "blank": value is None,
                "value": _value(value or "", empty),
                "note": note,
                "breakable": not stays_whole(value or ""),
            }
            for label, value, note in rows
        ]
        self._add("fields", rows=told)

    def box(self, label: str, guidance: str, text: str, empty: str) -> None:
        """A box: label and guidance above what was written, or `empty` where nothing was."""
        value = _value(text, empty)
        self._add("box", label=label, guidance=guidance, value=value, breakable=not stays_whole(text))

    def listing(self, header: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        """A table of two columns whose header row repeats on each page; a short one stays on one."""
        told = [[_breakable(clean(value)) for value in row] for row in rows]
        self._add("listing", header=list(header), rows=told, breakable=len(rows) > FEW_ROWS)

    def margins(self, above: str, below: str, page: tuple[str, str]) -> None:
        """The running header, and the footer with the page out of all pages; `page`: ('Pagina', 'van')."""
        self._told |= {"above": above, "below": below, "page": page[0], "of": page[1]}

    def to_bytes(self) -> bytes:
        """The PDF: PDF/UA-1; with a letter that ours do not have, tagged all the same, in a letter of the machine's."""
        told = json.dumps({**self._told, "parts": self._parts})
        try:
            made = _compiled(told, ignore_system_fonts=True, pdf_standards=["ua-1"])
        except typst.TypstError:
            made = _compiled(told)
        finally:
            _forget()
        return made

    def _add(self, kind: str, **values: Any) -> None:
        self._parts.append({"kind": kind, **values})


def _compiled(told: str, **how: Any) -> bytes:
    return bytes(typst.compile(_form(), format="pdf", sys_inputs={"told": told}, **how))


def _forget() -> None:
    """The typesetter keeps what it set for its next ten documents, to be quicker: these are empty."""
    for _ in range(_KEPT_FOR):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _value(text: str, empty: str) -> dict[str, Any]:
    """What was written, by paragraph and line; `empty` where nothing was."""
    written = clean(text)
    paragraphs = [part.strip("\n") for part in (written or empty).split("\n\n") if part.strip()]
    told = [
        {"lines": [_breakable(line) for line in part.split("\n")], "rtl": begins_right_to_left(part)}
        for part in paragraphs
    ]
    return {"text": told, "empty": not written}


def _breakable(text: str) -> str:
    return _UNBROKEN.sub("\\g<0>\u200b", text)


@cache
def _form() -> bytes:
    return files("bot.documents").joinpath("paper.typ").read_bytes()

"""The feedback sheet as a document: the blocks of the official model in their order, with what was filled in.

Name, birth date and status are blanks: Spil never asks for them, the Information Officer writes them by hand.
Made in memory; the text of the boxes touches no disk here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml
from babel.dates import format_date

from bot.documents.paper import Paper, clean

if TYPE_CHECKING:
    from bot.documents.typeset import Typeset

Form: TypeAlias = "Paper | Typeset"
"""What a sheet is written on: both take the same steps."""

DOMAINS = ("ideology", "social", "intention", "acts", "psychological", "additional")
BOXES = ("reason", *DOMAINS, "followup", "history", "impact", "closing", "questions")


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What one sheet says. `boxes` by field id (see BOXES); one that is missing or blank was skipped.

    `phase` and `categories` are codes of sheet.nl.yaml; an own wording is shown as it is. `agreements` are
    pairs of a participant's function, never a name, and whether it agreed to this version.
    """

    reference: str
    version: int
    direction: Literal["to_ltf", "to_livc"]
    subject: Literal["person", "organisation"]
    town: str
    police_zone: str
    made_on: date
    dates: Sequence[date] = ()
    boxes: Mapping[str, str] = field(default_factory=dict)
    phase: str | None = None
    categories: Sequence[str] = ()
    agreements: Sequence[tuple[str, bool]] = ()


def sheet_words(language: str = "nl") -> Mapping[str, str]:
    """The words of the sheet, keys joined by a dot: 'phases.startup'; Dutch where the language has none.

    The official model is Dutch; official names in French and German were not found.
    """
    there = files("bot.documents").joinpath(f"sheet.{language}.yaml").is_file()
    return _words(language if there else "nl")


def sheet_document(content: SheetContent, words: Mapping[str, str], on: type[Form] = Paper) -> bytes:
    """The sheet as the bytes of a DOCX; on `Typeset` of a tagged PDF. Raises `KeyError` for an unknown box or a word
    that is missing."""
    unknown = set(content.boxes) - set(BOXES)
    if unknown:
        raise KeyError("a box that the sheet does not have")
    paper = on(f"{words['title']} {clean(content.reference)}", words["language"], content.made_on)
    _opening(paper, content, words)
    _discussion(paper, content, words)
    _reason_and_domains(paper, content, words)
    _trajectory(paper, content, words)
    _questions(paper, content, words)
    _agreement(paper, content, words)
    _ending(paper, content, words)
    return paper.to_bytes()


def _opening(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    paper.title(words["title"], words[f"{content.direction}.from_to"])
    rows = [
        (words["reference"], content.reference, ""),
        (words["version"], str(content.version), ""),
        (words["made_on"], _day(content.made_on, words), ""),
    ]
    paper.fields(rows, words["not_filled"])
    paper.heading(words["explanation"])
    paper.paragraph(f"{words[f'{content.direction}.purpose']} {words['explanation_text']}")


def _discussion(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    born, born_note = None, words["by_hand"]
    if content.subject == "organisation":
        born, born_note = words["no_birth_date"], ""
    rows = [
        (words["town"], content.town, ""),
        (words["dates"], ", ".join(_day(each, words) for each in content.dates), ""),
        (words["police_zone"], content.police_zone, ""),
        (words["name"], None, words["by_hand"]),
        (words["birth_date"], born, born_note),
        (words["status"], None, words["by_hand_status"]),
    ]
    paper.heading(f"1. {words['discussion']}")
    paper.fields(rows, words["not_filled"])


def _reason_and_domains(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    paper.heading(f"2. {words['reason_title']}")
    _box(paper, content, words, "reason")
    paper.heading(f"3. {words['domains']}")
    paper.paragraph(words["domains_text"], style="Intro")
    for domain in DOMAINS:
        _box(paper, content, words, domain)


def _trajectory(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    phase = words.get(f"phases.{content.phase}", content.phase or "")
    parts = "; ".join(words.get(f"category.{code}", code) for code in content.categories)
    paper.heading(f"4. {words['trajectory']}")
    paper.paragraph(words["trajectory_text"], style="Intro")
    rows = [(words["phase"], phase, ""), (words["categories"], parts, "")]
    paper.fields(rows, words[f"{content.direction}.not_filled"])
    for name in ("followup", "history", "impact", "closing"):
        _box(paper, content, words, name)


def _questions(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    """What one platform asks the other. Why the LTF refers, and what it discussed, never enters Spil: a blank."""
    paper.heading(f"5. {words[f'{content.direction}.questions']}")
    _box(paper, content, words, "questions")
    if content.direction == "to_livc":
        paper.fields([(words["referral"], None, words["by_hand"])], words["not_filled"])


def _agreement(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    answer = {True: words["yes"], False: words["no"]}
    rows = [(function, answer[agreed]) for function, agreed in content.agreements]
    consensus = bool(rows) and all(agreed for _, agreed in content.agreements)
    paper.heading(words["agreement"])
    paper.paragraph(words["agreement_text"], style="Intro")
    if rows:
        paper.listing((words["function"], words["agreed"]), rows)
    paper.paragraph(words["consensus" if consensus else "no_consensus"], style="Notice")


def _ending(paper: Form, content: SheetContent, words: Mapping[str, str]) -> None:
    paper.heading(words["sending"])
    paper.paragraph(words["sending_text"])
    paper.heading(words["ground"])
    paper.paragraph(words["ground_text"])
    paper.heading(words["tensions"], new_page=True)
    paper.paragraph(words["tensions_apart"], style="Notice")
    for name in ("facts", "status", "numbers"):
        paper.paragraph(words[f"tensions_{name}"], style="Intro")
    below = words["footer"].format(
        reference=clean(content.reference), version=content.version, made_on=_day(content.made_on, words)
    )
    paper.margins(words["running"], below, (words["page"], words["of"]))


def _box(paper: Form, content: SheetContent, words: Mapping[str, str], name: str) -> None:
    """A box by its field id; where a block has one box only, its heading is the label."""
    text, empty = content.boxes.get(name, ""), words[f"{content.direction}.not_filled"]
    paper.box(words.get(name, ""), words.get(f"{name}_text", ""), text, empty)


def _day(day: date, words: Mapping[str, str]) -> str:
    return str(format_date(day, "d MMMM y", locale=words["language"]))


@cache
def _words(language: str) -> Mapping[str, str]:
    source = files("bot.documents").joinpath(f"sheet.{language}.yaml")
    return dict(_flat(yaml.safe_load(source.read_text("utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return rows

"""What a new coordinator gets of a cell: functions, meetings with their reminders, open references, what is to be done.
Nothing in it about persons. Made in memory; nothing of it is kept here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.documents.paper import Paper, clean
from bot.documents.sheet import sheet_words
from bot.documents.words import words_of
from bot.phrases import phrases, plain
from intents.model import Phrase, Values

STEPS = ("key", "invite", "owner", "officer", "key_file", "leave")


@dataclass(frozen=True, slots=True)
class SuccessionContent:
    """`functions`, `roles`: code and how many; `unsaid`: members without a function. `meetings`: the phrases
    `next`, `rhythm`, `reminders`. `closings`: days, or '--12-26' for each year. `references`: code, day on which it was
    made, day and phase of the last sheet."""

    made_on: date
    functions: Sequence[tuple[str, int]]
    unsaid: int
    roles: Sequence[tuple[str, int]]
    meetings: Sequence[Values]
    closings: Sequence[str]
    polls: int
    references: Sequence[tuple[str, date, tuple[date, str | None] | None]]


def succession_document(content: SuccessionContent) -> bytes:
    """The bytes of the DOCX, in Dutch."""
    words = words_of("succession")
    paper = Paper(words["title"], "nl", content.made_on)
    paper.title(words["title"], _day(content.made_on))
    paper.paragraph(words["guidance"], style="Intro")
    _functions(paper, content, words)
    _meetings(paper, content, words)
    _references(paper, content, words)
    paper.heading(words["steps"])
    paper.paragraph(words["limits"], style="Notice")
    paper.listing((words["step"], ""), [(words[f"step_{step}"], words["tick"]) for step in STEPS])
    paper.margins(words["running"], _day(content.made_on), (words["page"], words["of"]))
    return paper.to_bytes()


def _functions(paper: Paper, content: SuccessionContent, words: Mapping[str, str]) -> None:
    rows = [(_said(Phrase(f"function-{code}")), str(count)) for code, count in content.functions]
    rows += [(words["unsaid"], str(content.unsaid))] if content.unsaid else []
    paper.heading(words["functions"])
    paper.listing((words["function"], words["members"]), rows)
    roles = ", ".join(f"{_said(Phrase(f'role-{role}'))} ({count})" for role, count in content.roles)
    paper.fields([(words["roles"], roles, "")], words["none"])


def _meetings(paper: Paper, content: SuccessionContent, words: Mapping[str, str]) -> None:
    paper.heading(words["meetings"])
    for meeting in content.meetings:
        rhythm = _said(meeting["rhythm"]) if meeting["rhythm"] else words["once"]
        reminders = ", ".join(_said(each) for each in meeting["reminders"])
        rows = [(words["rhythm"], rhythm, ""), (words["reminders"], reminders, "")]
        paper.fields([(words["next"], clean(_said(meeting["next"])), ""), *rows], words["none"])
    closings = ", ".join(_closing(day) for day in content.closings)
    polls = str(content.polls) if content.polls else ""
    paper.fields([(words["closings"], closings, ""), (words["polls"], polls, "")], words["none"])


def _references(paper: Paper, content: SuccessionContent, words: Mapping[str, str]) -> None:
    phases = sheet_words("nl")
    rows = []
    for code, made, last in content.references:
        told = words["made"].format(code=code, day=_day(made))
        phase = phases.get(f"phases.{last[1]}", "") if last else ""
        rows.append((f"{told} · {phase}" if phase else told, _day(last[0]) if last else words["no_sheet"]))
    paper.heading(words["references"])
    if rows:
        paper.listing((words["reference"], words["last_sheet"]), rows)
    else:
        paper.paragraph(words["none"])


def _said(phrase: Phrase) -> str:
    return plain(phrases("nl").text(phrase))


def _closing(day: str) -> str:
    """A day, or one of every year ('--12-26')."""
    every = day.startswith("--")
    whole = date.fromisoformat(f"2000{day[1:]}" if every else day)
    return str(format_date(whole, "d MMMM" if every else "d MMMM y", locale="nl"))


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))

"""`spil evaluate search`: documents and questions in, how well the search over passages finds and abstains out."""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

import click

from bot.cli.evaluate.files import Row, bad, rows_of
from knowledge.documents.index import PassageIndex
from knowledge.documents.learning.measuring import Question, figures, measure
from knowledge.documents.terms import language_of

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FIRST = 200
"""Documents by which the language is told where nobody names it."""


@click.command()
@click.option("--docs", "documents", type=_FILE, required=True, help='Rows {"id", "text"}.')
@click.option("--queries", type=_FILE, required=True, help='Rows {"query", "gold", "answerable"}.')
@click.option(
    "--compare", is_flag=True, help="Also with the model of --encoder; both figures, and whether it helps."
)
@click.option(
    "--encoder", type=_FOLDER, help="The folder of a model of meaning. Default: that of the settings."
)
@click.option(
    "--data", type=_FOLDER, help="The installation: with --compare it uses the model where it helps."
)
@click.option("--lang", type=click.Choice(["nl", "fr", "de", "en"]), help="Default: told by the documents.")
def command(documents: Path, queries: Path, lang: str | None, compare: bool, **model: Path | None) -> None:
    """Measure the search over passages. `gold` is the id of the right document, or a list of ids where several are
    right, or null where nothing answers. Percentages go from 0 to 100, times are milliseconds."""
    rows = _Documents(documents)
    language = lang or language_of(text for text, _ in zip(rows.texts(), range(_FIRST), strict=False))
    index = PassageIndex(rows.texts(), repeat(""), language)
    if not rows.ids:
        raise click.ClickException(f"{documents}: holds no documents")
    questions = list(_questions(queries, rows.ids))
    if not questions:
        raise click.ClickException(f"{queries}: holds no questions")
    figured = _compared if compare else _alone
    found = figured(rows, index, questions, **model)
    print(json.dumps(found, ensure_ascii=False))


def _alone(rows: "_Documents", index: PassageIndex, questions: list[Question], **_model: Path | None) -> Row:
    return figures(measure(index, rows.text, questions))


def _compared(
    rows: "_Documents", index: PassageIndex, questions: list[Question], **model: Path | None
) -> Row:
    """The figures without and with the model that is plugged in."""
    from bot.cli.evaluate.comparing import Plugged  # Settings and models: not for measuring alone.

    plugged = Plugged(model["data"], model["encoder"], index.language)
    without = measure(index, rows.text, questions)
    return plugged.compared(without, measure(plugged.index(rows.texts()), rows.text, questions))


@dataclass
class _Documents:
    """A file of documents. Only the ids stay in memory, with their places; a text is read again when it is wanted."""

    path: Path
    ids: dict[str, int] = field(default_factory=dict)
    starts: "array[int]" = field(default_factory=lambda: array("q"))

    def texts(self) -> Iterator[str]:
        """The texts in their order. Whoever reads to the end has filled `ids`."""
        self.ids, self.starts = {}, array("q")
        for number, start, row in rows_of(self.path):
            name, text = row.get("id"), row.get("text")
            if not isinstance(name, str | int) or isinstance(name, bool):
                raise bad(self.path, number, "has no 'id'")
            if not isinstance(text, str):
                raise bad(self.path, number, "has no 'text'")
            if str(name) in self.ids:
                raise bad(self.path, number, "has the 'id' of an earlier one")
            self.ids[str(name)] = len(self.ids)
            self.starts.append(start)
            yield text

    def text(self, place: int) -> str:
        """The text of one document."""
        with self.path.open("rb") as file:
            file.seek(self.starts[place])
            return str(json.loads(file.readline())["text"])


def _questions(path: Path, places: dict[str, int]) -> Iterator[Question]:
    for number, _, row in rows_of(path):
        query, answerable = row.get("query"), row.get("answerable", row.get("gold") is not None)
        if not isinstance(query, str):
            raise bad(path, number, "has no 'query'")
        if not isinstance(answerable, bool):
            raise bad(path, number, "has an 'answerable' that is neither true nor false")
        gold = _gold(row)
        if gold is None:
            raise bad(path, number, "has a 'gold' that is no id, no list of ids and not null")
        right = frozenset(places[name] for name in gold if name in places)
        if answerable and not right:
            raise bad(path, number, "is answerable, and no document has the id in its 'gold'")
        yield Question(query, right if answerable else frozenset())


def _gold(row: Row) -> list[str] | None:
    """The ids of the right documents; None for what cannot be ids."""
    said: Any = row.get("gold")
    names = [] if said is None else said if isinstance(said, list) else [said]
    usable = all(isinstance(name, str | int) and not isinstance(name, bool) for name in names)
    return [str(name) for name in names] if usable else None

"""The library: what Spil knows, read from `entries/*.yaml` and the registry `facts.yaml`.

Reading is lenient, so that one bad line never takes Spil down: a file or entry that cannot be used is left
out and named in `Library.faults`; whatever else may be wrong is named by `knowledge.problems`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).parent
LANGUAGES = ("nl", "fr", "de", "en")
TOPICS_FILE = "facts.yaml"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the registry. `dated` is the note on since when or for which date; no fact's own sentence."""

    id: str
    topic: str
    source: str
    dated: str
    status: str


@dataclass(frozen=True, slots=True)
class Source:
    """A public document that an answer rests on. `date` is an ISO date, a month, a year, or unknown."""

    title: str
    section: str | None
    url: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """An entry in one language. `next` are ids of entries that are the natural follow-up."""

    question: str
    variants: tuple[str, ...]
    short: str
    more: str
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, or (kind `refusal`) what Spil says where it must not answer; `refusal` then says why.

    `subject`: entries that share one answer the same question, each for its own region or audience. `history_of`:
    the entry with today's state, of which this one tells what was before.
    """

    id: str
    theme: str
    file: str
    facts: tuple[str, ...]
    sources: tuple[Source, ...]
    valid_from: str | None
    valid_until: str | None
    status: str
    region: str
    audience: tuple[str, ...]
    reviewed: str | None
    blocks: Mapping[str, Block]
    kind: str = "answer"
    refusal: str | None = None
    subject: str | None = None
    history_of: str | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether this is a refusal and so never counts as an answer."""
        return self.kind == "refusal"


@dataclass(frozen=True, slots=True)
class Theme:
    """What one file of entries holds; `faults` name what of it could not be read."""

    path: Path
    entries: tuple[Entry, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """All entries and facts, by id. `faults` names what could not be read, and what to do.

    `folder`: what ships; `own`: the folder with the installation's own entries, where there is one.
    """

    folder: Path
    entries: Mapping[str, Entry]
    facts: Mapping[str, Fact]
    faults: tuple[str, ...] = field(default=())
    own: Path | None = None

    @classmethod
    def load(cls, folder: Path = SHIPPED, own: Path | None = None) -> "Library":
        """Read `folder/entries/*.yaml`, `folder/facts.yaml` and `own/*.yaml`. Never raises for what a file holds."""
        return cls.of(folder, map(read_theme, theme_files(folder, own)), own)

    @classmethod
    def of(cls, folder: Path, themes: Iterable[Theme], own: Path | None = None) -> "Library":
        """The library of files that were read already. An entry in `own` replaces the one with its id."""
        faults: list[str] = []
        entries: dict[str, Entry] = {}
        homes: dict[str, Path] = {}
        for theme in themes:
            faults.extend(theme.faults)
            for entry in theme.entries:
                first = homes.get(entry.id)
                if first and first.parent == theme.path.parent:
                    faults.append(
                        f"{entry.file}, {entry.id}: the id is already used in {first.name}; choose another id"
                    )
                else:
                    entries[entry.id], homes[entry.id] = entry, theme.path
        return cls(folder, entries, _facts(folder / TOPICS_FILE, faults), tuple(faults), own)

    def in_language(self, language: str) -> tuple[Entry, ...]:
        """The entries that have a block in `language`, in the order of files."""
        return tuple(entry for entry in self.entries.values() if language in entry.blocks)

    def variants(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that answer the same question, each for its region or audience; at least this one."""
        return self._subjects.get(entry.subject or "", (entry,))

    def before(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that tell what was before this one."""
        return self._histories.get(entry.id, ())

    @cached_property
    def _subjects(self) -> dict[str, tuple[Entry, ...]]:
        return _grouped((entry.subject, entry) for entry in self.entries.values())

    @cached_property
    def _histories(self) -> dict[str, tuple[Entry, ...]]:
        return _grouped((entry.history_of, entry) for entry in self.entries.values())


def _grouped(pairs: Iterable[tuple[str | None, Entry]]) -> dict[str, tuple[Entry, ...]]:
    groups: dict[str, tuple[Entry, ...]] = {}
    for name, entry in pairs:
        if name:
            groups[name] = (*groups.get(name, ()), entry)
    return groups


def theme_files(folder: Path = SHIPPED, own: Path | None = None) -> list[Path]:
    """The files with entries: what ships, then the installation's own."""
    shipped = sorted((folder / "entries").glob("*.yaml"))
    return [*shipped, *(sorted(own.glob("*.yaml")) if own else ())]


def own_folder(data: Path) -> Path:
    """Where the installation in `data` keeps entries of its own."""
    return data / "knowledge"


def read_theme(path: Path) -> Theme:
    """The entries of one file. What cannot be used is left out and named; never raises for what it holds."""
    faults: list[str] = []
    entries = tuple(_entries(path, faults))
    return Theme(path, entries, tuple(faults))


class TextLoader(yaml.CSafeLoader):
    """YAML in which every scalar is text (a date or a year stays as written) or null."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, scalars as text. Raises `ValueError`: one line on where it is broken."""
    try:
        # TextLoader only narrows the safe loader.
        return yaml.load(path.read_text("utf-8"), Loader=TextLoader)  # noqa: S506
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else "?"
        raise ValueError(
            f"line {line} is no valid YAML ({broken.problem}); put a text with ': ' in quotes"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as broken:
        raise ValueError(f"cannot be read ({type(broken).__name__}); save it as UTF-8 text") from None


def _entries(path: Path, faults: list[str]) -> Iterator[Entry]:
    try:
        data = read_yaml(path)
    except ValueError as broken:
        faults.append(f"{path.name}: {broken}")
        return
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        faults.append(f"{path.name}: has no list 'entries'; begin with 'theme:' and 'entries:'")
        return
    for place, raw in enumerate(data["entries"], 1):
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            yield _entry(raw, _text(data.get("theme")) or path.stem, path.name)
        else:
            faults.append(
                f"{path.name}, entry number {place}: has no id; give it one that no other entry has"
            )


def _entry(raw: dict[str, Any], theme: str, file: str) -> Entry:
    return Entry(
        id=raw["id"],
        theme=theme,
        file=file,
        facts=_texts(raw.get("facts")),
        sources=tuple(_source(source) for source in _list(raw.get("sources")) if isinstance(source, dict)),
        valid_from=_text(raw.get("valid_from")),
        valid_until=_text(raw.get("valid_until")),
        status=_text(raw.get("status")) or "verify",
        region=_text(raw.get("region")) or "belgium",
        audience=_texts(raw.get("audience")) or ("all",),
        reviewed=_text(raw.get("reviewed")),
        blocks={
            code: _block(raw[code])
            for code in LANGUAGES
            if isinstance(raw.get(code), dict) and _text(raw[code].get("short"))
        },
        kind=_text(raw.get("kind")) or "answer",
        refusal=_text(raw.get("refusal")),
        subject=_text(raw.get("subject")),
        history_of=_text(raw.get("history_of")),
    )


def _source(raw: dict[str, Any]) -> Source:
    return Source(
        title=_text(raw.get("title")) or "",
        section=_text(raw.get("section")),
        url=_text(raw.get("url")),
        date=_text(raw.get("date")),
    )


def _block(raw: dict[str, Any]) -> Block:
    return Block(
        question=_text(raw.get("question")) or "",
        variants=_texts(raw.get("variants")),
        short=_text(raw.get("short")) or "",
        more=_text(raw.get("more")) or "",
        next=_texts(raw.get("next")),
    )


def _facts(path: Path, faults: list[str]) -> dict[str, Fact]:
    try:
        data = read_yaml(path)
        rows = data["facts"]
        names = ("id", "topic", "source", "dated", "status")
        return {row["id"]: Fact(**{name: row[name] for name in names}) for row in rows}
    except ValueError as broken:
        faults.append(f"{path.name}: {broken}")
    except (KeyError, TypeError):
        faults.append(f"{path.name}: each row of 'facts' needs id, topic, source, dated and status")
    return {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(_text, _list(value)) if text)

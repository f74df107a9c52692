"""What reading a document gives: its blocks in reading order, or the reason why it is refused."""

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["pdf", "docx", "html", "markdown", "text"]


class Refused(ValueError):
    """A file that is not taken; the message says why in words, and what to do where something can be done."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. Bytes; `seconds` of the processor, `patience` on the clock."""

    size: int = 25_000_000
    unpacked: int = 150_000_000
    memory: int = 512_000_000
    pages: int = 1_000
    characters: int = 3_000_000
    seconds: int = 180
    patience: int = 300


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 is the highest) or a paragraph (`level` 0). `page` is None where a file has none."""

    text: str
    level: int = 0
    page: int | None = None


@dataclass(slots=True)
class Reading:
    """A document as it was read. `title`, `date` (ISO, or as a head states it) and `url`: what the file says of itself,
    or None.

    `active` names what a file holds besides text that could act or hide: it is never run and never read.
    `mark`: a hash of the file.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    date: str | None = None
    url: str | None = None
    pages: int | None = None
    active: list[str] = field(default_factory=list)
    mark: str = ""

    def add(self, text: str, level: int = 0, page: int | None = None) -> None:
        """Add a block, its white space tidied; an empty one is left out."""
        if text := " ".join(text.split()):
            self.blocks.append(Block(text, level, page))

    def notice(self, what: str) -> None:
        """Name something active, once."""
        if what not in self.active:
            self.active.append(what)

    def to_json(self) -> dict[str, Any]:
        """The reading as plain values, for the way between two processes."""
        return {
            "blocks": [[block.text, block.level, block.page] for block in self.blocks],
            **{name: getattr(self, name) for name in ("title", "date", "url", "pages", "active")},
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Reading":
        """The reading that `to_json` gave."""
        return cls(**{**value, "blocks": [Block(*row) for row in value["blocks"]]})

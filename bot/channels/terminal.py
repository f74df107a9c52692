"""The terminal: rows of JSON for programs, plain lines for people. Files go to the person's own folder."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import log
from bot.documents import make_file
from bot.payload import Rendered
from bot.phrases import phrases, plain
from bot.port import SENT, Delivered
from bot.shaping import Capabilities
from intents.model import Attachment, Phrase
from storage.privacy import normalise
from storage.records import Conversation

CAPABILITIES = Capabilities(
    only_you=True, edit=False, form=False, files=True, text=100_000, buttons=100, again=True
)

Show = Callable[[dict[str, Any]], None]


@dataclass(slots=True)
class Terminal:
    """Shows deliveries as rows (interfaces.md). `out` is where files may be written; without it there are none."""

    show: Show
    out: Path | None = None
    language: str = "nl"
    number: int = 0
    name: str = field(default="terminal", init=False)
    can: Capabilities = field(default=CAPABILITIES, init=False)
    _kept: dict[str, Path] = field(default_factory=dict, init=False)
    """Files that were written before their message is shown, by its key."""

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Write one row."""
        self.show(self.row(place.address, message))
        return SENT

    def keep(self, message: Rendered) -> None:
        """Write the file of a message that is shown later. Raises `OSError`: then there is no file at all.

        A sheet has nowhere else to be: without a folder for it the sheet stays open.
        """
        if message.attachment and message.attachment.kind.startswith("sheet") and not self.out:
            raise FileNotFoundError("no folder was given for files")
        if message.attachment and self.out:
            self._kept[message.key] = _written(message.attachment, self.out)

    def row(self, to: str, message: Rendered) -> dict[str, Any]:
        """A message as its row; its file is written to `out`."""
        row: dict[str, Any] = {
            "in": self.number,
            "to": to,
            "audience": message.audience,
            "kind": message.kind,
            "text": plain(message.text),
            "choices": [{"id": button.id, "label": plain(button.label)} for button in message.choices],
            "citations": [
                {"title": c.title, "section": c.section, "url": c.url, "date": c.date, "status": c.status}
                for c in message.citations
            ],
        }
        if message.field:
            row["form"] = {"id": message.field[0], "fields": [message.field[1]]}
        if message.attachment and self.out:
            row |= self._file(message, message.attachment, self.out)
        return row

    def _file(self, message: Rendered, attachment: Attachment, out: Path) -> dict[str, Any]:
        """What the row says of the file; the words still arrive where it cannot be written."""
        try:
            path = self._kept.pop(message.key, None) or _written(attachment, out)
        except OSError as refused:
            log.fault("file not written", message.key, refused)
            left_out = phrases(self.language).text(Phrase("file-left-out"))
            return {"text": plain(f"{message.text}\n\n{left_out}")}
        return {"file": {"name": path.name, "path": str(path)}}


def _written(attachment: Attachment, out: Path) -> Path:
    name, content = make_file(attachment)
    write_whole(out / name, content)
    return out / name


def write_whole(path: Path, content: bytes) -> None:
    """The file with all of its content, or as it was before; its owner alone reads it. Raises `OSError`."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def as_json(row: dict[str, Any]) -> None:
    """Show a row to a program."""
    print(json.dumps(row, ensure_ascii=False), flush=True)  # noqa: T201 - this is the channel


def as_lines(row: dict[str, Any]) -> None:
    """Show a row to a person: text, footnotes, and the buttons with a number to type."""
    notes = [
        f"  [{number}] " + ", ".join(part for part in (c["title"], c["section"], c["date"]) if part)
        for number, c in enumerate(row["citations"], 1)
    ]
    buttons = [f"  {number}) {choice['label']}" for number, choice in enumerate(row["choices"], 1)]
    file = [f"  -> {row['file']['path']}"] if "file" in row else []
    shown = "\n".join(["", row["text"], *notes, *file, *buttons, ""])
    print(normalise(shown), flush=True)  # noqa: T201 - a terminal would obey control characters

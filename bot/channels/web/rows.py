"""A message as the row that the page shows. Files travel inside it and are never written to the server's disk."""

from base64 import b64encode
from mimetypes import guess_type
from typing import Any

from bot import log
from bot.documents import make_file
from bot.payload import Rendered
from bot.phrases import plain
from intents.model import Attachment, Citation


def as_row(message: Rendered) -> dict[str, Any]:
    """`text` keeps its emphasis marks: the page makes elements of them, never markup."""
    row: dict[str, Any] = {
        "id": message.key,
        "kind": message.kind,
        "audience": message.audience,
        "text": message.text,
        "choices": [{"id": button.id, "label": plain(button.label)} for button in message.choices],
        "citations": [_note(citation) for citation in message.citations],
    }
    return {**row, **_file(message)}


def _note(citation: Citation) -> dict[str, str | None]:
    safe = citation.url if citation.url and citation.url.startswith(("https://", "http://")) else None
    return {
        "title": citation.title,
        "section": citation.section,
        "date": citation.date,
        "status": citation.status,
        "url": safe,
    }


def _file(message: Rendered) -> dict[str, Any]:
    if message.attachment is None:
        return {}
    try:
        return {"file": _content(message.attachment)}
    except Exception as error:  # A file that cannot be made is said under the words, which still arrive.
        log.fault("file not made", message.key, error)
        return {"file": None}


def _content(attachment: Attachment) -> dict[str, str]:
    name, content = make_file(attachment)
    kind = guess_type(name)[0] or "application/octet-stream"
    return {"name": name, "type": kind, "content": b64encode(content).decode("ascii")}

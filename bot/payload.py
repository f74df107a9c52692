"""A reply as JSON for the outbox, and back as what a channel renders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.phrases import decode, encode, phrases
from intents.model import Attachment, Citation, Reply

FORM = "sheet.form"
"""The intent of a button that opens the sheet as a form of the channel's own."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a channel shows it: an opaque id that works after a restart, and its label. `opens`: a channel
    with forms of its own opens the sheet there, and sends no press."""

    id: str
    label: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a step, in words. `value`: what it holds already (of 'several': values by newline); `problem`:
    why what was sent cannot be taken. `options`: (value, label) pairs of 'one' and 'several'."""

    key: str
    kind: Literal["text", "lines", "one", "several"]
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = True
    value: str = ""
    problem: str = ""
    longest: int = 3_000


@dataclass(frozen=True, slots=True)
class FormStep:
    """One step of a form for a channel that shows forms of its own: `here` of `total`; `text` before the fields
    (guidance, or what is read back); `submit` and `back` are the labels of its buttons ('' where there is none)."""

    id: str
    title: str
    text: str
    inputs: tuple[Input, ...]
    here: int
    total: int
    submit: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in the person's language. `text` holds emphasis marks (`bot.phrases`), paragraphs by newline.

    `step`: the step to show in the channel's own form. `card`, `handle`: what the message shows the state of, and
    for kind 'edit' the platform's name of the message to replace (what `Delivered.handle` was).
    """

    key: str
    kind: str
    audience: str
    text: str
    choices: tuple[Button, ...] = ()
    citations: tuple[Citation, ...] = ()
    field: tuple[str, str] | None = None
    attachment: Attachment | None = None
    step: FormStep | None = None
    card: str | None = None
    handle: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it says at once why what was asked did not happen: nothing was changed, and it is no row."""
        return self.key.endswith(":aside")


def to_payload(reply: Reply, language: str, audience: str, choice_ids: Sequence[str]) -> dict[str, Any]:
    """What the outbox keeps of a reply: keys and values, no rendered words."""
    attachment = reply.attachment
    return {
        "language": language,
        "kind": reply.kind,
        "audience": reply.audience or audience,
        "paragraphs": [encode(phrase) for phrase in reply.paragraphs],
        "choices": [
            {"id": choice_id, "label": encode(choice.label), "opens": choice.intent.name == FORM}
            for choice_id, choice in zip(choice_ids, reply.choices, strict=True)
        ],
        "citations": [
            [item.title, item.section, item.url, item.date, item.status] for item in reply.citations
        ],
        "field": list(reply.asks) if reply.asks else None,
        "attachment": {"kind": attachment.kind, "values": encode(attachment.values)} if attachment else None,
        "card": reply.card,
    }


def render(key: str, payload: Mapping[str, Any], zone: str | None = None) -> Rendered:
    """A payload in words. `zone`: the time zone of the one person who reads them."""
    words = phrases(payload["language"])
    words = words.read_in(zone) if zone else words
    attachment = payload["attachment"]
    return Rendered(
        key=key,
        kind=payload["kind"],
        audience=payload["audience"],
        text="\n\n".join(words.text(decode(item)) for item in payload["paragraphs"]),
        choices=tuple(
            Button(item["id"], words.text(decode(item["label"])), item.get("opens", False))
            for item in payload["choices"]
        ),
        citations=tuple(Citation(*item) for item in payload["citations"]),
        field=(payload["field"][0], payload["field"][1]) if payload["field"] else None,
        attachment=Attachment(attachment["kind"], decode(attachment["values"])) if attachment else None,
        card=payload.get("card"),
        handle=payload.get("handle", ""),
    )

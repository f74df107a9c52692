"""A message as a mail: plain text, simple HTML, and where there is one the calendar part. Pure: no network.

RFC 6047 for the calendar part: a text/calendar alternative whose `method` equals the METHOD inside. No
Content-Disposition on it: with one, Outlook shows a file instead of the buttons of an invitation.
"""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from urllib.parse import quote

from bot.payload import Button, Rendered
from bot.phrases import phrases, plain
from bot.shaping import Capabilities, linked
from intents.model import Citation, Phrase

CAPABILITIES = Capabilities(
    only_you=False, edit=False, form=False, files=True, text=100_000, buttons=100, again=True
)
"""A mail that is sent a second time has the same Message-ID, by which readers know it."""

_PRESSED = re.compile(r"\[k:([0-9a-f]{20})\]")
_STYLE = "font-family:system-ui,sans-serif;font-size:17px;line-height:1.5;max-width:38em"


@dataclass(frozen=True, slots=True)
class Envelope:
    """From and to whom, plain addresses; `id` and `answered` are Message-IDs with their brackets, `answered` '' where
    it answers none. `language` of what the mail says beside the message; `home`: Spil's own web address."""

    sender: str
    recipient: str
    id: str
    at: datetime
    language: str
    answered: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along: `subject` instead of the general one; a calendar part with its method; a file."""

    subject: Phrase | None = None
    calendar: tuple[str, bytes] | None = None
    file: tuple[str, bytes] | None = None


def render(message: Rendered, envelope: Envelope, enclosed: Enclosed) -> EmailMessage:
    """The mail that shows `message` to one person. Of what people typed nothing stands in its head."""
    words, mail = phrases(envelope.language), EmailMessage(policy=SMTP)
    subject = words.text(enclosed.subject or Phrase("mail-subject"))
    _head(mail, plain(subject), envelope)
    foot = plain(words.text(Phrase("mail-foot")))
    mail.set_content(_text(message, envelope, foot), cte="quoted-printable")
    mail.add_alternative(_html(message, envelope, foot), subtype="html", cte="quoted-printable")
    if enclosed.calendar:
        method, content = enclosed.calendar
        params = {"method": method}
        mail.add_alternative(content.decode(), subtype="calendar", params=params, cte="base64")
    if enclosed.file:
        name, content = enclosed.file
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def pressed(subject: str) -> str | None:
    """The id of the button that a mail with this subject was written with, or None."""
    found = _PRESSED.search(subject)
    return found[1] if found else None


def press_link(button: Button, envelope: Envelope) -> str:
    """An address that opens a mail to Spil in which the button is pressed: it needs no browser and no page, and no
    program that follows every link of a mail can press it."""
    label = plain(button.label)
    subject = quote(f"{label} [k:{button.id}]", safe="")
    return f"mailto:{quote(envelope.sender, safe='@')}?subject={subject}&body={quote(label, safe='')}"


def _head(mail: EmailMessage, subject: str, envelope: Envelope) -> None:
    mail["From"] = formataddr(("Spil", envelope.sender))
    mail["To"] = envelope.recipient
    mail["Subject"] = subject
    mail["Date"] = format_datetime(envelope.at)
    mail["Message-ID"] = envelope.id
    # Other programs do not answer what a program wrote, and ours does not either (RFC 3834).
    mail["Auto-Submitted"] = "auto-replied" if envelope.answered else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "DR, RN, NRN, OOF, AutoReply"
    leave = quote(plain(phrases(envelope.language).text(Phrase("mail-leave"))), safe="")
    mail["List-Unsubscribe"] = f"<mailto:{envelope.sender}?subject={leave}>"
    if envelope.answered:
        mail["In-Reply-To"] = mail["References"] = envelope.answered


def _text(message: Rendered, envelope: Envelope, foot: str) -> str:
    lines = [plain(message.text), *_notes(message.citations)]
    if message.choices:
        labels = " · ".join(plain(button.label) for button in message.choices)
        asked = Phrase("mail-answer-with", {"answers": labels})
        lines += ["", plain(phrases(envelope.language).text(asked))]
    return "\n".join([*lines, "", "-- ", foot, ""])


def _html(message: Rendered, envelope: Envelope, foot: str) -> str:
    paragraphs = [_marked(part, envelope.home) for part in message.text.split("\n\n") if part.strip()]
    notes = [html.escape(note) for note in _notes(message.citations)]
    body = [f"<p>{part}</p>" for part in (*paragraphs, "<br>".join(notes)) if part]
    if message.choices:
        links = [
            f'<a href="{html.escape(press_link(button, envelope))}">{html.escape(plain(button.label))}</a>'
            for button in message.choices
        ]
        body.append(f"<p>{' &nbsp;·&nbsp; '.join(links)}</p>")
    body.append(f"<p><small>{html.escape(foot)}</small></p>")
    head = f'<!doctype html><html lang="{envelope.language}"><body style="{_STYLE}">'
    return f"{head}{''.join(body)}</body></html>\n"


def _marked(text: str, home: str) -> str:
    """Emphasis, and links to Spil's own pages; all else in it is shown as it is written."""
    made = []
    for span, link in linked(text.strip(), home):
        run = html.escape(span.text).replace("\n", "<br>")
        run = f'<a href="{html.escape(span.text)}">{run}</a>' if link else run
        made.append(f"<strong>{run}</strong>" if span.strong else run)
    return "".join(made)


def _notes(citations: tuple[Citation, ...]) -> list[str]:
    words = [(note.title or "…", note.section, note.date, note.url) for note in citations]
    lines = [", ".join(plain(part) for part in parts if part) for parts in words]
    return ["", *(f"[{number}] {line}" for number, line in enumerate(lines, 1))] if lines else []

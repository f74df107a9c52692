"""A mail as it came: who wrote it, their own words without what they answer, and what no person wrote. Pure.

What stands in it may be anything: nothing here raises for a mail that is badly made.
"""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import getaddresses
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

import yaml

LONGEST = 20_000
"""Characters that are looked at: what stands further down is what was answered."""
_NO_PERSON = re.compile(r"(mailer-daemon|postmaster|no-?reply|bounces?)\b", re.IGNORECASE)
_LISTS = ("bulk", "junk", "list", "auto_reply")
_HIDDEN, _QUOTED = (
    ("head", "style", "script", "title"),
    ("gmail_quote", "divrplyfwdmsg", "appendonsend", "yahoo_quoted"),
)
_BREAKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3")
_VOID = ("br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr")


@dataclass(frozen=True, slots=True)
class Letter:
    """`id`: its Message-ID, or what stands for it where it has none. `sender`: '' where it is not one address.
    `text`: the writer's own words; `whole`: with what
    they answer. `automatic`: a program wrote it, and wants no answer. `calendar`: the calendar file
    in it. `undelivered`: of a report, each recipient that was not reached and the Message-ID of what was meant for
    them. `answers`: the Message-ID of the mail that it answers."""

    id: str
    sender: str
    subject: str
    text: str
    whole: str
    automatic: bool
    calendar: bytes | None = None
    undelivered: tuple[tuple[str, str], ...] = ()
    answers: str = ""


def read_letter(raw: bytes) -> Letter:
    """A mail as it came over the line, or the beginning of one."""
    mail = email.message_from_bytes(raw)
    senders = [address.strip().lower() for _, address in getaddresses(_heads(mail, "From")) if "@" in address]
    whole = _text(mail)[:LONGEST]
    own_id = _head(mail, "Message-ID").strip()[:500]
    return Letter(
        id=own_id or hashlib.sha256(raw).hexdigest(),
        sender=senders[0] if len(senders) == 1 else "",
        subject=_head(mail, "Subject")[:500],
        text=own_words(whole),
        whole=whole,
        automatic=_automatic(mail, senders),
        calendar=next(
            (_content(part) for part in mail.walk() if part.get_content_type() == "text/calendar"), None
        ),
        undelivered=tuple(_undelivered(mail)),
        answers=_head(mail, "In-Reply-To").strip()[:500],
    )


def own_words(text: str) -> str:
    """What the writer wrote: without the mail that is answered, above or below, and without a signature."""
    text = "\n".join(line.rstrip() for line in text[:LONGEST].replace("\r", "").split("\n"))
    before, after = _split(text)
    own = _unquoted(before)
    return _bare(own if own else _unquoted(after))


def _split(text: str) -> tuple[str, str]:
    """What stands before and behind the line that announces the answered mail."""
    found = _around("history").search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(">")).strip()


def _bare(text: str) -> str:
    found = _around("greeting").match(text)
    text = text[found.end() :].strip() if found and text[found.end() :].strip() else text
    ends = _around("farewell").search(text)
    return text[: ends.start()].strip() if ends and text[: ends.start()].strip() else text


@cache
def _around(what: str) -> re.Pattern[str]:
    data = yaml.safe_load(files("bot.channels").joinpath("letters.yaml").read_text("utf8"))
    # An announcement that a program broke over two lines still is one.
    patterns = (
        "|".join(pattern.replace(".{", r"[\s\S]{") for pattern in data[what]) if what == "history" else None
    )
    return re.compile(rf"^(?:{patterns or '|'.join(data[what])})", re.IGNORECASE | re.MULTILINE)


def _head(mail: Mail, name: str) -> str:
    """A line of the head as people see it."""
    value = str(mail.get(name, ""))
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (ValueError, LookupError, AssertionError):
        return " ".join(value.split())


def _heads(mail: Mail, name: str) -> list[str]:
    return [str(value) for value in mail.get_all(name, [])]


def _text(mail: Mail) -> str:
    shown = [part for part in mail.walk() if part.get_content_disposition() != "attachment"]
    for kind, reads in (("text/plain", str), ("text/html", _words_of)):
        for part in shown:
            if part.get_content_type() == kind:
                charset = str(part.get_content_charset() or "utf-8")
                return reads(_decoded(_content(part), charset))
    return ""


def _content(part: Mail) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _automatic(mail: Mail, senders: list[str]) -> bool:
    """Whether a program wrote it (RFC 3834), or a list handed it on."""
    submitted = _head(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    lists = _head(mail, "Precedence").lower() in _LISTS or "List-Id" in mail
    away = any(name in mail for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    nobody = _head(mail, "Return-Path") == "<>" or any(_NO_PERSON.match(sender) for sender in senders)
    return (
        submitted not in ("", "no")
        or lists
        or away
        or nobody
        or mail.get_content_type() == "multipart/report"
    )


def _undelivered(mail: Mail) -> Iterator[tuple[str, str]]:
    """Recipients of a report of non-delivery (RFC 3464), with the Message-ID of what was returned."""
    parts = list(mail.walk())
    returned = next((found for part in parts[1:] if (found := _returned(part))), "")
    for part in parts if mail.get_content_type() == "multipart/report" else ():
        said = {
            name: _head(part, name).lower()
            for name in ("Action", "Status", "Final-Recipient", "Original-Recipient")
        }
        address = (said["Original-Recipient"] or said["Final-Recipient"]).rpartition(";")[2].strip(" <>")
        if said["Action"] == "failed" and said["Status"].startswith("5") and address:
            yield address, returned


def _returned(part: Mail) -> str:
    """The Message-ID of the mail that is returned in this part, or of its head."""
    if part.get_content_type() == "text/rfc822-headers":
        return _head(email.message_from_bytes(_content(part)), "Message-ID")
    return _head(part, "Message-ID") if part.get("Message-ID") else ""


class _Words(HTMLParser):
    """The words of a page, without what it hides and what it quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.found, self._inside = list[str](), list[tuple[str, bool]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = " ".join(value or "" for name, value in attrs if name in ("class", "id")).lower()
        away = tag in (*_HIDDEN, "blockquote") or any(name in names for name in _QUOTED)
        if tag not in _VOID:
            self._inside.append((tag, away))
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._inside[-100:]]:
            while self._inside.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(away for _, away in self._inside):
            self.found.append(" ".join(data.split()) + " " * data.endswith((" ", "\n")))


def _words_of(page: str) -> str:
    words = _Words()
    words.feed(page)
    return re.sub(r"\n{3,}", "\n\n", "".join(words.found)).strip()

"""Mails as people's programs and calendars write them."""

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

from icalendar import Calendar

from tests.contracts.mail.servers import ADDRESS

QUOTE = (
    "\r\n\r\nOp ma 2 mrt 2026 om 09:00 schreef Spil <spil@cel.example.org>:\r\n"
    "> Wat je eerder kreeg.\r\n> Plan een casusoverleg morgen om 9u.\r\n"
)


def letter(number: int, sender: str, text: str, **heads: str) -> bytes:
    """Somebody writes; their program puts what is answered below. `heads`: more of the head, '_' for '-'."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Iemand <{sender}>", ADDRESS
    mail["Subject"] = heads.pop("subject", "Re: Bericht van Spil")
    mail["Message-ID"] = f"<{number}@{sender.rpartition('@')[2]}>"
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text + QUOTE)
    return mail.as_bytes()


def pressed(number: int, sender: str, link: str) -> bytes:
    """Somebody follows a mailto link and sends what it opens."""
    asked = parse_qs(urlsplit(link).query)
    assert unquote(urlsplit(link).path) == ADDRESS
    return letter(number, sender, asked["body"][0], subject=asked["subject"][0])


def calendar_of(mail: EmailMessage) -> tuple[str, Calendar]:
    """The method in the head of a mail's calendar part, and the calendar in it."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_content_disposition() is None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return str(part.get_param("method")), Calendar.from_ical(content)


def answer(number: int, sender: str, invited: EmailMessage, said: str, **more: str) -> bytes:
    """A calendar answers an invitation: `said` is a PARTSTAT. `more`: attendee, recurrence (a line), sequence, …"""
    event = calendar_of(invited)[1].walk("VEVENT")[0]
    attendee = more.get("attendee", sender)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Een agenda//NL", f"METHOD:{more.get('method', 'REPLY')}",
        "BEGIN:VEVENT", f"UID:{more.get('uid', event['UID'])}", "DTSTAMP:20260302T090000Z",
        f"SEQUENCE:{more.get('sequence', event['SEQUENCE'])}", *([more["recurrence"]] if "recurrence" in more else []),
        f"ORGANIZER:mailto:{ADDRESS}", f"ATTENDEE;PARTSTAT={said}:mailto:{attendee}",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, f"{said}: vergadering"
    mail["Message-ID"], mail["Auto-Submitted"] = f"<{number}@agenda.example.org>", "auto-generated"
    mail.set_content(f"{sender} antwoordde.")
    params = {"method": more.get("method", "REPLY")}
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params=params)
    return mail.as_bytes()


def bounce(number: int, returned: EmailMessage, status: str = "5.1.1", **more: str) -> bytes:
    """A server reports that what Spil wrote did not arrive (RFC 3464). `more`: recipient, message_id, action."""
    recipient, message_id = (
        more.get("recipient", returned["To"]),
        more.get("message_id", returned["Message-ID"]),
    )
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\nTo: {ADDRESS}\r\nMessage-ID: <{number}@mx>\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"\r\n\r\n'
        "--=_b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you.\r\n"
        "--=_b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {more.get('action', 'failed')}\r\nStatus: {status}\r\n\r\n"
        f"--=_b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: {message_id}\r\n\r\n--=_b--\r\n"
    ).encode()

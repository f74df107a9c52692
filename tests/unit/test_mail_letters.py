"""What somebody wrote themselves, whatever their program puts around it; and no mail breaks the reading."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.calendars.answering import answers_in
from bot.channels.letters import own_words, read_letter

WRITTEN = "Ik kan niet, Els komt in mijn plaats."
AROUND = {
    "gmail": "{}\n\nOp ma 2 mrt 2026 om 09:00 schreef Spil <spil@cel.example.org>:\n> Kom je?\n> Groeten",
    "gmail, broken": "{}\n\nOp ma 2 mrt 2026 schreef Een Lange Naam\n<spil@cel.example.org>:\n> Kom je?",
    "outlook nl": "{}\n\n________________________________\nVan: Spil\nVerzonden: 2 maart\n\nKom je?",
    "outlook, no line": "{}\n\nVan: Spil\nVerzonden: maandag 2 maart 2026 9:00\nKom je?",
    "outlook app": "{}\n\nOutlook voor iOS downloaden\nVan: Spil <spil@cel.example.org>\nKom je?",
    "old outlook": "{}\n\n-----Oorspronkelijk bericht-----\nVan: Spil\nKom je?",
    "apple": "{}\n\n> Op 2 mrt 2026 om 09:00 heeft Spil <spil@cel.example.org> het volgende geschreven:\n> \n> Kom je?",
    "apple, nl": "{}\n\nVerzonden vanaf mijn iPhone\n\nOp 2 mrt heeft Spil het volgende geschreven:\n\nKom je?",
    "thunderbird": "{}\n\nOp 2/03/2026 om 9:00 schreef Spil:\n> Kom je?\n",
    "french": "{}\n\nLe lun. 2 mars 2026 à 09:00, Spil <spil@cel.example.org> a écrit :\n> Kom je?",
    "german": "{}\n\nAm Mo., 2. März 2026 um 09:00 Uhr schrieb Spil <spil@cel.example.org>:\n> Kom je?",
    "english": "{}\n\nOn Mon, Mar 2, 2026 at 9:00 AM Spil <spil@cel.example.org> wrote:\n> Kom je?",
    "signed": "Beste,\n\n{}\n\nMet vriendelijke groeten,\nBert Voorbeeld\nOCMW\nTel. 000",
    "dashes": "{}\n-- \nBert Voorbeeld\nOCMW",
    "short": "{}\n\nMvg\nBert",
    "below": "Op ma 2 mrt 2026 om 09:00 schreef Spil <spil@cel.example.org>:\n> Kom je?\n\n{}\n",
    "only": "{}",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_only_the_writers_own_words_are_left(around: str) -> None:
    assert own_words(around.format(WRITTEN).replace("\n", "\r\n")) == WRITTEN


@pytest.mark.parametrize(
    "kept",
    [
        "Dag",
        "Groeten",
        "Op dinsdag schreef ik al dat ik niet kan.",
        "van dinsdag naar woensdag: kan dat?",
        "Beste dag voor mij: woensdag.",
        "plan een overleg\nop 3 maart om 14u\nin het stadhuis",
        "de datum:\n10 maart",
    ],
)
def test_what_only_looks_like_it_stays(kept: str) -> None:
    assert own_words(kept) == kept


def test_a_page_is_read_without_what_it_quotes() -> None:
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>Ik kom <b>niet</b>,</p><p>Els wel.</p>"
        "<div class='gmail_quote'>Kom je?</div><blockquote>Kom je?</blockquote></body></html>"
    )
    raw = f"From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    assert read_letter(raw).text == "Ik kom niet,\nEls wel."


def test_a_hostile_mail_takes_no_time() -> None:
    for line in (
        "op heeft " * 25,
        "op aaa heeft b geschreven ",
        "van: " + "a" * 120,
        "le a écrit " * 20,
        "> " * 100,
    ):
        assert own_words(f"ja\n{line}\n" * 4_000)


HEADS = (
    "From",
    "Subject",
    "Message-ID",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
    "Precedence",
)
VALUES = st.sampled_from(
    ["a@b.c", "=?utf-8?q?x=?=", "=?x?b?!!!?=", "text/html; charset=none", "multipart/mixed; boundary=x", "base64",
     "multipart/report", "text/calendar; method=REPLY", "message/delivery-status", "message/rfc822", "\"<@,;:", "é", ""]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(HEADS), VALUES), max_size=6), st.binary(max_size=300))
@example(
    [("Content-Type", "multipart/mixed; boundary=x")],
    b"--x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n\xff",
)
def test_no_mail_breaks_the_reading(heads: list[tuple[str, str]], body: bytes) -> None:
    raw = "".join(f"{name}: {value}\r\n" for name, value in heads).encode() + b"\r\n" + body
    letter = read_letter(raw)
    assert letter.id
    assert letter == read_letter(raw)
    answers_in(letter.calendar or body)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["METHOD:REPLY", "UID:x@spil", "SEQUENCE:", "SEQUENCE:9e9",
             "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b", "ATTENDEE:",
             "RECURRENCE-ID;TZID=Nergens:20260310T140000", "RECURRENCE-ID;VALUE=DATE:20260310",
             "RECURRENCE-ID:00000000T000000Z",
             "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "RRULE:FREQ=NOOIT", "DTSTART:99999999"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_no_calendar_breaks_the_reading(lines: list[str]) -> None:
    answers = answers_in("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode())
    assert all(answer.said in ("yes", "no", "maybe") for answer in answers)

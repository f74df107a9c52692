"""Mail as a channel, over two real mail servers: planned, invited, answered, refused, returned, repeated."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.invite import command
from storage.crypto import Keyring
from tests.channels.driver import until
from tests.channels.mail import OnMail
from tests.contracts.mail.servers import PASSWORD
from tests.contracts.mail.writing import answer, bounce, calendar_of, letter
from tests.leak_scanner import leaks, leaks_in

PLAN = "plan een casusoverleg dinsdag 10 maart om 14u in het stadhuis, elke zes weken, herinner iedereen een dag vooraf"
ANNA, BERT = "anna@example.org", "bert@example.org"


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[OnMail]:
    """Anna coordinates, Bert is a member; Anna planned a series, and both were invited."""
    async with OnMail(tmp_path) as driver:
        await driver.join("anna", "coordinator")
        await driver.join("bert", "member")
        await driver.say("anna", PLAN)
        await driver.press("anna", "Zo plannen")
        await driver.look_away()
        yield driver
        assert driver.refused() == []


async def who_comes(driver: OnMail) -> str:
    await driver.say("anna", "wie komt er op het casusoverleg?")
    return (await driver.screen("anna"))[-1].text


async def test_an_invitation_goes_out_and_a_calendar_answers(mail: OnMail) -> None:
    (invited,) = [one for one in mail.sink.to(BERT) if one.get_content_type() == "multipart/alternative"][1:]
    assert invited["Subject"] == "Casusoverleg dinsdag 10 maart 2026"
    assert invited["In-Reply-To"] is None
    method, calendar = calendar_of(invited)
    (event,) = calendar.walk("VEVENT")
    assert method == calendar["METHOD"] == "REQUEST"
    assert [str(event["ORGANIZER"]), str(event["ATTENDEE"])] == [
        "mailto:spil@cel.example.org",
        f"mailto:{BERT}",
    ]
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 3, 10, 13, tzinfo=UTC)
    before = len(mail.sink.taken)
    await mail.give(answer(901, BERT, invited, "ACCEPTED"))
    assert len(mail.sink.taken) == before  # A calendar is not answered.
    assert "Eén komt" in await who_comes(mail)
    first = "RECURRENCE-ID;TZID=Europe/Brussels:20260310T140000"
    await mail.give(answer(902, BERT, invited, "DECLINED", recurrence=first))
    assert "één komt niet" in await who_comes(mail)
    await mail.give(answer(903, BERT, invited, "ACCEPTED", recurrence="RECURRENCE-ID:20260310T130000Z"))
    assert "Eén komt" in await who_comes(mail)


async def test_a_calendar_answers_for_nobody_else_and_nothing_else(mail: OnMail) -> None:
    invited = mail.sink.to(BERT)[-1]
    wrong = [
        {"attendee": ANNA},
        {"uid": "een-ander@spil"},
        {"uid": "x@elders"},
        {"method": "COUNTER"},
        {"sequence": "-1"},
    ]
    for number, part in enumerate(wrong):
        await mail.give(answer(900 + number, BERT, invited, "ACCEPTED", **part))
    await mail.give(answer(910, "vreemd@example.org", invited, "ACCEPTED", attendee=BERT))
    await mail.give(answer(911, "vreemd@example.org", invited, "ACCEPTED"))
    assert "Nog niemand komt" in await who_comes(mail)


async def test_words_above_the_history_are_an_answer(mail: OnMail) -> None:
    await mail.say("bert", "Beste,\n\nik kan niet op 10 maart.\n\nVriendelijke groeten\nBert van het OCMW")
    assert "je komt niet" in (await mail.screen("bert"))[-1].text
    await mail.say("bert", "ik kan niet, een collega komt in mijn plaats op 10 maart")
    assert "iemand vervangt je" in (await mail.screen("bert"))[-1].text


async def test_a_label_in_answer_to_an_invitation_is_about_that_one(mail: OnMail) -> None:
    first = mail.sink.to(BERT)[-1]
    await mail.say("anna", "plan intervisie vrijdag 13 maart om 10u")
    await mail.press("anna", "Zo plannen")
    await mail.give(letter(850, BERT, "Ik kom niet.", In_Reply_To=str(first["Message-ID"])))
    assert "je komt niet: Casusoverleg" in (await mail.screen("bert"))[-1].text
    await mail.give(letter(851, BERT, "Ik kom niet", In_Reply_To="<iets@elders>"))
    assert "Welk overleg" in (await mail.screen("bert"))[-1].text


async def move(driver: OnMail) -> None:
    await driver.say("anna", "verzet het casusoverleg van 10 maart naar 11 maart 15u")
    await driver.press("anna", "Zo verplaatsen")


async def a_minute(driver: OnMail) -> None:
    driver.stage.channel.pace._told.clear()  # What a server asked for in real seconds.
    driver.clock.now += timedelta(seconds=61)
    await driver.settle()


def ids(driver: OnMail, since: int) -> list[str]:
    return [str(one["Message-ID"]) for one in driver.sink.offered[since:] if one["To"] == BERT]


async def test_a_move_and_a_cancellation_reach_the_calendar(mail: OnMail) -> None:
    await move(mail)
    method, calendar = calendar_of(mail.sink.to(BERT)[-1])
    series, moved = calendar.walk("VEVENT")
    assert (method, series["SEQUENCE"], moved["SEQUENCE"]) == ("REQUEST", 1, 1)
    assert "RECURRENCE-ID;TZID=Europe/Brussels:20260310T140000" in moved.to_ical().decode()
    uid = series["UID"]
    await mail.say("anna", "annuleer het casusoverleg van 21 april")
    await mail.press("anna", "Deze keer afzeggen")
    method, calendar = calendar_of(told := mail.sink.to(BERT)[-1])
    (gone,) = calendar.walk("VEVENT")
    assert told["Subject"] == "Geannuleerd: Casusoverleg dinsdag 21 april 2026"
    assert (method, gone["STATUS"], gone["UID"], gone["SEQUENCE"]) == ("CANCEL", "CANCELLED", uid, 1)
    assert "RECURRENCE-ID;TZID=Europe/Brussels:20260421T140000" in gone.to_ical().decode()
    _, calendar = calendar_of(mail.sink.to(ANNA)[-1])  # Who did it gets the series as it stands.
    assert "EXDATE;TZID=Europe/Brussels:20260421T140000" in calendar.to_ical().decode()
    await mail.say("anna", "annuleer de hele reeks casusoverleggen")
    await mail.press("anna", "De hele reeks afzeggen")
    method, calendar = calendar_of(told := mail.sink.to(BERT)[-1])
    (gone,) = calendar.walk("VEVENT")
    assert told["Subject"].startswith("Geannuleerd: ")
    assert (method, calendar["METHOD"], gone["STATUS"], gone["UID"]) == ("CANCEL", "CANCEL", "CANCELLED", uid)
    assert gone["SEQUENCE"] > 1


async def test_who_is_not_asked_any_more_has_it_taken_off_their_calendar(mail: OnMail) -> None:
    (invited,) = calendar_of(mail.sink.to(BERT)[-1])[1].walk("VEVENT")
    await mail.say("bert", "ik ben van de politie")
    await mail.say("anna", "de politie hoeft niet te komen op 10 maart")
    method, calendar = calendar_of(told := mail.sink.to(BERT)[-1])
    (gone,) = calendar.walk("VEVENT")
    assert told["Subject"] == "Niet meer genodigd: Casusoverleg dinsdag 10 maart 2026"
    assert (method, calendar["METHOD"], gone["STATUS"]) == ("CANCEL", "CANCEL", "CANCELLED")
    assert gone["UID"] == invited["UID"]
    await mail.say("anna", "nodig de politie toch uit voor 10 maart")
    method, calendar = calendar_of(mail.sink.to(BERT)[-1])
    assert (method, calendar.walk("VEVENT")[0]["STATUS"]) == ("REQUEST", "CONFIRMED")


async def test_a_series_that_is_taken_back_is_told_by_its_own_days(mail: OnMail) -> None:
    await mail.give(answer(901, BERT, mail.sink.to(BERT)[-1], "ACCEPTED"))
    await mail.say("anna", "verzet dat van 21 april en alle volgende naar vrijdag 24 april 10u")
    await mail.press("anna", "Zo verplaatsen, met alle volgende")
    await mail.settle()
    method, calendar = calendar_of(ended := mail.sink.to(BERT)[-1])
    (series,) = calendar.walk("VEVENT")
    assert (method, ended["Subject"]) == ("REQUEST", "Stopt: Casusoverleg, vanaf dinsdag 21 april 2026")
    assert "UNTIL=20260421T115900Z" in series["RRULE"].to_ical().decode()
    assert (
        dict(series["ATTENDEE"].params)["PARTSTAT"] == "ACCEPTED"
    )  # It was answered, and is not asked again.
    (series,) = calendar_of(mail.sink.to(BERT)[-2])[1].walk("VEVENT")
    assert dict(series["ATTENDEE"].params) == {
        "PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT", "RSVP": "TRUE",
    }  # fmt: skip
    await mail.say("anna", "maak ongedaan")
    await mail.settle()
    gone = mail.sink.to(BERT)[-1]
    assert gone["Subject"] == "Geannuleerd: Casusoverleg vrijdag 24 april 2026"
    assert "Casusoverleg · vrijdag 24 april 2026, 10.00 u" in plain_of(gone)


async def test_an_answer_to_what_was_moved_since_is_not_kept(mail: OnMail) -> None:
    before = mail.sink.to(BERT)[-1]
    await move(mail)
    await mail.give(answer(901, BERT, before, "ACCEPTED", recurrence="RECURRENCE-ID:20260310T130000Z"))
    assert "Eén komt" not in await who_comes(mail)


async def test_an_answer_counts_also_after_other_reminders(mail: OnMail) -> None:
    before = mail.sink.to(BERT)[-1]
    await mail.say("anna", "herinner iedereen een week vooraf aan het casusoverleg")
    await mail.give(answer(901, BERT, before, "ACCEPTED"))
    assert "Eén komt" in await who_comes(mail)


async def test_not_now_is_tried_again(mail: OnMail) -> None:
    mail.sink.refuses[BERT] = "450 4.2.0 greylisted"
    since = len(mail.sink.offered)
    await move(mail)
    assert ids(mail, since) == []
    assert mail.stage.channel.pace.wait(BERT) > 20
    await a_minute(mail)
    assert mail.stage.channel.pace.wait(BERT) > 50  # Twice as long each time.
    del mail.sink.refuses[BERT]
    await a_minute(mail)
    assert len(ids(mail, since)) == 1


async def test_after_a_silence_the_same_mail_goes_again(mail: OnMail) -> None:
    mail.sink.refuses[BERT] = "silence"
    since = len(mail.sink.offered)
    await move(mail)
    del mail.sink.refuses[BERT]
    await a_minute(mail)
    assert len(ids(mail, since)) == 2
    assert len(set(ids(mail, since))) == 1


@pytest.mark.parametrize("how", ["at once", "returned"])
async def test_who_is_not_reached_is_told_to_the_coordinator_once(mail: OnMail, how: str) -> None:
    for number in (1, 2):
        if how == "at once":
            mail.sink.refuses[BERT] = "550 5.1.1 no such user"
            await move(mail) if number == 1 else await mail.say("anna", "maak ongedaan")
            await mail.settle()
        else:
            await mail.give(bounce(910 + number, mail.sink.to(BERT)[-1]))
    told = [shown.text for shown in await mail.screen("anna") if "het adres weigert alles" in shown.text]
    assert len(told) == 1
    assert told[0].startswith(f"{BERT} krijgt geen mail van mij")
    since = len(mail.sink.offered)
    await mail.say("anna", "plan intervisie vrijdag 13 maart om 10u")
    await mail.press("anna", "Zo plannen")
    assert ids(mail, since) == []
    mail.sink.refuses.clear()
    await mail.say("bert", "wat staat er gepland?")  # Bert is there again.
    assert "ntervisie" in (await mail.screen("bert"))[-1].text


async def test_why_something_did_not_arrive_is_said_in_words(mail: OnMail) -> None:
    mail.sink.refuses[BERT] = "550 5.1.1 no such user"
    await move(mail)
    await mail.settle()
    await mail.say("anna", "wie kreeg de uitnodiging?")
    told = (await mail.screen("anna"))[-1].text
    assert "niet aangekomen" in told
    assert "(mail: dat adres bestaat niet; vraag het juiste en nodig die persoon daarop uit)" in told


async def test_a_mail_answers_several_times_at_once(mail: OnMail) -> None:
    await mail.give(letter(931, BERT, "Dag,\r\n\r\nDie van april niet, de rest wel.\r\n\r\nMvg\r\nBert"))
    told = (await mail.screen("bert"))[-1].text
    assert "Je komt niet: Casusoverleg, dinsdag 21 april 2026, 14.00 u" in told
    assert "Je komt: Casusoverleg op 10 maart, 2 juni" in told


async def test_an_answer_to_a_mail_is_about_its_meeting(mail: OnMail) -> None:
    await mail.say("anna", "plan een stuurgroep op donderdag 12 maart om 9u")
    await mail.press("anna", "Zo plannen")
    await mail.give(letter(941, BERT, "Sorry, ik kan er niet bij zijn."))
    assert "Welk overleg bedoel je?" in (await mail.screen("bert"))[-1].text
    told = next(one for one in mail.sink.to(BERT) if str(one["Subject"]).startswith("Casusoverleg"))
    answers = {"In_Reply_To": str(told["Message-ID"])}
    await mail.restart()
    await mail.give(letter(942, BERT, "Ik stuur iemand van het CLB in mijn plaats.", **answers))
    assert "iemand van het CLB komt in jouw plaats: Casusoverleg" in (await mail.screen("bert"))[-1].text


async def test_a_report_that_nobody_can_have_sent_changes_nothing(mail: OnMail) -> None:
    made_up = [
        {"message_id": "<1@spil.example>"},
        {"recipient": ANNA},
        {"status": "4.2.2"},
        {"action": "delayed"},
    ]
    for number, part in enumerate(made_up):
        await mail.give(bounce(911 + number, mail.sink.to(BERT)[-1], **part))
    assert "weigert" not in "".join(shown.text for shown in await mail.screen("anna"))
    since = len(mail.sink.offered)
    await move(mail)
    assert len(ids(mail, since)) == 1


async def test_programs_are_not_answered(mail: OnMail) -> None:
    heads = [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<x.example.org>"},
        {"Return_Path": "<>"},
    ]
    before = len(mail.sink.offered)
    for number, head in enumerate(heads):
        await mail.give(letter(801 + number, BERT, "Ik kan niet, ik ben afwezig tot maandag.", **head))
    await mail.give(letter(821, "spil@cel.example.org", "wat staat er gepland?"))
    await mail.give(letter(822, "MAILER-DAEMON@mx.example.org", "Returned mail"))
    assert len(mail.sink.offered) == before
    assert "komt niet" not in await who_comes(mail)


async def test_of_what_is_mailed_nothing_that_names_a_person_stays(
    mail: OnMail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kept, seals = list[bytes](), Keyring.seal
    monkeypatch.setattr(
        Keyring, "seal", lambda own, value, place: kept.append(value) or seals(own, value, place)
    )
    named = "Samira Benhaddou", "0470 12 34 56", "samira.b@voorbeeld.be"
    said = f"Plan een overleg over {named[0]}, gsm {named[1]}, {named[2]}, woensdag 11 maart om 10u"
    since = len(mail.sink.taken)
    await mail.give(
        letter(804, BERT, f"{said}\n\nMet vriendelijke groeten\n{named[0]}", subject=f"Re: {named[0]}")
    )
    assert len(mail.sink.taken) > since
    logged = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("pymap", "mail."))
    ]
    seen = [*kept, "\n".join(logged).encode(), *(one.as_bytes() for one in mail.sink.taken[since:])]
    assert [found for part in seen for found in leaks_in(named, part)] == []
    assert leaks(named, mail.folder / "data") == []


async def test_each_mail_counts_once_also_after_a_kill(mail: OnMail) -> None:
    said = letter(805, BERT, "nodig het OCMW uit voor 10 maart")
    await mail.give(said)
    count = len(mail.sink.taken)
    assert count
    await mail.give(said)
    await mail.restart()
    await mail.give(said)
    assert len(mail.sink.taken) == count


async def test_a_stranger_is_told_how_to_come_in_once_a_day(mail: OnMail) -> None:
    for number in range(3):
        await mail.give(letter(806 + number, "vreemd@example.org", f"hallo {number}"))
    (told,) = mail.sink.to("vreemd@example.org")
    assert "Ik ken je hier nog niet" in plain_of(told)
    await mail.give(letter(820, "vreemd@example.org", await mail.invitation()))
    assert "je bent nu lid" in plain_of(mail.sink.to("vreemd@example.org")[-1])


async def test_who_answers_the_mail_of_an_invitation_is_a_member(mail: OnMail, tmp_path: Path) -> None:
    smtp, imap = f"127.0.0.1:{mail.sink.port}", f"127.0.0.1:{mail.mailbox.port}"
    given = {"ADDRESS": "spil@cel.example.org", "PASSWORD": PASSWORD, "SMTP": smtp, "IMAP": imap}
    own = {f"SPIL_MAIL_{name}": value for name, value in given.items()}
    asked = ["--role", "member", "--mail", "els@example.org", "--data", str(tmp_path / "data")]
    said = await asyncio.to_thread(CliRunner(env=own).invoke, command, asked)
    assert said.output == "Sent to els@example.org. Whoever answers that mail is a member.\n"
    (invited,) = mail.sink.taken[-1:]
    mail.sink.offered.remove(invited)  # Its id is not one of a delivery.
    assert (invited["To"], invited["Subject"]) == ("els@example.org", "Uitnodiging voor Spil")
    history = "".join(f"> {line}\n" for line in plain_of(invited).splitlines())
    await mail.give(letter(840, "els@example.org", f"ok\n\nOp 2 mrt schreef Spil:\n{history}"))
    assert "je bent nu lid" in (await mail.screen("els"))[-1].text
    await mail.give(letter(841, "eve@example.org", f"ok\n\nOp 2 mrt schreef Spil:\n{history}"))
    assert "werkt niet" in (await mail.screen("eve"))[-1].text


def plain_of(mail: EmailMessage) -> str:
    """What a mail says, on lines as long as they were written."""
    part = mail.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


async def test_no_mail_carries_a_sheet(mail: OnMail) -> None:
    await mail.say("bert", "start een terugkoppelingsfiche")
    shown = (await mail.screen("bert"))[-1]
    assert shown.links
    assert shown.file is None


async def test_a_mailbox_that_tells_is_listened_to(mail: OnMail) -> None:
    listening = asyncio.create_task(mail.stage.way.listen())
    try:
        for number in (830, 831):
            since = len(mail.sink.taken)
            await asyncio.to_thread(mail.mailbox.drop, letter(number, BERT, "wat staat er gepland?"))
            await until(lambda before=since: len(mail.sink.taken) > before)  # type: ignore[misc] # A default.
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

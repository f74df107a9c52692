"""Telegram through the front door: small server, real transport, adapter, application."""

import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.channels.platform import Unusable
from bot.channels.telegram import listening
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import Listening
from tests.contracts.telegram.front_door import CACHE, Clock, opened
from tests.contracts.telegram.server import TOKEN, FakeTelegram, fake_telegram, read_html
from tests.contracts.telegram.updates import ANNA, BIGGER, BOB, GROUP, member, pressed, said

QUESTION = "mag een school iets zeggen over een leerling?"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake
        assert fake.refused == []


async def test_a_code_lets_a_stranger_in_and_nothing_else_does(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        assert "ken je hier nog niet" in (await door.take(said(1, "/start")))[0]
        assert "ken je hier nog niet" in (await door.take(said(2, "/start " + "x" * 32)))[0]
        assert (await door.join(number=3))[0].startswith("Welkom")
        assert (await door.take(said(4, QUESTION)))[0]
        (told,) = await door.take(said(5, f"@SpilBot {QUESTION}", BOB, GROUP))
        assert "ken je hier nog niet" in told
        assert await door.take(said(6, f"@SpilBot {QUESTION}", BOB, GROUP)) == []


async def test_an_update_that_comes_three_times_is_answered_once(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        update = said(2, QUESTION)
        assert len(await door.take(update, update)) == 1
        assert await door.take(update) == []
    async with opened(tmp_path, telegram) as door:
        assert await door.take(update) == []


async def test_a_stranger_is_answered_once_as_well(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        assert len(await door.take(said(1, "dag"), said(1, "dag"))) == 1
        assert len(await door.join(number=2)) == 1


async def test_disorder_is_put_in_order_and_nothing_is_lost(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        shown = await door.take(said(4, "stop"), said(3, "help"), said(2, "hallo"))
        assert [text[:8] for text in shown] == ["Dag. Ik ", "Typ gewo", "Er loopt"]
        assert len(await door.take(said(9, "hallo"))) == 1
        assert len(await door.take(said(8, "hallo"))) == 1  # A late one counts as well.


async def test_too_fast_is_waited_for_and_sent_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        telegram.answer("sendMessage", 429, parameters={"retry_after": 40})
        assert await door.take(said(2, "hallo")) == []
        before = telegram.count("sendMessage")
        door.clock.later(31)
        await door.app.tick()
        assert telegram.count("sendMessage") == before  # Telegram said 40 seconds: nothing is even tried.


async def test_a_moment_is_waited_for_in_place(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        telegram.answer("sendMessage", 429, parameters={"retry_after": 1})
        assert len(await door.take(said(2, "hallo"))) == 1


async def test_after_a_server_fault_an_answer_comes_again_and_says_so_for_the_fault_may_hide_a_message(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        telegram.answer("sendMessage", 502, description="Bad Gateway")
        assert await door.take(said(2, "hallo")) == []
        for _ in range(3):
            door.clock.later(3600)
            await door.app.tick()
        assert len(telegram.sent) == 2
        assert "Mogelijk dubbel" in door.texts()[1]
        assert len(await door.take(said(3, "hallo"))) == 1


async def test_who_blocked_the_bot_is_left_alone_until_they_are_back(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        telegram.blocked.add(ANNA["id"])
        assert await door.take(said(2, "hallo")) == []
        tried = telegram.count("sendMessage")
        telegram.blocked.clear()
        door.clock.later(3600)
        await door.app.tick()
        assert telegram.count("sendMessage") == tried
        (greeting,) = await door.take(member(3, "kicked", "member"))
        assert "er weer" in greeting
        assert len(await door.take(said(4, "hallo"))) == 1


async def test_a_group_that_the_bot_left_gets_nothing_and_one_that_it_comes_to_no_speech(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.bind()
        for number, (before, after) in enumerate([("member", "kicked"), ("left", "member")], 2):
            assert await door.take(member(number, before, after, chat=GROUP)) == []
        assert await door.take(member(4, "member", "administrator", chat=GROUP)) == []
        named = said(5, "", chat=GROUP, new_chat_title="Een andere naam")
        assert await door.take(named) == []
        assert len(await door.take(said(6, f"@SpilBot {QUESTION}", chat=GROUP))) == 1


async def test_a_group_that_becomes_a_supergroup_goes_on_there(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.bind()
        telegram.moved[GROUP] = BIGGER
        assert len(await door.take(said(2, f"@SpilBot {QUESTION}", chat=GROUP))) == 1
        assert telegram.sent[-1]["chat_id"] == BIGGER
        assert await door.take(said(3, "", chat=GROUP, migrate_to_chat_id=BIGGER)) == []
        assert len(await door.take(said(4, "@SpilBot wat staat er gepland?", chat=BIGGER))) == 1
        assert "nog aan geen cel" not in door.texts()[-1]


async def test_a_press_after_a_restart_works_once_and_what_was_chosen_stays(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.take(said(2, "nodig iemand uit"))
        press = door.press(3, "Lid")
    async with opened(tmp_path, telegram) as door:
        shown = await door.take(press)
        assert "https://spil.example/join/" in shown[0]
        assert telegram.count("answerCallbackQuery") == 1
        assert door.shown()[1].endswith("\n\n→ Lid")
        assert "reply_markup" not in list(telegram.messages.values())[1]
        assert "al gebruikt" in (await door.take({**press, "update_id": 4}))[0]
        assert telegram.count("answerCallbackQuery") == 2


async def test_examples_stay_to_be_pressed_again(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.take(said(2, "help"))
        label = next(iter(door.buttons()))
        for number in (3, 4):
            assert await door.take(door.press(number, label))
        assert telegram.count("editMessageText") == 0


async def test_an_old_press_is_worked_on_though_telegram_has_forgotten_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.take(said(2, "help"))
        telegram.answer("answerCallbackQuery", 400, description="Bad Request: query is too old")
        assert len(await door.take(pressed(3, next(iter(door.buttons().values()))))) == 1


async def test_in_a_group_only_who_addresses_the_bot_is_answered(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        assert "hoort nu bij demo" in (await door.bind())[-1]
        assert await door.take(said(2, QUESTION, chat=GROUP)) == []
        assert await door.take(said(3, "/help@OtherBot", chat=GROUP)) == []
        for number, text in enumerate(
            (f"@spilbot {QUESTION}", f"/vraag {QUESTION}", f"/spil@SpilBot {QUESTION}"), 4
        ):
            assert len(await door.take(said(number, text, chat=GROUP))) == 1
            assert telegram.sent[-1]["chat_id"] == GROUP
            assert telegram.sent[-1]["reply_parameters"]["message_id"] == number * 10
        mine = {
            "message_id": 7,
            "date": 1,
            "chat": {"id": GROUP, "type": "group"},
            "from": {"id": 123456, "is_bot": True, "first_name": "Spil"},
        }
        assert len(await door.take(said(8, "en nu?", chat=GROUP, reply_to_message=mine))) == 1


async def test_what_is_for_one_person_never_stands_in_the_group(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.bind()
        await door.take(said(2, "@SpilBot nodig iemand uit", chat=GROUP))
        assert telegram.sent[-1]["chat_id"] == ANNA["id"]


async def test_a_sheet_is_never_filled_in_here(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        for number, text in enumerate(("/fiche", "start een terugkoppelingsfiche"), 2):
            (shown,) = await door.take(said(number, text))
            assert re.search(r"https://spil\.example/\w+/[\w-]{32}(?![\w-])", shown)
        assert "?" not in shown


@pytest.mark.parametrize(
    "typed",
    [
        "<b>vet</b> <a href='https://evil.example'>hier</a>",
        "[hier](https://evil.example) *vet* _schuin_ `code`",
        "@everyone @spil_admin",
        "<tg-spoiler>x</tg-spoiler> & &lt;b&gt;",
    ],
)
async def test_what_people_type_comes_out_as_text(telegram: FakeTelegram, tmp_path: Path, typed: str) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.take(said(2, f'plan een overleg op 9 maart om 14u over "{typed}"'))
        await door.take(said(3, typed))
        for call in telegram.sent:
            text, entities = read_html(call["text"])
            assert {tag for tag, _ in entities} <= {"b", "a"}
            assert not any("evil" in (link or "") for _, link in entities)
            assert not re.search(r"(?<!\w)@\w", text)


async def test_another_poller_and_a_deaf_server_are_outlasted(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0.01)
    telegram.answer("getMe", 502, description="Bad Gateway")
    telegram.answer("getUpdates", 409, description="Conflict: terminated by other getUpdates request")
    telegram.answer("getUpdates", 500, description="Internal Server Error")
    async with opened(tmp_path, telegram) as door:
        assert (await door.join())[0].startswith("Welkom")


async def test_a_reminder_reaches_the_chat_and_the_menu_is_set(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock = Clock()
    async with opened(tmp_path, telegram, clock) as door:
        await door.join()
        await door.take(said(2, "plan een casusoverleg op 9 maart om 14u, een uur"))
        await door.take(said(3, "ja"))
        assert "(file)" in door.texts()
        clock.later(7 * 24 * 3600 + 4 * 3600)
        before = len(telegram.sent)
        await door.app.tick()
        assert len(telegram.sent) > before
    menu = next(given["commands"] for name, given in telegram.calls if name == "setMyCommands")
    assert [command["command"] for command in menu] == ["help", "vraag", "agenda", "fiche", "privacy"]


async def test_a_token_that_telegram_refuses_is_said_without_showing_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    token = "654321:another-made-up-token-0123456789abc"
    channel = TelegramChannel(token, telegram.url)
    async with open_app(tmp_path, {"telegram": channel}, Clock(), CACHE) as app:
        with pytest.raises(Unusable) as refused:
            await Listening(channel, app).listen()
    assert "@BotFather" in str(refused.value)
    assert token not in str(refused.value)


async def test_nothing_that_was_typed_reaches_a_log(
    telegram: FakeTelegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with opened(tmp_path, telegram) as door:
        await door.join()
        telegram.answer("sendMessage", 400, description="Bad Request: chat not found")
        await door.take(said(2, "hallo daar, zonderlinge tekst"))
    ours = [row for row in caplog.records if not row.name.startswith("python_multipart")]  # The server's own.
    logged = " ".join(row.getMessage() for row in ours)
    assert "zonderlinge" not in logged
    assert TOKEN not in logged


async def test_a_button_of_the_group_works_in_ones_own_chat_after_a_restart_and_for_nobody_else(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.join(BOB, number=2)
        await door.bind()
        await door.take(said(3, "@SpilBot nodig iemand uit", chat=GROUP))
        assert telegram.sent[-1]["chat_id"] == ANNA["id"]
        button = door.buttons()["Lid"]
    async with opened(tmp_path, telegram) as door:
        before = len(telegram.sent)
        for number, data in enumerate((button[:-1], f"{button}0", button.replace(str(GROUP), "-4002")), 4):
            assert "al gebruikt of te oud" in (await door.take(pressed(number, data)))[0]
        assert "/join/" not in "".join(await door.take(pressed(8, button, BOB)))
        assert "/join/" in (await door.take(pressed(9, button)))[0]
        assert GROUP not in {call["chat_id"] for call in telegram.sent[before:]}


async def test_a_meeting_shows_how_it_stands_after_a_press_and_after_it_was_moved(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with opened(tmp_path, telegram) as door:
        await door.join()
        await door.join(BOB, "member", 2)
        await door.take(said(3, "plan een casusoverleg op 9 maart om 14u, een uur"))
        await door.take(said(4, "ja"))
        await door.take(door.press(5, "Ik kom", BOB))
        await door.app.tick()
        card = door.shown(BOB["id"])[1]
        assert "9 maart" in card
        assert "Eén komt" in card  # Not what was chosen over what stood there before.
        await door.take(said(6, "verplaats het casusoverleg van 9 maart naar 10 maart om 15u"), said(7, "ja"))
        await door.app.tick()
        assert "in mijn nieuwste bericht" in door.shown(BOB["id"])[1]
        assert "dinsdag 10 maart 2026, 15.00 u" in door.shown(BOB["id"])[-1]
        assert "dinsdag 10 maart 2026, 15.00 u" in "".join(door.shown()[3:])
        assert "Ik kom niet" in str(door.press(8, "Ik kom niet", BOB)["callback_query"]["message"])

"""Slack through the front door: one answer an event, threads, buttons, eyes only, and what Slack does to bots."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.joining import new_invitation
from storage.store import database_file
from tests.contracts.slack.server import SHAPES, FakeSlack
from tests.contracts.slack.stage import NOW, SlackStage, payload


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[SlackStage]:
    async with FakeSlack({"C1": {"U1", "U2", "UBOT"}}) as slack, SlackStage(tmp_path, slack) as stage:
        await stage.join()
        yield stage
        assert slack.refused == []


def labels(message: dict) -> list[str]:
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return [button["text"]["text"] for row in rows for button in row["elements"]]


def words(message: dict) -> str:
    return "\n".join(block["text"]["text"] for block in message["blocks"] if block["type"] == "section")


@pytest.mark.parametrize("kind", [*SHAPES])
def test_our_payloads_have_the_vendors_shape(kind: str) -> None:
    def strange(value: object, shape: object) -> list[str]:
        if not isinstance(value, dict) or not isinstance(shape, dict):
            return []
        return [k for k in value if k not in shape] + [
            s for k in value for s in strange(value[k], shape.get(k))
        ]

    assert strange(payload(kind), SHAPES[kind]) == []


async def test_a_direct_message_is_answered_flat_and_once(stage: SlackStage) -> None:
    (answer,) = await stage.say("hallo")
    assert answer["channel"] == "D-U1"
    assert answer.get("thread_ts") is None
    assert answer["text"]
    ts = "1700000000.000777"
    assert len(await stage.say("hallo", ts=ts)) == 1
    assert await stage.say("hallo", ts=ts, answers=0) == []


async def test_a_mention_is_two_events_and_one_answer_in_its_thread(stage: SlackStage) -> None:
    ts, text = "1700000000.000900", "<@UBOT> mag een leerkracht spreken op de LIVC-R?"
    both = {"ts": ts, "channel": "C1", "channel_type": "channel"}
    answers = await stage.say(text, **both) + await stage.say(
        text, "app_mention", answers=0, ts=ts, channel="C1"
    )
    answers += await stage.say(text, **both, answers=0)
    assert [(a["channel"], a["thread_ts"], a["method"]) for a in answers] == [("C1", ts, "chat.postMessage")]


async def test_in_a_room_spil_speaks_when_addressed_and_follows_its_thread(stage: SlackStage) -> None:
    room = {"channel": "C1", "channel_type": "channel"}
    assert await stage.say("wat is een LIVC-R?", **room, answers=0) == []
    (answer,) = await stage.mention("wat is een LIVC-R?")
    follow = {**room, "thread_ts": answer["thread_ts"]}
    (more,) = await stage.say("wat is een LTF?", **follow)
    assert more["thread_ts"] == answer["thread_ts"]
    assert await stage.say("<@U2> wat denk jij?", **follow, answers=0) == []


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "B9"},
        {"edited": {"user": "U1", "ts": "1"}},
        {"user": "UBOT"},
        {"subtype": "channel_join"},
    ],
)
async def test_bots_edits_and_deletions_are_no_messages(stage: SlackStage, change: dict) -> None:
    assert await stage.say("hallo", answers=0, **change) == []


async def test_a_stranger_is_told_how_to_join_and_joins_by_a_code(stage: SlackStage) -> None:
    stage.slack.channels["D-U2"] = {"U2", "UBOT"}
    there = {"user": "U2", "channel": "D-U2"}
    (told,) = await stage.say("hallo", **there)
    assert "coördinator" in words(told)
    token = await new_invitation(stage.app.store, "demo", "member", NOW)
    (joined,) = await stage.say(f"<http://127.0.0.1:8080/join/{token}>", **there)
    assert "Welkom" in words(joined)
    assert len(await stage.say("wat is een LIVC-R?", **there)) == 1


async def test_a_button_works_once_also_after_a_restart(stage: SlackStage) -> None:
    plan = "plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis"
    (proposal,) = await stage.say(plan)
    await stage.restart()
    done = await stage.press(proposal, labels(proposal)[0])
    update = next(message for message in done if message["method"] == "chat.update")
    assert labels(update) == []
    assert update["blocks"][-1]["elements"][0]["text"] == f"→ {labels(proposal)[0]}"
    assert update["ts"] != proposal["ts"] or update["channel"] == proposal["channel"]
    again = await stage.press(proposal, labels(proposal)[0])
    assert words(again[0]) != words(done[0])


async def test_a_planned_meeting_comes_with_its_invitation(stage: SlackStage) -> None:
    (proposal,) = await stage.say("plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis")
    done = await stage.press(proposal, labels(proposal)[0], answers=3)
    (file,) = [message for message in done if message["method"] == "files.completeUploadExternal"]
    assert file["channel_id"] == "D-U1"
    assert next(iter(stage.slack.files.values())).startswith(b"BEGIN:VCALENDAR")


async def test_the_same_press_that_slack_sends_again_counts_once(stage: SlackStage) -> None:
    (proposal,) = await stage.say("plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis")
    one = {"trigger_id": "t9"}
    assert len(await stage.press(proposal, labels(proposal)[0], answers=3, **one)) == 3
    stage._number -= 1
    assert await stage.press(proposal, labels(proposal)[0], answers=0, **one) == []


async def test_the_sheet_is_refused_in_a_room_for_the_askers_eyes_only(stage: SlackStage) -> None:
    (refusal,) = await stage.mention("start een terugkoppelingsfiche")
    assert (refusal["method"], refusal["user"], refusal["channel"]) == ("chat.postEphemeral", "U1", "C1")
    stage.slack.next("chat.postEphemeral", "user_not_in_channel")
    (direct,) = await stage.mention("start een terugkoppelingsfiche")
    assert (direct["method"], direct["channel"]) == ("chat.postMessage", "D-U1")
    stage.slack.refused.clear()


async def test_the_command_is_answered_where_it_was_typed_for_the_askers_eyes_only(stage: SlackStage) -> None:
    (answer,) = await stage.take("command", text="beroepsgeheim")
    assert (answer["method"], answer["user"], answer["channel"]) == ("chat.postEphemeral", "U1", "C1")
    again = await stage.take("command", text="beroepsgeheim", answers=0)
    assert again == []
    (elsewhere,) = await stage.take(
        "command", text="wat is een LTF?", trigger_id="t2", channel_id="C-unknown"
    )
    assert (elsewhere["method"], elsewhere["channel"]) == ("chat.postMessage", "D-U1")
    stage.slack.refused.clear()


async def test_slack_is_acknowledged_while_the_answer_is_still_worked_on(stage: SlackStage) -> None:
    stage.slack.next("chat.postMessage", (429, 2))
    (answer,) = await stage.say("hallo")
    assert answer["text"]
    assert max(stage.waits) > 1.5


async def test_what_was_said_does_not_stand_in_the_database_with_slacks_ids(stage: SlackStage) -> None:
    await stage.say("hallo")
    files = database_file(stage.folder).parent.glob(f"{database_file(stage.folder).name}*")
    found = b"".join(file.read_bytes() for file in files)
    assert b"demo" in found
    assert b"D-U1" not in found


async def test_a_meeting_from_plan_to_reminder(stage: SlackStage) -> None:
    """The transcript: one plans, all are reminded directly, each says whether they come, and that is counted."""
    for user in ("U2", "U3"):
        await stage.join(user, "member")
    (proposal,) = await stage.say("plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis")
    await stage.press(proposal, labels(proposal)[0], answers=3)
    stage.now = datetime(2026, 3, 9, 13, 5, tzinfo=UTC)
    before = len(stage.slack.sent())
    await stage.app.tick()
    reminders = [call for call in stage.slack.calls if call.method == "chat.postMessage"][before:]
    assert sorted(call.given["channel"] for call in reminders) == ["D-U1", "D-U2", "D-U3"]
    for call in reminders:
        user = call.given["channel"].removeprefix("D-")
        message = {**call.given, "ts": call.ts}
        done = await stage.press(message, "Ik kom", user={"id": user})
        assert [m["channel"] for m in done if m["method"] == "chat.postMessage"] == [call.given["channel"]]
    (shown,) = await stage.say("wie komt er?")
    assert "3" in words(shown)


async def test_a_question_for_the_helpdesk_and_its_answer(stage: SlackStage) -> None:
    await stage.join("U2", "helpdesk")
    (asked,) = await stage.say("stel de helpdesk een vraag: wie betaalt de koffie op het overleg?")
    for _ in range(3):
        if any(message["channel"] == "D-U2" for message in stage.slack.sent()):
            break
        (*_, asked) = await stage.press(asked, labels(asked)[0], answers=2)
    assert any(message["channel"] == "D-U2" for message in stage.slack.sent())


async def test_events_that_come_thrice_and_in_disorder_are_answered_once_each(stage: SlackStage) -> None:
    stamps = [f"1700000300.{number:06}" for number in range(5)] * 3
    stamps = [*stamps[::-2], *stamps[1::2]]
    sent = [
        stage.slack.send("events_api", payload("message", text="wat is een LTF?", ts=ts)) for ts in stamps
    ]
    await asyncio.gather(*sent)
    await stage.until(lambda: len(stage.slack.sent()) >= 5)
    await stage.quiet()
    assert len(stage.slack.sent()) == 5


async def test_after_a_fault_of_slack_the_next_answer_arrives(stage: SlackStage) -> None:
    stage.slack.next("chat.postMessage", 503)
    await stage.say("hallo", answers=0)
    await stage.until(lambda: not stage.slack.answers["chat.postMessage"])
    assert len(await stage.say("wat is een LTF?")) == 1

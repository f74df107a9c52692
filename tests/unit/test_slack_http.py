"""Slack calls Spil: what Slack signed is taken, and nothing else."""

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from tests.contracts.slack.server import SECRET, FakeSlack
from tests.contracts.slack.stage import SlackStage, payload
from tests.unit.test_slack import words


def signed(body: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    """The headers with which Slack sends a body (docs.slack.dev, Verifying requests from Slack)."""
    stamp = str(int(at))
    mark = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mark}"}


def as_json(value: dict) -> tuple[bytes, str]:
    return json.dumps(value).encode(), "application/json"


def as_form(value: dict) -> tuple[bytes, str]:
    return urlencode(value).encode(), "application/x-www-form-urlencoded"


class Called:
    """An installation that Slack calls."""

    def __init__(self, stage: SlackStage) -> None:
        self.stage = stage
        app = Starlette(routes=[*stage.listening.routes()])
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://spil")

    async def post(self, sent: tuple[bytes, str], headers: dict[str, str] | None = None) -> httpx.Response:
        body, kind = sent
        headers = signed(body, time.time()) if headers is None else headers
        given = [
            (name.encode(), value if isinstance(value, bytes) else value.encode())
            for name, value in {"content-type": kind, **headers}.items()
        ]
        answer = await self._client.post("/slack/events", content=body, headers=given)
        await self.stage.listening.front.desk.finish()
        return answer

    def messages(self) -> list[dict]:
        return self.stage.slack.sent() + self.stage.slack.sent("chat.postEphemeral")


@pytest.fixture
async def called(tmp_path: Path) -> AsyncIterator[Called]:
    async with (
        FakeSlack({"C1": {"U1", "UBOT"}}) as slack,
        SlackStage(tmp_path, slack, secret=SECRET) as stage,
    ):
        await stage.join()
        yield Called(stage)


async def test_slack_finds_spil_by_its_challenge(called: Called) -> None:
    answer = await called.post(as_json({"type": "url_verification", "challenge": "c-1", "token": "x"}))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "c-1"})


async def test_events_commands_and_presses_come_in(called: Called) -> None:
    assert (await called.post(as_json(payload("message", text="hallo")))).status_code == 200
    assert (await called.post(as_form(payload("command", text="beroepsgeheim")))).status_code == 200
    assert len(called.stage.slack.sent()) == 1
    assert called.stage.slack.sent("chat.postEphemeral")
    shortcut = as_form({"payload": json.dumps(payload("message_action", trigger_id="t7"))})
    before = len(called.messages())
    assert (await called.post(shortcut)).status_code == 200
    assert len(called.messages()) > before


async def test_a_retry_is_the_same_event(called: Called) -> None:
    body = as_json(payload("message", text="hallo"))
    again = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    for more in ({}, again, again):
        answer = await called.post(body, signed(body[0], time.time()) | more)
        assert answer.status_code == 200
    assert len(called.messages()) == 1


async def test_the_sheet_goes_on_in_the_answer_itself(called: Called) -> None:
    trigger = called.stage.trigger()
    opening = {"type": "shortcut", "callback_id": "spil-sheet", "user": {"id": "U1"}, "trigger_id": trigger}
    await called.post(as_form({"payload": json.dumps(opening)}))
    view = called.stage.window()
    sent = {**payload("view_submission"), "view": {**view, "state": {"values": {}}}}
    answer = await called.post(as_form({"payload": json.dumps(sent)}))
    assert answer.json()["response_action"] in ("errors", "update")


# Five minutes; and ahead of us half a minute more, which passes on a slow machine before the call is looked at.
@pytest.mark.parametrize("late", [-301, 330, -100_000, 3_000_000])
async def test_too_old_or_too_new_is_refused(called: Called, late: int) -> None:
    body = as_json(payload("message", text="hallo"))
    assert (await called.post(body, signed(body[0], time.time() + late))).status_code == 401
    assert called.messages() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-slack-signature": "v0=0", "x-slack-request-timestamp": "soon"},
        {"x-slack-signature": b"v0=\xc3\xa9", "x-slack-request-timestamp": str(int(time.time())).encode()},
        {"x-slack-signature": "", "x-slack-request-timestamp": str(int(time.time()))},
        {"x-slack-request-timestamp": str(int(time.time()))},
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-request-timestamp": "9" * 400, "x-slack-signature": "v0=" + "0" * 64},
    ],
)
async def test_what_is_not_signed_is_refused(called: Called, headers: dict) -> None:
    for body in (
        as_json(payload("message", text="hallo")),
        as_form({**payload("command", text="x"), "ssl_check": "1"}),
        (b"\xff\xfe{", "application/json"),
    ):
        assert (await called.post(body, headers)).status_code == 401
    assert called.messages() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_no_mutated_request_is_taken(called: Called, data: st.DataObject) -> None:
    body, kind = as_json(payload("message", text="hallo", ts=f"17.{data.draw(st.integers(0, 9**9))}"))
    headers = signed(body, time.time(), data.draw(st.sampled_from([SECRET, "another", ""])))
    which = data.draw(st.sampled_from(["body", "x-slack-signature", "x-slack-request-timestamp", "secret"]))
    if which == "body":
        at, byte = data.draw(st.integers(0, len(body) - 1)), data.draw(st.integers(0, 255))
        changed = body[:at] + bytes([byte]) + body[at + 1 :]
    else:
        changed = body
        if which != "secret":
            headers[which] = data.draw(st.text("0123456789abcdefv=", max_size=70))
    genuine = changed == body and headers == signed(
        body,
        float(headers.get("x-slack-request-timestamp") or 0)
        if headers.get("x-slack-request-timestamp", "").isdigit()
        else -1,
    )
    before = len(called.messages())
    answer = await called.post((changed, kind), headers)
    assert answer.status_code == (200 if genuine else 401)
    assert len(called.messages()) == before + genuine


async def test_a_stranger_is_told_how_to_join(called: Called) -> None:
    await called.post(as_json(payload("message", text="hallo", user="U2", channel="D-U2")))
    assert "coördinator" in words(called.messages()[0])

"""Calls that look like Teams's and are not: however a token or a body is changed, it is refused; valid ones are not."""

import asyncio
import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.sdk import Teams
from tests.contracts.teams.server import FakeTeams
from tests.contracts.teams.stage import CHANNEL, channel_of, chat

CLAIMS = ("iss", "aud", "serviceurl", "exp", "nbf")
ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=40)
    | st.lists(st.text(max_size=9), max_size=2)
)


class Gate:
    """The check of callers, with the keys of a Teams that runs beside it."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.world = FakeTeams()
        self.loop.run_until_complete(self.world.__aenter__())
        self.teams: Teams = channel_of(self.world, []).teams
        self.token = self.world.token()

    def asks(self, body: Any, authorization: str) -> int:
        return self.loop.run_until_complete(self.teams.admitted(body, authorization))

    def close(self) -> None:
        self.loop.run_until_complete(self.teams.close())
        self.loop.run_until_complete(self.world.__aexit__())
        self.loop.close()

    def body(self, **changed: Any) -> dict[str, Any]:
        said = {"type": "message", "id": "1", "serviceUrl": self.world.service, "text": "hallo"}
        who = {"from": {"id": "29:ann"}, "recipient": {"id": "28:spil"}, "conversation": {"id": chat("ann")}}
        return {**said, **who, **changed}


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.close()


@given(st.data())
def test_a_token_with_any_letter_changed_is_refused(gate: Gate, data: st.DataObject) -> None:
    begin = len("Bearer ")
    at = data.draw(st.integers(begin, len(gate.token) - 3))  # The last letter holds bits that mean nothing.
    letter = data.draw(
        st.sampled_from("ABCXYZabcxyz0189-_.=+/ \n{").filter(lambda found: found != gate.token[at])
    )
    assert gate.asks(gate.body(), gate.token[:at] + letter + gate.token[at + 1 :]) == 401


@given(st.sampled_from(CLAIMS), ODD)
def test_a_token_with_any_claim_changed_is_refused(gate: Gate, claim: str, value: Any) -> None:
    """Also where it is signed by the right key: only what Teams says of itself counts."""
    if claim in ("exp", "nbf"):
        value = 1 if claim == "exp" else 4_000_000_000
    if claim == "exp" or value is not None:
        assert gate.asks(gate.body(), gate.world.token(**{claim: value})) == 401


@given(
    st.dictionaries(st.sampled_from(["alg", "kid", "typ", "jku", "jwk", "x5u", "crit", "b64"]), ODD),
    st.binary(max_size=300),
)
def test_no_head_of_a_token_makes_up_for_a_signature(
    gate: Gate, head: dict[str, Any], signature: bytes
) -> None:
    claims = gate.token.split(".")[1]
    begun = base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=").decode()
    end = base64.urlsafe_b64encode(signature).rstrip(b"=").decode()
    assert gate.asks(gate.body(), f"Bearer {begun}.{claims}.{end}") == 401


@given(st.text(max_size=80))
def test_no_text_is_a_token(gate: Gate, text: str) -> None:
    for authorization in (
        text,
        f"Bearer {text}",
        f"{gate.token}{text or 'x'}",
        gate.token.replace("Bearer", text),
    ):
        assert gate.asks(gate.body(), authorization) == 401


@given(st.text(max_size=60))
def test_no_other_service_is_called(gate: Gate, text: str) -> None:
    """The token says the same as the body, and is signed by the right key."""
    for url in (
        text,
        f"https://{text}",
        f"{gate.world.service}@{text}.example",
        f"https://{text}.botframework.example",
    ):
        expected = (400,) if not url else (403,)
        assert gate.asks(gate.body(serviceUrl=url), gate.world.token(serviceurl=url)) in expected


@given(st.sampled_from(["type", "id", "serviceUrl", "from", "recipient", "conversation"]), ODD)
def test_a_body_in_another_shape_is_refused_without_a_fault(gate: Gate, name: str, value: Any) -> None:
    changed = gate.body(**{name: value})
    assert gate.asks(changed, gate.token) in ((400, 403, 200) if name in ("id", "type") else (400, 403))


@given(
    st.text(max_size=200),
    st.sampled_from([chat("ann"), CHANNEL, f"{CHANNEL};messageid=17"]),
    st.text("0123456789", min_size=1),
)
def test_every_valid_call_is_taken(gate: Gate, text: str, place: str, number: str) -> None:
    said = gate.body(text=text, id=number, conversation={"id": place})
    assert gate.asks(said, gate.token) == 200

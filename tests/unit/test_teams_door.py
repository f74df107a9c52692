"""Who may call `POST /api/messages`, and what a call that is not understood gets: nothing of it has any effect."""

import base64
import json
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.channels.teams.sdk import SERVICES as KNOWN
from bot.channels.teams.sdk import Teams, World
from tests.contracts.teams.server import APP_ID, FakeTeams, key
from tests.contracts.teams.stage import TeamsStage, chat, text_of

ROOT = Path(__file__).parent.parent.parent
ENTRA = "https://login.microsoftonline.com/9/v2.0"


def now() -> int:
    """Seconds, at the call: a run of all tests takes minutes, and tokens are of the moment."""
    return int(time.time())


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[TeamsStage]:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        yield stage


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _by_hand(teams: FakeTeams, head: dict[str, Any], signature: bytes = b"") -> str:
    """A token whose head says what it likes."""
    body = teams.token().split(".")[1]
    return f"Bearer {_b64(json.dumps(head).encode())}.{body}.{_b64(signature)}"


def _hs256(teams: FakeTeams) -> str:
    """Signed with the public key, as if that were a shared secret."""
    public = key("right").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "kid": "k-right", "typ": "JWT"}
    begun = f"{_b64(json.dumps(head).encode())}.{teams.token().split('.')[1]}"
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = algorithm.sign(begun.encode(), b"\n".join(public.splitlines()))
    return f"Bearer {begun}.{_b64(signature)}"


def _cut(token: str, at: int) -> str:
    """The token with one letter changed."""
    letter = "A" if token[at] != "A" else "B"
    return f"{token[:at]}{letter}{token[at + 1 :]}"


FORGED = {
    "no token": lambda t: "",
    "no bearer": lambda t: t.token().removeprefix("Bearer "),
    "no token at all": lambda t: "Bearer hallo",
    "basic": lambda t: "Basic c3BpbDpzcGls",
    "alg none": lambda t: _by_hand(t, {"alg": "none", "typ": "JWT", "kid": "k-right"}),
    "alg None with a signature": lambda t: _by_hand(t, {"alg": "None", "kid": "k-right"}, b"x" * 256),
    "HS256 with the public key": _hs256,
    "another key": lambda t: t.token("other"),
    "wrong kid": lambda t: _by_hand(t, {"alg": "RS256", "kid": "k-unknown"}, b"x" * 256),
    "no kid": lambda t: _by_hand(t, {"alg": "RS256"}, b"x" * 256),
    "own key in the head": lambda t: _by_hand(
        t, {"alg": "RS256", "jku": f"{t.url}/mine", "kid": "x"}, b"x" * 256
    ),
    "signature changed": lambda t: _cut(t.token(), -9),
    "claims changed": lambda t: _cut(t.token(), len(t.token().split(".")[0]) + 20),
    "aud": lambda t: t.token(aud="66666666-2222-3333-4444-555555555555"),
    "no aud": lambda t: t.token(aud=None),
    "iss": lambda t: t.token(iss="https://api.botframework.example"),
    "no iss": lambda t: t.token(iss=None),
    "iss of Entra": lambda t: t.token(iss=ENTRA, tid="9", azp="5a807f24-c9de-44ee-a3a7-329e88a00ffc"),
    "expired": lambda t: t.token(exp=now() - 600),
    "no exp but not before": lambda t: t.token(nbf=now() + 900),
    "not before": lambda t: t.token(nbf=now() + 900),
    "issued later": lambda t: t.token(iat=now() + 900),
    "service of another": lambda t: t.token(serviceurl="https://smba.trafficmanager.net/emea/"),
    "no service": lambda t: t.token(serviceurl=None),
}


async def test_a_forged_call_is_refused(stage: TeamsStage) -> None:
    for name, forge in FORGED.items():
        answer = await stage.post(stage.activity(text="wat staat er gepland?"), forge(stage.teams))
        assert (name, answer.status_code, answer.content) == (name, 401, b"")
    assert (stage.teams.sent, stage.teams.signs) == ([], [])


SERVICES = {
    "https://smba.trafficmanager.net.example.org/emea/",
    "https://example.org/smba.trafficmanager.net/",
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@example.org/",
    "https://smba.trafficmanager.net:8443/",
    "https://botframework.com.example.org/",
    "https://evilbotframework.com/",
    "https://smba.trafficmanager.net/../x",
    "https://smba.trafficmanager.net\\@example.org/",
    "https://smba.trafficmanager.net/?u=https://example.org",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    " ",
}


async def test_spil_calls_no_service_that_is_not_of_teams(stage: TeamsStage) -> None:
    """Also where the token says the same."""
    for service in SERVICES:
        activity = stage.activity(text="hallo", serviceUrl=service)
        answer = await stage.post(activity, stage.teams.token(serviceurl=service))
        assert (service, answer.status_code) == (service, 403)
    assert stage.teams.sent == []


def test_the_services_of_teams_are_known() -> None:
    ours = ("https://smba.trafficmanager.net/emea/", "https://smba.trafficmanager.net/emea/99999999-0000/")
    for url in (*ours, "https://smba.trafficmanager.net", "https://europe.webchat.botframework.com/"):
        assert re.fullmatch(KNOWN, url)
    for url in SERVICES - {"https://smba.trafficmanager.net/../x"}:
        assert not re.fullmatch(KNOWN, url)


MINIMAL: dict[str, Any] = {
    "nothing": {},
    "only a type": {"type": "message"},
    "a list": [],
    "a text": "hallo",
    "no service": {"serviceUrl": None},
    "an empty service": {"serviceUrl": ""},
    "a number for a service": {"serviceUrl": 5},
    "no id": {"id": None},
    "a number for an id": {"id": 7},
    "no conversation": {"conversation": None},
    "a text for a conversation": {"conversation": "a:1"},
    "nobody": {"from": None},
    "no recipient": {"recipient": None},
    "an unknown type": {"type": "surprise"},
    "a type that is a list": {"type": ["message"]},
    "entities that are no list": {"entities": "mention"},
    "a mention of nobody": {"entities": [{"type": "mention"}]},
    "a conversation without a name": {"conversation": {}},
    "a text that is a number": {"text": 5},
}


async def test_what_is_no_activity_gets_a_clean_refusal(stage: TeamsStage) -> None:
    for name, body in MINIMAL.items():
        if isinstance(body, dict) and name not in ("nothing", "only a type"):
            body = {k: v for k, v in (stage.activity(text="hallo") | body).items() if v is not None}
        answer = await stage.post(body)
        assert (name, answer.status_code) == (name, 400)
        assert b"Traceback" not in answer.content
    assert stage.teams.sent == []


ASIDE: list[dict[str, Any]] = [
    {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
    {"type": "messageUpdate", "channelData": {"eventType": "editMessage"}, "text": "wat staat er gepland?"},
    {"type": "typing"},
    {"type": "conversationUpdate", "channelData": {"eventType": "channelRenamed", "channel": {"id": "19:x"}}},
    {"type": "conversationUpdate", "membersAdded": [{"id": "29:somebody"}]},
    {"conversation": {"id": "../../secrets", "conversationType": "personal"}, "text": "hallo"},
    {"conversation": {"id": "a b?c#d", "conversationType": "personal"}, "text": "hallo"},
]


async def test_what_is_not_said_to_spil_is_passed_over(stage: TeamsStage) -> None:
    for changed in ASIDE:
        assert await stage.take(stage.activity(**changed)) == []


async def test_an_invoke_that_spil_does_not_know_is_not_implemented(stage: TeamsStage) -> None:
    invoke = stage.activity(type="invoke", name="composeExtension/query", value={"commandId": "x"})
    assert (await stage.post(invoke)).status_code == 501


async def test_a_replayed_call_is_taken_and_answered_once(stage: TeamsStage) -> None:
    activity, token = stage.activity(text="wat staat er gepland?"), stage.teams.token()
    answers = [(await stage.post(activity, token)).status_code for _ in range(4)]
    assert answers == [200] * 4
    assert len(stage.teams.sent) == 1
    await stage.restart()
    assert (await stage.post(activity, token)).status_code == 200
    assert len(stage.teams.sent) == 1


async def test_a_stranger_is_told_once_who_spil_is(stage: TeamsStage) -> None:
    activity = stage.activity("eve", text="hallo")
    assert len(await stage.take(activity)) == 1
    assert await stage.take(activity) == []


async def test_the_keys_are_fetched_once(stage: TeamsStage) -> None:
    for _ in range(3):
        await stage.say("hallo")
        await stage.post(stage.activity(text="x"), FORGED["wrong kid"](stage.teams))
    assert stage.teams.fetched == 1


async def test_a_body_that_is_too_large_is_not_read(stage: TeamsStage) -> None:
    assert (await stage.post(stage.activity(text="x" * 300_000))).status_code == 413


async def test_every_valid_call_is_taken(stage: TeamsStage) -> None:
    """Audiences as the library knows them, and a clock that is some minutes off."""
    for changed in ({}, {"aud": f"api://{APP_ID}"}, {"nbf": now() + 200}, {"exp": now() - 200}):
        answer = await stage.post(stage.activity(text="hallo"), stage.teams.token(**changed))
        assert answer.status_code == 200
    assert {sent.conversation for sent in stage.teams.sent} == {chat("ann")}
    assert text_of(stage.teams.messages()[0])


async def test_callers_go_unchecked_only_where_a_composition_root_of_tests_says_so(stage: TeamsStage) -> None:
    body = stage.activity(text="hallo")
    open_to_all = Teams(APP_ID, "secret", world=World(re.escape(stage.teams.service), unchecked=True))
    assert await open_to_all.admitted(body, "") == 200
    assert await open_to_all.admitted(body | {"serviceUrl": "https://example.org/"}, "") == 403
    assert World().unchecked is False
    assert "unchecked" not in (ROOT / "bot/channels/teams/__init__.py").read_text("utf-8")


def test_a_stray_env_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "CLIENT_ID=stray\nTENANT_ID=stray\nDANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS=true\n"
    )
    code = (
        "import asyncio, os; from bot.channels.teams.sdk import Teams; t = Teams('a', 'b');"
        "s = 'https://smba.trafficmanager.net/emea/'; body = {'type': 'message', 'id': '1', 'serviceUrl': s};"
        "print(os.environ.get('CLIENT_ID'), t.app_id, asyncio.run(t.admitted(body, 'Bearer x')))"
    )
    told = {
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
        "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true",
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=told, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["None", "a", "401"]

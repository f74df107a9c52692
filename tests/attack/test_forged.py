"""Forged, replayed and mutated calls on every way in: all are refused without a trace, and every valid one is taken.

`SPIL_ATTACK=full` makes 5,000 of them; else each way in gets a few of each kind.
"""

import hashlib
import hmac
import json
import os
import random
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette

from bot.app import open_app
from bot.channels.web import WebChannel, make_site
from bot.joining import join_web, new_invitation
from bot.pages.document import document_routes
from bot.pages.form import form_routes
from storage.store.people import new_token, offer_form, session_member
from tests.attack.mischief import Call, Forge, bent, forged, kept, spoilt
from tests.contracts.slack.server import SECRET, FakeSlack
from tests.contracts.slack.stage import SlackStage, payload
from tests.contracts.teams.server import APP_ID, FakeTeams, key
from tests.contracts.teams.stage import TeamsStage
from tests.contracts.telegram.front_door import CACHE, Clock
from tests.contracts.telegram.server import fake_telegram
from tests.contracts.telegram.test_webhook import SECRET as HEADER
from tests.contracts.telegram.test_webhook import called
from tests.contracts.telegram.updates import said

FULL = os.environ.get("SPIL_ATTACK") == "full"
VALID = 50 if FULL else 5
"""Calls that are what they look like, on each way in: all of them are taken."""
OLD = "made-up-and-no-longer-good-00000"
"""A link that opened a form once."""
EACH = 1_250 if FULL else 60
"""Calls on each of the four ways in."""
KEYS = ("", "k-wrong", "../k-right", "0", "k-right")
"""Names of keys that a token may claim."""
REFUSED = (400, 401, 403, 404, 405, 410, 413, 422)


async def all_refused(
    client: httpx.AsyncClient, ways: dict[str, Forge], folder: Path, statuses: tuple[int, ...] = REFUSED
) -> None:
    """Post them; whatever is not refused is named, and nothing that is kept may change."""
    before, taken = kept(folder), []
    for name, call in forged(ways, EACH):
        headers = [(name_.encode(), value.encode()) for name_, value in call.headers.items()]
        answer = await client.post(call.path, content=call.body, headers=headers)
        if answer.status_code not in statuses:
            taken.append((name, answer.status_code, dict(call.headers)))
    assert taken == []
    assert kept(folder) == before


def signed(body: bytes, at: float, secret: str = SECRET, version: str = "v0") -> dict[str, str]:
    """Headers as Slack signs them."""
    base = f"{version}:{int(at)}:".encode() + body
    mark = f"{version}={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"
    kind = {"content-type": "application/json"}
    return {**kind, "x-slack-request-timestamp": str(int(at)), "x-slack-signature": mark}


def slack_ways() -> dict[str, Forge]:
    body = json.dumps(payload("message", text="hallo", ts="1700000900.000001")).encode()
    path = "/slack/events"

    def at(skew: float, secret: str = SECRET, version: str = "v0") -> Call:
        return Call(path, signed(body, time.time() + skew, secret, version), body)

    def mark(call: Call) -> str:
        return call.headers["x-slack-signature"]

    return {
        "too old": lambda chance: at(-chance.randint(302, 10**9)),
        "too new": lambda chance: at(chance.randint(302, 10**9)),
        "body changed": lambda chance: Call(path, at(0).headers, spoilt(body, chance)),
        "no signature": lambda chance: at(0).with_headers(**{"x-slack-signature": None}),
        "no time": lambda chance: at(0).with_headers(**{"x-slack-request-timestamp": None}),
        "odd time": lambda chance: at(0).with_headers(
            **{
                "x-slack-request-timestamp": chance.choice(
                    ["", "soon", "-1", "1e9", "NaN", "9" * 400, " 1", "٣"]
                )
            }
        ),
        "other time": lambda chance: at(0).with_headers(
            **{"x-slack-request-timestamp": str(int(time.time()) - chance.randint(5, 290))}
        ),
        "v1": lambda chance: at(0, version="v1"),
        "v1 in name": lambda chance: at(0).with_headers(
            **{"x-slack-signature": mark(at(0)).replace("v0", "v1")}
        ),
        "other secret": lambda chance: at(0, bent(SECRET, chance) or "x"),
        "no secret": lambda chance: at(0, ""),
        "signature bent": lambda chance: at(0).with_headers(
            **{"x-slack-signature": "v0=" + bent(mark(at(0))[3:], chance)}
        ),
        "capitals": lambda chance: at(0).with_headers(**{"x-slack-signature": mark(at(0)).upper()}),
    }


async def test_slack(tmp_path: Path) -> None:
    async with (
        FakeSlack({"C1": {"U1", "UBOT"}}) as slack,
        SlackStage(tmp_path, slack, secret=SECRET) as stage,
    ):
        await stage.join()
        site = Starlette(routes=[*stage.listening.routes()])
        client = httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://spil")
        await all_refused(client, slack_ways(), tmp_path)
        assert slack.sent() == []
        body = json.dumps(payload("message", text="hallo", ts="1700000900.000001")).encode()
        for again in range(20):
            answer = await client.post("/slack/events", content=body, headers=signed(body, time.time()))
            assert answer.status_code == 200
            await stage.listening.front.desk.finish()
            if again == 0:
                before = kept(tmp_path)
        assert len(slack.sent()) == 1  # The valid one, and no second answer to its replays.
        assert kept(tmp_path) == before
        for number in range(VALID):
            said_ = payload("message", text="hallo", ts=f"1700001000.{number:06}")
            body = json.dumps(said_).encode()
            answer = await client.post("/slack/events", content=body, headers=signed(body, time.time()))
            assert answer.status_code == 200
            await stage.listening.front.desk.finish()
        await stage.until(lambda: len(slack.sent()) == 1 + VALID)


def telegram_ways(secret: str) -> dict[str, Forge]:
    body = json.dumps(said(2, "hallo")).encode()
    whole = Call("/telegram", {HEADER: secret}, body)
    letters = "0123456789abcdefABCxyz_-"
    return {
        "no secret": lambda chance: whole.with_headers(**{HEADER: None}),
        "bent": lambda chance: whole.with_headers(**{HEADER: bent(secret, chance, letters)}),
        "chance": lambda chance: whole.with_headers(**{HEADER: f"{chance.getrandbits(256):064x}"}),
        "capitals": lambda chance: whole.with_headers(**{HEADER: secret.upper()}),
        "elsewhere": lambda chance: Call(
            f"/telegram?secret_token={secret}",
            {chance.choice(["Authorization", "X-Telegram-Bot-Api-Secret", "Cookie"]): secret},
            body,
        ),
        "spoilt": lambda chance: Call(
            "/telegram", {HEADER: bent(secret, chance) or "x"}, spoilt(body, chance)
        ),
        "no update": lambda chance: Call("/telegram", {HEADER: secret}, body[: chance.randrange(len(body))]),
        "long": lambda chance: Call("/telegram", {HEADER: secret}, b"{" + b" " * 300_000),
    }


async def test_telegram(tmp_path: Path) -> None:
    async with fake_telegram() as telegram, called(tmp_path, telegram) as door:
        await door.join()
        assert telegram.webhook
        before = len(telegram.sent)
        await all_refused(door.client, telegram_ways(telegram.webhook["secret_token"]), tmp_path)
        assert len(telegram.sent) == before
        assert len(await door.take(said(2, "hallo"))) == 1
        state = kept(tmp_path)
        for _ in range(20):
            assert await door.take(said(2, "hallo")) == []
        assert kept(tmp_path) == state
        assert len(await door.take(*(said(100 + number, "hallo") for number in range(VALID)))) == VALID


def public_as_secret(claims: dict[str, Any]) -> str:
    """A token that is signed with the public key as if it were a secret (a library's `encode` refuses to)."""
    kinds = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secret = key("right").public_key().public_bytes(*kinds)
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "k-right"}, claims]
    told = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    mark = urlsafe_b64encode(hmac.digest(secret, told, "sha256")).rstrip(b"=")
    return b".".join((told, mark)).decode()


def teams_ways(teams: FakeTeams, activity: dict[str, Any]) -> dict[str, Forge]:
    body = json.dumps(activity).encode()
    now = int(time.time())
    claims = jwt.decode(teams.token().removeprefix("Bearer "), options={"verify_signature": False})

    def call(token: str, changed: bytes = body) -> Call:
        return Call("/api/messages", {"authorization": token, "content-type": "application/json"}, changed)

    def made(algorithm: str, secret: Any, **head: str) -> Call:
        headers = {"kid": "k-right", **head}
        return call(f"Bearer {jwt.encode(claims, secret, algorithm, headers)}")

    def at(url: str) -> bytes:
        return json.dumps({**activity, "serviceUrl": url}).encode()

    def wrong(chance: random.Random) -> Call:
        name = chance.choice(["aud", "iss", "serviceurl"])
        value = str(claims[name])
        far = (None, "", f"{value}/x", "https://sts.windows.net/x/", APP_ID[::-1], bent(value, chance, "xyz"))
        return call(teams.token(**{name: chance.choice(far)}))

    def tampered(chance: random.Random) -> Call:
        head, payload_, mark = teams.token().split(".")
        part = chance.randrange(3)
        parts = [head, payload_, mark]
        parts[part] = bent(parts[part], chance, "ABCxyz019-_")
        return call(".".join(parts))

    elsewhere = (
        "https://evil.example/",
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
    )
    return {
        "alg none": lambda chance: made("none", None),
        "alg HS256": lambda chance: made("HS256", f"{chance.getrandbits(400):0100x}"),
        "alg HS256 by the public key": lambda chance: call(f"Bearer {public_as_secret(claims)}"),
        "other key": lambda chance: call(teams.token("wrong")),
        "other key id": lambda chance: made("RS256", key("wrong"), kid=chance.choice(KEYS)),
        "own key inside": lambda chance: made("RS256", key("wrong"), jku="https://evil.example/keys"),
        "wrong claim": wrong,
        "too old": lambda chance: call(teams.token(exp=now - chance.randint(400, 10**8))),
        "not yet": lambda chance: call(teams.token(nbf=now + chance.randint(900, 10**8))),
        "elsewhere": lambda chance: call(teams.token(), at(chance.choice(elsewhere))),
        "elsewhere in both": lambda chance: call(teams.token(serviceurl=elsewhere[0]), at(elsewhere[0])),
        "no token": lambda chance: call(
            chance.choice(["", "Bearer", "Bearer ", "Basic eDp5", "Bearer a.b.c", "null"])
        ),
        "bare": lambda chance: call(teams.token().rpartition(".")[0] + chance.choice(["", "."])),
        "tampered": tampered,
    }


async def test_teams(tmp_path: Path) -> None:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        activity = stage.activity(text="hallo")
        await all_refused(stage.door, teams_ways(teams, activity), tmp_path)
        assert teams.messages() == []
        assert len(await stage.take(activity)) == 1
        before = kept(tmp_path)
        for _ in range(20):
            assert (await stage.post(activity)).status_code == 200
        assert len(teams.messages()) == 1
        assert kept(tmp_path) == before
        for _ in range(VALID):
            assert len(await stage.take(stage.activity(text="hallo"))) == 1


def web_ways(calls: list[Call], cookie: str, other: dict[str, str]) -> dict[str, Forge]:
    """`calls`: valid ones of a page with `cookie`; `other`: cookie and token of somebody else's page."""

    def one(chance: random.Random) -> Call:
        return chance.choice(calls)

    def elsewhere(chance: random.Random) -> Call:
        away = (
            "https://evil.example",
            "null",
            "",
            "http://127.0.0.1:8081",
            "https://127.0.0.1:8080",
            "http://127.0.0.1",
        )
        return one(chance).with_headers(origin=chance.choice(away), sec_fetch_site=None)

    own = [call for call in calls if "x-spil-token" in call.headers]
    return {
        "another site": elsewhere,
        "no origin": lambda chance: one(chance).with_headers(origin=None),
        "said by the browser": lambda chance: one(chance).with_headers(
            sec_fetch_site=chance.choice(["cross-site", "same-site", "none", "", "SAME-ORIGIN"])
        ),
        "no token": lambda chance: chance.choice(own).with_headers(x_spil_token=None),
        "token bent": lambda chance: chance.choice(own).with_headers(
            x_spil_token=bent(own[0].headers["x-spil-token"], chance) or "x"
        ),
        "token of another": lambda chance: chance.choice(own).with_headers(x_spil_token=other["token"]),
        "cookie of another": lambda chance: chance.choice(own).with_headers(cookie=f"spil={other['cookie']}"),
        "no cookie": lambda chance: chance.choice(own).with_headers(cookie=None),
        "cookie bent": lambda chance: chance.choice(own).with_headers(
            cookie=f"spil={bent(cookie, chance) or 'x'}"
        ),
        "link bent": lambda chance: replace_link(chance.choice(calls[-2:]), chance),
        "another name": lambda chance: one(chance).with_headers(
            host=chance.choice(["evil.example", "127.0.0.1.evil"])
        ),
    }


def replace_link(call: Call, chance: random.Random) -> Call:
    """A form sent or an invitation used with a link that nobody gave."""
    made = "".join(chance.choice("abcdefghijklmnopqrstuvwxyzABC0123456789-_") for _ in range(32))
    made = chance.choice((made, OLD))
    if call.path == "/join":
        return Call(call.path, call.headers, f"token={made}".encode())
    stamp = int(time.time()) - chance.randint(0, 7_000)
    said_ = {
        "token": made,
        "fields": {"direction": "to_ltf"},
        "permit": f"{stamp}.{chance.getrandbits(256):064x}",
    }
    return Call(call.path, call.headers, json.dumps(said_).encode())


async def test_web(tmp_path: Path) -> None:
    clock, web = Clock(), WebChannel()
    async with open_app(tmp_path, {"web": web}, clock, CACHE) as app:
        more = [*form_routes(app), *document_routes(app)]
        site = make_site(app, web, join_web, ["127.0.0.1"], more)
        home, origin = "http://127.0.0.1:8080", {"origin": "http://127.0.0.1:8080"}
        pages = []
        for _ in range(2):
            async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=home) as browser:
                token = await new_invitation(app.store, "demo", "coordinator", clock())
                assert (await browser.post("/join", data={"token": token}, headers=origin)).status_code == 303
                page = (await browser.get("/")).text.split('data-token="')[1].split('"')[0]
                pages.append({"cookie": str(browser.cookies["spil"]), "token": page})
        mine, other = pages
        async with app.store.everywhere() as everywhere:
            member = await session_member(everywhere, mine["cookie"], clock())
        assert member
        link = new_token()
        async with app.store.writing(member.cell_id) as scope:
            await offer_form(scope, member, link, clock() + timedelta(minutes=20))
            await offer_form(scope, member, OLD, clock())
        unused = await new_invitation(app.store, "demo", "member", clock())
        as_json = {**origin, "content-type": "application/json"}
        own = {**as_json, "cookie": f"spil={mine['cookie']}", "x-spil-token": mine["token"]}
        sent = {"token": link, "permit": "", "fields": {"direction": "to_ltf"}}
        calls = [
            Call("/messages", own, json.dumps({"event": "a1b2c3d4", "text": "hallo"}).encode()),
            Call("/ack", own, json.dumps({"id": "x"}).encode()),
            Call("/form", as_json, json.dumps(sent).encode()),
            Call(
                "/join",
                {**origin, "content-type": "application/x-www-form-urlencoded"},
                f"token={unused}".encode(),
            ),
        ]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=home) as client:
            await all_refused(client, web_ways(calls, mine["cookie"], other), tmp_path, (*REFUSED, 429))
        fresh = make_site(app, web, join_web, ["127.0.0.1"], [*form_routes(app), *document_routes(app)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(fresh), base_url=home) as client:
            for call, status in zip(calls, (200, 204, 422, 303), strict=True):
                answer = await client.post(call.path, content=call.body, headers=dict(call.headers))
                assert (call.path, answer.status_code) == (call.path, status)
                client.cookies.clear()
            before = kept(tmp_path)
            for call, status in ((calls[0], 200), (calls[3], 410)):  # Replayed: nothing happens again.
                answer = await client.post(call.path, content=call.body, headers=dict(call.headers))
                assert (call.path, answer.status_code) == (call.path, status)
            assert kept(tmp_path) == before


@pytest.mark.parametrize("text", ["a", "abc", "0" * 64])
def test_what_is_bent_is_never_what_it_was(text: str) -> None:
    chance = random.Random(1)  # noqa: S311
    assert all(bent(text, chance) != text for _ in range(500))
    assert all(spoilt(text.encode(), chance) != text.encode() for _ in range(500))

"""Slack over HTTPS: it calls Spil and signs, instead of the line that Spil opens to it. All else is as it is there."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from tests.channels.slack import OnSlack
from tests.contracts.slack.server import SECRET, FakeSlack


class _Calling(FakeSlack):
    """A Slack that calls: what would have come over the line comes as a signed call, whose answer Slack is told."""

    at: Callable[[], Sequence[Route]]

    async def send(self, kind: str, payload: dict[str, Any], envelope: str = "") -> str:
        body, content = json.dumps(payload).encode(), "application/json"
        if kind != "events_api":
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urlencode(form).encode(), "application/x-www-form-urlencoded"
        stamp = str(int(time.time()))
        mark = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        signed = {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mark}"}
        site = httpx.ASGITransport(Starlette(routes=self.at()))
        async with httpx.AsyncClient(transport=site, base_url="https://spil.example") as client:
            answer = await client.post(
                "/slack/events", content=body, headers={"content-type": content, **signed}
            )
        assert answer.status_code == 200, answer.status_code
        envelope = envelope or secrets.token_hex(4)
        self.replies[envelope] = answer.json() if answer.text.startswith("{") else None
        return envelope


class OnSlackHttps(OnSlack):
    """Slack with a signing secret."""

    secret = SECRET

    def _far_end(self) -> FakeSlack:
        slack = _Calling()
        slack.at = lambda: self.stage.listening.routes()
        return slack

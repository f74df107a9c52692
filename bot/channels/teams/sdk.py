"""microsoft-teams-apps, in this module only: who may call Spil, what a person typed, and what is sent.

Of the library its check of callers, its tokens, its client and its models are used, not its routing: that answers 500
to what it does not know, and lets Teams wait for the work.
"""

import asyncio
import logging
import os
import re
import warnings
from dataclasses import dataclass
from typing import Any

os.environ["PYTHON_DOTENV_DISABLED"] = "1"  # Else importing the library reads any .env it finds.

import httpx
from microsoft_teams import api
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
from microsoft_teams.api.activities.utils import StripMentionsTextOptions as Strip
from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
from microsoft_teams.api.clients.conversation import ConversationClient
from microsoft_teams.common import Client, ClientOptions

from bot import log
from bot.channels.said import Body
from bot.channels.sending import Unsent, meant
from bot.port import AWAY

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It warns of a preview that it uses itself.
    from microsoft_teams.apps.http import HttpMethod, HttpRouteHandler, HttpServer
    from microsoft_teams.apps.token_manager import TokenManager

for _name in ("microsoft_teams", "microsoft_teams.common.http.client", "httpx", "httpcore", "msal"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # Below that they write ids and texts.

PATIENCE = 20.0
"""Seconds for one call of the connector."""
SERVICES = r"https://(smba\.trafficmanager\.net|([a-z0-9-]+\.)+botframework\.com)(:443)?(/[\w./-]*)?"
"""Where a `serviceUrl` may lead, since Spil shows its token there (learn.microsoft.com, firewall of a Teams bot)."""


@dataclass(frozen=True, slots=True)
class World:
    """Where Microsoft is. Another one than this is for the tests' own composition root: `credentials` that need no
    Entra, callers that are not checked."""

    services: str = SERVICES
    cloud: CloudEnvironment = PUBLIC
    credentials: api.Credentials | None = None
    unchecked: bool = False


class _Door:
    """The library's own web server, which is none: it hands the check of a caller over."""

    check: HttpRouteHandler

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        self.check = handler

    def serve_static(self, path: str, directory: str) -> None: ...
    async def start(self, port: int) -> None: ...
    async def stop(self) -> None: ...


class Teams:
    """The connector of Teams, for the application `app_id` with its `secret` in Entra. A `tenant` of '' is any."""

    def __init__(self, app_id: str, secret: str, tenant: str = "", world: World | None = None) -> None:
        self.app_id, self.secret, self._world, self._door = app_id, secret, world or World(), _Door()
        entra = api.ClientCredentials(client_id=app_id, client_secret=secret, tenant_id=tenant or None)
        self._tokens = TokenManager(self._world.credentials or entra, self._world.cloud)
        self._http = Client(ClientOptions(timeout=PATIENCE))
        server = HttpServer(self._door)
        server.initialize(self._world.credentials or entra, self._world.cloud, self._world.unchecked)
        server.on_request = _taken

    async def admitted(self, body: Body, authorization: str) -> int:
        """The status to answer a call with: 200 where it comes from Teams and is an activity."""
        names = {name: body[name] for name in ("type", "id", "serviceUrl") if isinstance(body.get(name), str)}
        if len(list(filter(None, names.values()))) < 3:
            return 400
        if not self._trusted(body["serviceUrl"]):
            return 403
        if not self._world.unchecked and not self._issued(authorization):
            return 401
        # In a thread with a loop of its own: the library fetches Microsoft's keys with a call that blocks.
        call = self._door.check({"body": names, "headers": {"authorization": authorization}})
        status = int((await asyncio.to_thread(asyncio.run, call))["status"])
        try:
            api.ActivityTypeAdapter.validate_python(body)
        except ValueError:
            return 400 if status == 200 else status
        return status

    def _trusted(self, url: str) -> bool:
        return re.fullmatch(self._world.services, url) is not None and ".." not in url

    def _issued(self, authorization: str) -> bool:
        """Whether a token says that the connector issued it: the library also lets agents of Entra in, and asks no
        `serviceurl` of them."""
        try:
            token = api.JsonWebToken(authorization.removeprefix("Bearer "))
            return token.issuer == self._world.cloud.token_issuer
        except Exception:  # Whatever it is, it is no token.
            return False

    async def send(self, url: str, conversation: str, activity: Body, handle: str = "") -> str:
        """Send a message or a sign to a conversation at the service `url`, or replace the message `handle`; its id.
        Raises `Unsent`, `Wait`."""
        spil = {"id": f"28:{self.app_id}", "name": "Spil"}
        around = {"channelId": "msteams", "from": spil, "conversation": {"id": conversation}}
        kind = api.TypingActivityInput if activity["type"] == "typing" else MessageActivityInput
        made = kind.model_validate({**activity, **around})
        if not self._trusted(url):
            raise Unsent("failed", "nowhere")
        try:
            token = str(await self._tokens.get_bot_token())
        except Exception as error:  # Of three libraries; nothing was sent yet.
            log.note("teams gives no token", channel="teams", kind=type(error).__name__)
            raise Unsent("later", AWAY) from error
        there = ConversationClient(url, self._http.clone(ClientOptions(token=token), share_http=True))
        try:
            if handle:
                return (await there.update_activity(conversation, handle, made)).id
            return (await there.create_activity(conversation, made)).id
        except httpx.HTTPStatusError as error:
            told = error.response.headers.get("Retry-After", "")
            raise meant(error.response.status_code, told, again=bool(handle)) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unsent("later", AWAY) from error
        except httpx.HTTPError as error:
            raise meant(0, again=bool(handle)) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._http.http.aclose()


def typed(body: Body) -> str:
    """What somebody typed: without Spil's name, other names as they were seen."""
    message = MessageActivity.model_validate(body)
    message.strip_mentions_text(Strip(account_id=message.recipient.id))
    return message.strip_mentions_text(Strip(tag_only=True)).text.strip()


async def _taken(event: object) -> api.InvokeResponse[Any]:
    return api.InvokeResponse(status=200)

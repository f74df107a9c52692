"""microsoft-teams-apps, in this module only: who may call Spil, what a person said, and what is sent.

Of the library its check of callers (JWT), its client of the connector and its models are used, not its routing: that
handles an event twice, answers 500 to what it does not know, and lets Teams wait for the work.
"""

import asyncio
import logging
import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

os.environ["PYTHON_DOTENV_DISABLED"] = "1"  # Else importing the library reads any .env it finds.

import httpx
from microsoft_teams.api import (
    ActivityTypeAdapter,
    ClientCredentials,
    Credentials,
    InvokeResponse,
    JsonWebToken,
    TypingActivityInput,
)
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
from microsoft_teams.api.activities.utils import StripMentionsTextOptions
from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
from microsoft_teams.api.clients.conversation import ConversationClient, CreateConversationParams
from microsoft_teams.common import Client, ClientOptions

from bot.port import AWAY, Delivered

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It warns of a preview that it uses itself.
    from microsoft_teams.apps.http import HttpMethod, HttpRouteHandler, HttpServer
    from microsoft_teams.apps.token_manager import TokenManager

for _name in ("microsoft_teams", "microsoft_teams.common.http.client", "httpx", "httpcore", "msal"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # Below that they write ids and texts.

Body = Mapping[str, Any]
PATIENCE = 20.0
"""Seconds for one call of the connector."""


def of_microsoft(url: str) -> bool:
    """Whether a `serviceUrl` is one of Teams's: Spil sends its token there (learn.microsoft.com, bot connectors)."""
    try:
        parts = urlsplit(url)
        host, plain = parts.hostname or "", parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False
    known = host == "smba.trafficmanager.net" or host.endswith(".botframework.com")
    return parts.scheme == "https" and plain and known and not parts.query and not parts.fragment


@dataclass(frozen=True, slots=True)
class Account:
    """Who Spil is for Microsoft: its application in Entra. A tenant of '' is any."""

    app_id: str
    secret: str
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """Where Microsoft is. Another one than this is for the tests' own composition root: `credentials`
    that need no Entra, callers that are not checked."""

    trusted: Callable[[str], bool] = of_microsoft
    cloud: CloudEnvironment = PUBLIC
    credentials: Credentials | None = None
    unchecked: bool = False


class NotSent(Exception):
    """What became of a call that failed; `wait`: seconds, where Teams says to wait."""

    def __init__(self, outcome: Delivered, wait: float | None = None) -> None:
        super().__init__(outcome.reason)
        self.outcome, self.wait = outcome, wait


class _Door:
    """The library's own web server, which is none: it hands its check over and serves nothing."""

    check: HttpRouteHandler

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        self.check = handler

    def serve_static(self, path: str, directory: str) -> None: ...

    async def start(self, port: int) -> None: ...

    async def stop(self) -> None: ...


class Teams:
    """The connector of Teams, for one application."""

    def __init__(self, account: Account, world: World | None = None) -> None:
        self.account, self.world, self._door = account, world or World(), _Door()
        entra = ClientCredentials(
            client_id=account.app_id, client_secret=account.secret, tenant_id=account.tenant or None
        )
        known = self.world.credentials or entra
        self._tokens = TokenManager(known, self.world.cloud)
        self._http = Client(ClientOptions(timeout=PATIENCE))
        server = HttpServer(self._door)
        server.initialize(known, self.world.cloud, self.world.unchecked)
        server.on_request = _taken

    async def admitted(self, body: Body, authorization: str) -> int:
        """The status to answer a call with: 200 where it comes from Teams and is an activity."""
        if not all(isinstance(body.get(name), str) and body[name] for name in ("type", "id", "serviceUrl")):
            return 400
        if not self.world.trusted(body["serviceUrl"]) or not (
            self.world.unchecked or self._issued(authorization)
        ):
            return 403
        # In a thread with a loop of its own: the library fetches Microsoft's keys with a call that blocks.
        request = {"body": dict(body), "headers": {"authorization": authorization}}
        answer = await asyncio.to_thread(lambda: asyncio.run(self._door.check(request)))  # type: ignore[arg-type] # its TypedDict
        status = int(answer["status"])
        return status if status != 200 else 200 if _is_activity(body) else 400

    def _issued(self, authorization: str) -> bool:
        """Whether a token says that Teams's connector issued it: the library lets tokens of Entra in as well, for
        agents, and asks no `serviceurl` of these."""
        try:
            return JsonWebToken(authorization.removeprefix("Bearer ")).issuer == self.world.cloud.token_issuer
        except Exception:  # Whatever it is, it is no token.
            return False

    async def send(self, url: str, conversation: str, activity: Body, handle: str = "") -> str:
        """Send a message or a sign, or replace the message `handle`; its id. Raises `NotSent`."""
        kind = TypingActivityInput if activity["type"] == "typing" else MessageActivityInput
        around = {"channelId": "msteams", "from": self._spil(), "conversation": {"id": conversation}}
        made = kind.model_validate({**activity, **around})
        api = await self._api(url)
        try:
            if handle:
                return (await api.update_activity(conversation, handle, made)).id
            return (await api.create_activity(conversation, made)).id
        except httpx.HTTPError as error:
            raise _meant(error, again=bool(handle)) from error

    def _spil(self) -> dict[str, str]:
        return {"id": f"28:{self.account.app_id}", "name": "Spil"}

    async def close(self) -> None:
        """Close the connections."""
        await self._http.http.aclose()

    async def alone_with(self, url: str, user: str, tenant: str) -> str:
        """The conversation of one person with Spil, the same one each time. Raises `NotSent`."""
        about = {"isGroup": False, "bot": self._spil(), "channelData": {"tenant": {"id": tenant}}}
        about |= {"members": [{"id": user, "name": ""}], "tenantId": tenant or None}
        wanted = CreateConversationParams.model_validate(about)
        api = await self._api(url)
        try:
            return (await api.create(wanted)).id
        except httpx.HTTPError as error:
            raise _meant(error, again=True) from error

    async def _api(self, url: str) -> ConversationClient:
        """The conversations at `url`; the token is there before anything is sent."""
        if not self.world.trusted(url):
            raise NotSent(Delivered("failed", "service url not trusted"))
        try:
            token = str(await self._tokens.get_bot_token())
        except Exception as error:  # Of three libraries; none of them has sent anything.
            raise NotSent(Delivered("later", AWAY)) from error
        return ConversationClient(url, self._http.clone(ClientOptions(token=token), share_http=True))


def said(body: Body) -> str:
    """What somebody typed: without Spil's name, other names as they were seen."""
    message = MessageActivity.model_validate(body)
    message.strip_mentions_text(StripMentionsTextOptions(account_id=message.recipient.id))
    return (message.strip_mentions_text(StripMentionsTextOptions(tag_only=True)).text or "").strip()


async def _taken(event: object) -> InvokeResponse[Any]:
    return InvokeResponse(status=200)


def _is_activity(body: Body) -> bool:
    try:
        ActivityTypeAdapter.validate_python(body)
    except ValueError:
        return False
    return True


def _meant(error: httpx.HTTPError, again: bool) -> NotSent:
    """What an error says of a call. `again`: it may be repeated, as it changes nothing more the second time. A new
    message is offered again only where it surely did not arrive: the connector keeps no keys of ours."""
    if isinstance(error, httpx.HTTPStatusError):
        code = error.response.status_code
        if code == 429:
            told = error.response.headers.get("Retry-After", "")
            return NotSent(Delivered("later", AWAY), float(told) if told.isdigit() else 1.0)
        if code == 401:
            return NotSent(Delivered("later", AWAY))
        if code < 500:
            return NotSent(Delivered("failed", f"http {code}"))
    never = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return NotSent(
        Delivered("later", AWAY) if never or again else Delivered("uncertain", type(error).__name__)
    )

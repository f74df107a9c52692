"""`spil serve` against contract servers: everything as it ships, but for the addresses of the platforms."""

import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from microsoft_teams.api import TokenCredentials
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides

from bot.channels.platform import Platform, platform_of
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.listening import Listening as SlackListening
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.listening import Listening as TeamsListening
from bot.channels.teams.sdk import Teams, World
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import Listening as TelegramListening
from bot.cli import serve
from bot.log import start_logging
from tests.contracts.slack.server import BOT_TOKEN
from tests.contracts.teams.server import APP_ID, TENANT
from tests.contracts.teams.server import TOKEN as TEAMS_TOKEN
from tests.contracts.telegram.server import TOKEN as TELEGRAM_TOKEN

SIGNING_SECRET = "made-up-signing-secret"  # noqa: S105 - of a made-up Slack


def _slack(url: str) -> Platform:
    channel = SlackChannel(BOT_TOKEN, url)
    return platform_of(channel, lambda back: SlackListening(channel, back, "", SIGNING_SECRET))


def _telegram(url: str) -> Platform:
    channel = TelegramChannel(TELEGRAM_TOKEN, url)
    return platform_of(channel, lambda back: TelegramListening(channel, back, webhook=True))


def _teams(url: str) -> Platform:
    world = World(
        services=re.escape(f"{url}/be/"),
        cloud=with_overrides(PUBLIC, openid_metadata_url=f"{url}/v1/.well-known/openidconfiguration"),
        credentials=TokenCredentials(
            client_id=APP_ID, tenant_id=TENANT, token=lambda scope, tenant: TEAMS_TOKEN
        ),
    )
    channel = TeamsChannel(Teams(APP_ID, "made-up-secret", TENANT, world))
    return platform_of(channel, lambda back: TeamsListening(channel, back))


def main() -> None:
    """Arguments: the data folder, a port, the addresses of Slack, Telegram and Teams, and a file for a profile."""
    data, port, slack, telegram, teams = sys.argv[1:6]
    found = [_slack(slack), _telegram(telegram), _teams(teams)]

    def platforms(_: Any) -> list[Platform]:
        return found

    serve.platforms = platforms
    start_logging()
    bound = serve._bind("127.0.0.1", int(port))
    asyncio.run(serve._serve(serve.Serving(Path(data), "127.0.0.1", bound, "https://spil.example", False)))


if __name__ == "__main__":
    if len(sys.argv) > 6:
        import cProfile
        import signal

        profile = cProfile.Profile()

        def stop(*_: object) -> None:
            profile.disable()
            profile.dump_stats(sys.argv[6])
            sys.exit()

        signal.signal(signal.SIGUSR1, stop)
        profile.enable()
    main()

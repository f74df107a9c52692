"""Microsoft Teams: it calls Spil over HTTPS, behind the deployer's own reverse proxy."""

from bot.channels.platform import Platform, library_of, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Teams, where its id and secret are set; `spil check` says which one is missing. Raises `Unusable`."""
    app_id, secret = settings.teams_app_id, settings.teams_app_secret
    if not app_id or not secret:
        return None
    with library_of("Teams"):
        from bot.channels.teams.channel import TeamsChannel
        from bot.channels.teams.listening import Listening
        from bot.channels.teams.sdk import Teams
    channel = TeamsChannel(Teams(app_id, secret.get_secret_value(), settings.teams_tenant_id or ""))
    return platform_of(channel, lambda back: Listening(channel, back))

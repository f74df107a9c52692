"""Microsoft Teams: it calls Spil over HTTPS, behind the deployer's own reverse proxy."""

from bot.channels.platform import Platform, Unusable, platform_of
from bot.settings import Settings

_MISSING = "Teams is set up and its library is not installed; run: pip install 'spil[teams]'"


def platform(settings: Settings) -> Platform | None:
    """Teams, where its id and secret are set; `spil check` says which one is missing. Raises `Unusable`."""
    app_id, secret = settings.teams_app_id, settings.teams_app_secret
    if not app_id or not secret:
        return None
    try:  # Here: the library is there for who uses Teams.
        from bot.channels.teams.channel import TeamsChannel
        from bot.channels.teams.listening import Listening
        from bot.channels.teams.sdk import Teams
    except ModuleNotFoundError:
        raise Unusable(_MISSING) from None
    channel = TeamsChannel(Teams(app_id, secret.get_secret_value(), settings.teams_tenant_id or ""))
    return platform_of(channel, lambda back: Listening(channel, back))

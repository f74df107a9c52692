"""Slack: over Socket Mode, where Spil calls out and needs no public address, or over HTTPS, where Slack calls Spil."""

from bot.channels.platform import Platform, Unusable, platform_of
from bot.settings import Settings

_MISSING = "Slack's tokens are set and its library is not installed; run: pip install 'spil[slack]'"


def platform(settings: Settings) -> Platform | None:
    """Slack, where its bot token is set and an app token (it goes first) or a signing secret. Raises `Unusable`."""
    found = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    bot, app, secret = (held.get_secret_value() if held else "" for held in found)
    if not bot or not (app or secret):
        return None
    try:  # Here: slack_bolt is there for who uses Slack.
        from bot.channels.slack.channel import SlackChannel
        from bot.channels.slack.listening import Listening
    except ModuleNotFoundError:
        raise Unusable(_MISSING) from None
    channel = SlackChannel(bot)
    return platform_of(channel, lambda back: Listening(channel, back, app, "" if app else secret))

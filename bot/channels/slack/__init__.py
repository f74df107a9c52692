"""Slack: over Socket Mode, where Spil calls out and needs no public address, or over HTTPS, where Slack calls Spil."""

from bot.channels.platform import Platform, library_of, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Slack, where its bot token is set and an app token (it goes first) or a signing secret. Raises `Unusable`."""
    found = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    bot, app, secret = (held.get_secret_value() if held else "" for held in found)
    if not bot or not (app or secret):
        return None
    with library_of("Slack"):
        from bot.channels.slack.channel import SlackChannel
        from bot.channels.slack.listening import Listening
    channel = SlackChannel(bot)
    return platform_of(channel, lambda back: Listening(channel, back, app, "" if app else secret))

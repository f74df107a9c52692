"""Slack, over Socket Mode: Spil calls out and needs no public address."""

from bot.channels.platform import Platform, Unusable
from bot.pages.back import Back
from bot.settings import Settings

_MISSING = "Slack's tokens are set and its library is not installed; run: pip install 'spil[slack]'"


def platform(settings: Settings) -> Platform | None:
    """Slack, where both tokens are set; `spil check` says which one is missing. Raises `Unusable`."""
    if not settings.slack_bot_token or not settings.slack_app_token:
        return None
    try:  # Here: slack_bolt is there for who uses Slack.
        from bot.channels.slack.channel import SlackChannel
        from bot.channels.slack.listening import Listening
    except ModuleNotFoundError:
        raise Unusable(_MISSING) from None
    channel = SlackChannel(settings.slack_bot_token.get_secret_value())
    app_token = settings.slack_app_token.get_secret_value()

    async def listen(back: Back) -> None:
        await Listening(channel, app_token, back).run(back.url)

    return Platform(channel, listen)

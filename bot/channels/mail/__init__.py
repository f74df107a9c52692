"""Mail, as one address: SMTP out, IMAP in."""

from bot.channels.platform import Platform, library_of, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Mail, where its address and both servers are set. Raises `Unusable`."""
    if (account := settings.mail) is None:
        return None
    with library_of("Mail"):
        from bot.channels.mail.box import Box
        from bot.channels.mail.channel import MailChannel
        from bot.channels.mail.listening import Listening
        from bot.channels.mail.post import Post
    channel = MailChannel(Post(account))
    return platform_of(channel, lambda back: Listening(channel, Box(account), back))

"""Mail, as one address: SMTP out, IMAP in."""

from bot.channels.platform import Platform, library_of, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Mail, where its address and both servers are set. Raises `Unusable`."""
    if not (settings.mail_address and settings.mail_smtp and settings.mail_imap):
        return None
    with library_of("Mail"):
        from bot.channels.mail.box import Box
        from bot.channels.mail.channel import MailChannel
        from bot.channels.mail.listening import Listening
        from bot.channels.mail.post import Account, Post, server
    secret = settings.mail_password.get_secret_value() if settings.mail_password else ""
    account = Account(settings.mail_address, settings.mail_user or settings.mail_address, secret)
    channel = MailChannel(Post(account, server(settings.mail_smtp)))
    box = Box(account, server(settings.mail_imap))
    return platform_of(channel, lambda back: Listening(channel, box, back))

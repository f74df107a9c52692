"""The web chat: a page served by Spil itself, without a third party, a build step or anything from elsewhere."""

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import make_site

__all__ = ["WebChannel", "make_site"]

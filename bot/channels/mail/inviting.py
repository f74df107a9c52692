"""An invitation by mail: whoever answers it is a member, at the address that they answer from."""

from datetime import datetime
from email.utils import make_msgid

from bot import payload
from bot.channels.mail.post import Post
from bot.rendering.mail import Enclosed, Envelope, render
from bot.settings import MailAccount
from intents.model import Phrase, Reply


async def send_invitation(account: MailAccount, to: str, link: str, now: datetime, language: str) -> None:
    """Send the link of an invitation to an address, of which nothing is kept. Raises `Unsent`."""
    words = Phrase("mail-invitation", {"link": link, "code": link.rpartition("/")[2]})
    message = payload.render("invitation", payload.to_payload(Reply((words,)), language, "direct", []))
    own = make_msgid(domain=account.address.rpartition("@")[2])
    envelope = Envelope(account.address, to, own, now, language, home=link.partition("/join/")[0])
    await Post(account).hand_over(render(message, envelope, Enclosed(Phrase("mail-subject-invitation"))), to)

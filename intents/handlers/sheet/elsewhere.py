"""Where what is typed stays on somebody else's servers, the sheet is filled in in the web chat, by a link."""

from datetime import timedelta

from intents.model import Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.people import invite, new_token

LINK_LASTS = timedelta(minutes=20)


def elsewhere(turn: Turn, services: Services) -> Outcome:
    """A link that opens the web chat once, as this member; only a keyed hash of its token is kept."""
    token, member = new_token(), turn.member

    async def write(scope: Scope) -> None:
        await invite(scope, member.role, token, turn.now + LINK_LASTS, member.id)

    values = {"link": f"{services.base_url}/join/{token}", "minutes": int(LINK_LASTS.total_seconds() // 60)}
    return Outcome((Reply((Phrase("sheet-elsewhere", values),)),), None, (write,))

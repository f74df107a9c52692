"""Inviting: a coordinator chooses a role and gets a one-time link to hand on. No name is needed, none is kept."""

from typing import Any

from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, on_a_platform
from storage.store import Scope
from storage.store.people import INVITATION_LASTS, ROLES, invite, new_token


async def which_role(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """invite: for which role?"""
    if turn.member.role != "coordinator":
        return _say(turn, Phrase("invite-not-yours"))
    words = (Phrase("invite-no-name"),) if turn.text.masked else ()
    choices = tuple(
        Choice(Phrase(f"invite-role-{role}"), Intent("invite.role", {"role": role})) for role in ROLES
    )
    return _say(turn, *words, Phrase("invite-which-role"), choices=choices)


async def make_link(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """invite.role: the link, shown once; only a keyed hash of its token is kept."""
    role = str(intent.slots["role"])
    if turn.member.role != "coordinator" or role not in ROLES:
        return _say(turn, Phrase("invite-not-yours"))
    token = new_token()

    async def write(scope: Scope) -> None:
        await invite(scope, role, token, turn.now + INVITATION_LASTS)

    values: dict[str, Any] = {
        "role": Phrase(f"role-{role}"),
        "link": f"{services.base_url}/join/{token}",
        "days": INVITATION_LASTS.days,
    }
    if on_a_platform(turn):
        values |= {"channel": Phrase(f"channel-{turn.conversation.channel}"), "code": token}
        words = Phrase("invite-here" if services.has_address else "invite-here-code", values)
    else:
        words = Phrase("invite-link", values)
    return Outcome(_say(turn, words).replies, None, (write,))


def _say(turn: Turn, *paragraphs: Phrase, choices: tuple[Choice, ...] = ()) -> Outcome:
    return Outcome((Reply(paragraphs, choices=choices, audience="only_you" if turn.room else None),))


HANDLERS: dict[str, Handler] = {"invite": which_role, "invite.role": make_link}

"""What a person may ask of what is stored about them: to see it, to have it as a file, to have it erased; and the page
on which a data protection officer sees all that is stored."""

import json

from intents.handlers.files import handed_over
from intents.handlers.meetings.saying.cues import says
from intents.handlers.rights import asked
from intents.handlers.rights.asked import officer_link, periods
from intents.handover import new_token
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, about_links
from storage.store import Scope
from storage.store.meetings import load_meetings
from storage.store.people.officers import LASTS, open_to_officer
from storage.store.people.personal import personal_rows


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """privacy.show: what is stored about the one who asks, counted live, with what they may do about it."""
    async with services.store.reading(turn.member.cell_id) as scope:
        planned = len(await load_meetings(scope))
    values = {"role": Phrase(f"role-{turn.member.role}"), "meetings": planned}
    stored = Phrase("what-is-stored", values)
    if says("erases", turn.text.text, turn.language):
        erase = Choice(Phrase("leave-sure"), Intent("account.erase"))
        keep = Choice(Phrase("rights-keep"), Intent("privacy.keep"), "no")
        return Outcome((Reply((Phrase("who-erases"), stored, Phrase("leave-what")), choices=(erase, keep)),))
    export = Choice(Phrase("rights-export"), Intent("privacy.export", {"keep": True}))
    never = (Phrase("what-is-never-stored"), Phrase("what-you-type"))
    words = (stored, *never, Phrase("kept-how-long"), *periods(services), Phrase("rights-erase"))
    return Outcome((Reply(words, choices=(export, *officer_link(turn))),))


async def keep(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """privacy.keep: nothing is erased after all."""
    return Outcome((Reply((Phrase("rights-kept"),), audience="only_you" if turn.room else None),))


async def export(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """privacy.export: all of it in one file, made at once and kept nowhere."""
    if turn.room:
        return Outcome((Reply((Phrase("rights-not-here"),), audience="only_you"),))
    async with services.store.reading(turn.member.cell_id) as scope:
        rows = await personal_rows(scope, turn.member.id)
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    file = Attachment("export", {"day": turn.local.date(), "text": text})

    async def write(scope: Scope) -> None:
        scope.diary.note("privacy.exported", turn.member.id, scope.cell_id)

    told = Phrase("rights-exported", {"count": sum(map(len, rows.values())), "tables": len(rows)})
    return handed_over(file, (told,), turn, services, (write,))


async def officer(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """privacy.officer: a link by which a data protection officer sees what is stored in this cell; a new one ends the
    old. Of the link only a keyed hash is kept."""
    if turn.member.role != "coordinator" or turn.room:
        return Outcome((Reply((Phrase("rights-not-here"),), audience="only_you" if turn.room else None),))
    token = new_token()

    async def write(scope: Scope) -> None:
        await open_to_officer(scope, token, turn.now + LASTS)

    values = {"link": f"{services.base_url}/gegevens/{token}", "days": LASTS.days}
    words = (Phrase("rights-officer-link", values), *about_links(turn, services))
    return Outcome((Reply(words, volatile=True),), None, (write,))


HANDLERS: dict[str, Handler] = {
    "privacy.show": show,
    "privacy.keep": keep,
    "privacy.export": export,
    "privacy.officer": officer,
    **asked.HANDLERS,
}

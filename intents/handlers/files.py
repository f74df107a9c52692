"""A file that is made at once and kept nowhere, on its way to the one who asked for it."""

from intents.handover import new_token
from intents.model import Attachment, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn, about_links, on_a_platform


def handed_over(
    file: Attachment, told: tuple[Phrase, ...], turn: Turn, services: Services, writes: tuple[Write, ...] = ()
) -> Outcome:
    """The file with these words: directly on Spil's own page and in a terminal; on a platform, which should keep none,
    by a link that opens once."""
    if not on_a_platform(turn):
        return Outcome((Reply(told, "file", attachment=file, volatile=True),), None, writes)
    token = new_token()
    link = Phrase("file-by-link", {"link": f"{services.base_url}/document/{token}"})
    reply = Reply((*told, link, *about_links(turn, services)), audience="only_you")
    return Outcome((reply,), None, writes, (lambda: services.handover.put(token, (file,), turn.now),))

"""'Kan niet, heb vakantie', typed to an invitation that waits: an answer, though the words alone could be more."""

from intents.handlers.answers import answer, unsure
from intents.handlers.meetings.responding import rsvp, unanswered
from intents.handlers.meetings.responding.several import answer_in
from intents.handlers.meetings.saying.cues import says
from intents.model import Intent, Outcome
from intents.recognise import Recognition
from intents.turn import Services, Turn

_FEW = 10


def may_answer(turn: Turn, read: Recognition) -> bool:
    """Whether a few words that the recogniser is not sure of could answer an invitation, if one waits."""
    text, language = turn.text.text, turn.language
    if turn.text.masked or turn.state.draft or "?" in text:  # Who is named is somebody else.
        return False
    if len(text.split()) > _FEW or says("plan", text, language):
        return False
    if says("of_another", text.partition(" ")[0], language) and not says("of_oneself", text, language):
        return False
    plainly = says("rsvp_plainly", text, language) or "rsvp" in read.choices
    return plainly and answer_in(text, turn) is not None


async def likely(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """rsvp.likely: the answer to the one invitation that waits; without one, the words are what they would be."""
    asked, said = await unanswered(turn, services), answer_in(turn.text.text, turn)
    if asked is None or said is None:
        return await (unsure if intent.slots["choices"] else answer)(intent, turn, services)
    slots = {"occurrence": asked.occurrence.id, "answer": said.reply}
    if said.function is not None:
        slots["function"] = said.function
    return await rsvp(Intent("rsvp", slots), turn, services)

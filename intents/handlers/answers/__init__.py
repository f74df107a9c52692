"""Questions: answered from the knowledge with its sources, or honestly not, with what is near and who can help."""

from intents.handlers.answers.asking import answer, find, more, show_entry, unsure
from intents.handlers.answers.beside import danger_first, with_answer
from intents.handlers.answers.following import about, elsewhere, for_whom
from intents.handlers.answers.places import change_region, set_region
from intents.handlers.answers.replying import DANGER, hint
from intents.turn import Handler

HANDLERS: dict[str, Handler] = {
    "faq": answer,
    "glossary": answer,
    "faq.entry": show_entry,
    "faq.more": more,
    "faq.about": about,
    "faq.region": elsewhere,
    "faq.audience": for_whom,
    "region": change_region,
    "region.set": set_region,
    "unsure": unsure,
}

__all__ = ["DANGER", "HANDLERS", "answer", "danger_first", "find", "hint", "unsure", "with_answer"]

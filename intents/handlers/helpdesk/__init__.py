"""The helpdesk's door: a question becomes a ticket, its answer comes back to the one who asked."""

from intents.handlers.helpdesk.answering import answer, queue, what_waits
from intents.handlers.helpdesk.asking import ask, drop, here_first, rephrase, send, text
from intents.turn import Handler

HANDLERS: dict[str, Handler] = {
    "helpdesk.ask": ask,
    "helpdesk.text": text,
    "helpdesk.rephrase": rephrase,
    "helpdesk.send": send,
    "helpdesk.drop": drop,
    "helpdesk.queue": queue,
    "helpdesk.answer": answer,
}

__all__ = ["HANDLERS", "here_first", "what_waits"]

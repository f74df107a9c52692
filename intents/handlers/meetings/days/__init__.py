"""The days on which the cell does not meet: said, shown, taken back."""

from intents.handlers.meetings.days import closing

HANDLERS = {
    "closing.add": closing.add,
    "closing.drop": closing.drop,
    "closing.show": closing.show,
    "closing.keep": closing.keep,
}

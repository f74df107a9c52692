"""One subject per file; `HANDLERS` says which handler answers which intent."""

from intents.handlers import (
    accounts,
    answers,
    calendars,
    cases,
    general,
    helpdesk,
    joining,
    meetings,
    polls,
    quick,
    rooms,
    sheet,
)
from intents.turn import Handler

HANDLERS: dict[str, Handler] = {
    **answers.HANDLERS,
    "help": general.help_,
    "help.theme": general.theme,
    "greet": general.greet,
    "thanks": general.thanks,
    "empty": general.empty,
    "choice.gone": general.gone,
    "choice.not-yours": general.not_yours,
    "stop": general.stop,
    "nothing-open": general.nothing_open,
    "language": general.language,
    "language.set": general.language_set,
    "privacy.show": general.privacy,
    "figures": general.figures,
    **meetings.HANDLERS,
    **polls.HANDLERS,
    **accounts.HANDLERS,
    **calendars.HANDLERS,
    **helpdesk.HANDLERS,
    **cases.HANDLERS,
    **joining.HANDLERS,
    **quick.HANDLERS,
    **rooms.HANDLERS,
    **sheet.HANDLERS,
}

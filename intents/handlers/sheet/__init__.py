"""The feedback sheet (terugkoppelingsfiche): the guided dialogue at the table. Rules R1-R23 of the template."""

from intents.handlers.sheet.answer import press, take_held, text
from intents.handlers.sheet.beside.changing import edit, edit_field
from intents.handlers.sheet.beside.refusal import rewrite
from intents.handlers.sheet.elsewhere import by_link, whole
from intents.handlers.sheet.finish import as_pdf
from intents.handlers.sheet.guard import running
from intents.handlers.sheet.stepping import go_back, leave, open_form, send
from intents.handlers.sheet.steps import (
    ask_again,
    back,
    begin_sheet,
    discard,
    resume,
    show,
    skip_field,
    skip_rest,
    start,
    stop,
)
from intents.handlers.sheet.table.agreeing import all_agree, retract, withdraw
from intents.handlers.sheet.table.screen import give_link

HANDLERS = {
    "sheet.start": start,
    "sheet.new": begin_sheet,
    "form.resume": resume,
    "form.discard": discard,
    "form.text": running(text),
    "form.answer": running(press),
    "form.take": running(take_held),
    "form.rewrite": running(rewrite),
    "form.ask": running(ask_again),
    "form.skip": running(skip_field),
    "form.skip-rest": running(skip_rest),
    "form.back": running(back),
    "form.stop": running(stop),
    "form.show": running(show),
    "form.all-agree": running(all_agree),
    "form.screen": running(give_link),
    "form.withdraw": running(withdraw),
    "form.edit": running(edit),
    "form.edit-field": running(edit_field),
    "sheet.form": by_link,
    "sheet.link": by_link,
    "sheet.print": as_pdf,
    "sheet.retract": retract,
    "step.open": open_form,
    "step.next": send,
    "step.back": go_back,
    "step.stop": leave,
    "step.whole": whole,
}

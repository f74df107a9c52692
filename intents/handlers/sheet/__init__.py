"""The feedback sheet (terugkoppelingsfiche): the guided dialogue at the table. Rules R1-R23 of the template."""

from intents.handlers.sheet.finish import edit, edit_field
from intents.handlers.sheet.steps import (
    back,
    begin_sheet,
    name_answer,
    press,
    resume,
    show,
    skip_field,
    start,
    stop,
    text,
)

HANDLERS = {
    "sheet.start": start,
    "sheet.new": begin_sheet,
    "form.text": text,
    "form.answer": press,
    "form.name": name_answer,
    "form.skip": skip_field,
    "form.back": back,
    "form.stop": stop,
    "form.show": show,
    "form.resume": resume,
    "form.edit": edit,
    "form.edit-field": edit_field,
}

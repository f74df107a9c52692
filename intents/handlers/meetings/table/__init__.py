"""At the table: who is asked to it, the agenda, who was there, the minutes' skeleton; whose meeting it is and who was
told of it."""

from intents.handlers.meetings.table import agenda, attending, inviting, minutes, owning, told

HANDLERS = {
    "agenda.add": agenda.add,
    "agenda.put": agenda.put,
    "agenda.show": agenda.show,
    "agenda.drop": agenda.drop,
    "agenda.remove": agenda.remove,
    "attendance.set": attending.note,
    "attendance.show": attending.show,
    "attendance.keep": attending.keep,
    "attendance.ask": attending.ask,
    "attendance.later": attending.later,
    "meeting.ask-along": inviting.ask_along,
    "meeting.people": inviting.set_people,
    "minutes.make": minutes.make,
    "owner.give": owning.give,
    "owner.show": owning.show,
    "owner.take": owning.take,
    "owner.set": owning.set_owner,
    "told.show": told.show,
}

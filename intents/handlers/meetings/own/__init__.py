"""What one member wishes or is: own reminders, channel, hours of rest, snooze, function, stand-in, whose meeting."""

from intents.handlers.meetings.own import snoozing, wishing

HANDLERS = {
    "wish.set": wishing.wish,
    "wish.rest": wishing.rest,
    "wish.reminders": wishing.reminders,
    "wish.keep": wishing.keep,
    "wish.show": wishing.show,
    "function.set": wishing.function,
    "reminder.snooze": snoozing.snooze,
}

"""Meetings: plan, show, move, cancel, who comes, reminders."""

from intents.handlers.meetings import changing, drafting, looking, planning, responding

HANDLERS = {
    "meeting.plan": drafting.plan,
    "draft.text": drafting.more,
    "draft.change": drafting.change,
    "draft.drop": drafting.drop,
    "draft.confirm": planning.confirm,
    "meeting.show": looking.show,
    "meeting.series": looking.series,
    "meeting.who": looking.who,
    "meeting.move": changing.move,
    "meeting.move-to": changing.move_to,
    "meeting.cancel": changing.cancel,
    "meeting.cancel-this": changing.cancel_this,
    "meeting.restore": changing.restore,
    "reminder.set": changing.remind,
    "reminder.apply": changing.remind_these,
    "rsvp": responding.rsvp,
    "poll.start": looking.poll,
    "undo": changing.undo,
}

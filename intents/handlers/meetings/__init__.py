"""Meetings: plan, show, move, cancel, who comes, reminders."""

from intents.handlers.meetings import (
    changing,
    drafting,
    following,
    looking,
    moving,
    planning,
    reminders,
    responding,
)

HANDLERS = {
    "meeting.plan": drafting.plan,
    "draft.text": following.more,
    "draft.which": following.ask_which,
    "draft.agree": following.agree,
    "draft.again": drafting.again,
    "draft.change": drafting.change,
    "draft.drop": drafting.drop,
    "draft.confirm": planning.confirm,
    "meeting.show": looking.show,
    "meeting.series": looking.series,
    "meeting.who": looking.who,
    "meeting.move": moving.move,
    "meeting.move-to": moving.move_to,
    "meeting.cancel": changing.cancel,
    "meeting.cancel-this": changing.cancel_this,
    "meeting.restore": changing.restore,
    "reminder.set": reminders.remind,
    "reminder.apply": reminders.remind_these,
    "rsvp": responding.rsvp,
    "poll.start": looking.poll,
    "undo": changing.undo,
}

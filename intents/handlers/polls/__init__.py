"""Date polls: proposed, answered, closed, and the winner planned."""

from intents.handlers.polls import answering, changing, drafting, ending, showing, starting, undoing
from intents.turn import Handler

HANDLERS: dict[str, Handler] = {
    "poll.start": drafting.start,
    "poll.more": drafting.more,
    "poll.again": drafting.again,
    "poll.edit": drafting.edit,
    "poll.confirm": starting.confirm,
    "poll.agree": starting.agree,
    "poll.begin": answering.begin,
    "poll.one": answering.one,
    "poll.all": answering.all_,
    "poll.answer": answering.in_words,
    "poll.show": showing.show,
    "poll.who": showing.who,
    "poll.close": ending.close,
    "poll.plan": ending.plan,
    "poll.cancel": ending.cancel,
    "poll.cancel-this": ending.cancel_this,
    "poll.restore": ending.restore,
    "poll.change": changing.change,
    "poll.set": changing.set_,
    "poll.anew": changing.anew,
    "meeting.plan": ending.plan_in_words,
    "undo": undoing.undo,
}

"""Spil's windows in Slack, the sheet and the home tab: what is filled in there comes signed and is no message."""

from functools import partial

from bot.channels.answers import Heard
from bot.channels.front import Front, Shown
from bot.channels.said import Body
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.inbound import NAME, from_form
from bot.rendering.slack.messages import OPENS, without_buttons
from bot.rendering.slack.mrkdwn import Block
from bot.rendering.slack.windows import BACK, FORM, form_window, home_tab, problems
from intents.model import Message, Step


class Windows:
    """Opens them and takes in what is done there."""

    def __init__(self, front: Front, channel: SlackChannel) -> None:
        self._front, self._channel, self._client = front, channel, channel.client
        self._view = partial(form_window, home=channel.home, words=front.words)

    async def home(self, user: str) -> None:
        """Show the home tab as it is now."""
        view = home_tab(await self._front.home(NAME, user), user, self._channel.home)
        await self._client.views_publish(user_id=user, view=view)

    async def open(self, body: Body) -> None:
        """The sheet was asked for: a window at once, because Slack lets one be opened for three seconds only."""

        async def opens() -> None:
            made = await self._client.views_open(trigger_id=body["trigger_id"], view=self._view(()))
            await self._front.form(self._message(body, "open"), self._shows(made["view"]["id"]))

        self._front.desk.beside(opens())

    async def pressed(self, body: Body) -> bool:
        """A button of a window, or one that opens the sheet; whether it was one."""
        name = str(body["actions"][0]["action_id"])
        if name.startswith(OPENS):
            await self.open(body)
        elif name == BACK:
            shows = self._shows(body["view"]["id"])
            self._front.desk.beside(self._front.form(self._message(body, "back"), shows))
        return name == BACK or name.startswith(OPENS)

    async def submitted(self, body: Body) -> Block:
        """A step was sent: what is wrong stands at its field, and nothing that was typed is lost; else the next."""
        view = body["view"]
        step = await self._front.step(self._message(body, "next"), self._shows(view["id"]))
        if step and (wrong := problems(step[0], view)):
            return {"response_action": "errors", "errors": wrong}
        return {"response_action": "update", "view": self._view(step or ())}

    async def closed(self, body: Body) -> None:
        """A window was closed: its sheet waits for later."""
        if body["view"]["callback_id"] == FORM:
            await self._front.desk.ask(self._message(body, "stop"))

    async def used(self, heard: Heard, handle: str, message: Body) -> None:
        """What was chosen stands in the place of the buttons; Slack sends no message for one's eyes only along."""
        if not heard.spot.chat:
            await self.home(heard.message.sender)
        elif blocks := without_buttons(message.get("blocks", ()), str(heard.message.choice)):
            await self._channel.put(handle, {"text": message.get("text") or "…", "blocks": blocks})

    def _message(self, body: Body, step: Step) -> Message:
        return from_form(body, step, self._front.back.clock())

    def _shows(self, window: str) -> Shown:
        return lambda step: self._client.views_update(view_id=window, view=self._view(step))

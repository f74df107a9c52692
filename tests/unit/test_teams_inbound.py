"""What Teams tells of a message, and what happened to a place."""

from pathlib import Path
from typing import Any

import pytest

from bot.channels.teams.inbound import happened, heard
from bot.port import Happened
from tests.contracts.teams.server import BOT, FakeTeams
from tests.contracts.teams.stage import CHANNEL, NOW, SECRET, TeamsStage, chat

GROUP = "19:chat@thread.v2"
"""A group chat, which has no threads."""


def activity(**changed: Any) -> dict[str, Any]:
    stage = TeamsStage(Path(), FakeTeams(url="http://127.0.0.1:1"))
    return stage.activity(**changed)


def test_what_is_known_of_a_message() -> None:
    said = heard(activity(user="ann", place=f"{CHANNEL};messageid=7", text="hallo"), SECRET, NOW)
    assert said is not None
    assert (said.sender, said.root, said.conversation) == ("aad-ann", CHANNEL, f"{CHANNEL};messageid=7")
    assert (said.zone, said.language, said.room) == ("Europe/Brussels", "nl", True)
    assert (said.reach, said.private_place, said.addressed) == ("http://127.0.0.1:1/be/", False, False)
    assert "ann" not in said.event_key


def test_the_zone_of_the_client_where_the_message_has_none() -> None:
    told = activity(user="ann", text="hallo")
    del told["localTimezone"]
    told["from"].pop("aadObjectId")
    said = heard(told, SECRET, NOW)
    assert said is not None
    assert (said.zone, said.sender) == ("Europe/Brussels", "29:ann")


@pytest.mark.parametrize(
    ("changed", "kind", "address"),
    [
        ({"type": "installationUpdate", "action": "add"}, "back", chat("ann")),
        ({"type": "installationUpdate", "action": "remove"}, "gone", chat("ann")),
        ({"type": "installationUpdate", "action": "remove-upgrade"}, "gone", chat("ann")),
        ({"place": GROUP, "type": "conversationUpdate", "membersRemoved": [{"id": BOT}]}, "gone", GROUP),
        ({"place": CHANNEL, "type": "conversationUpdate", "membersAdded": [{"id": BOT}]}, "back", CHANNEL),
        (
            {"place": "19:t", "channelData": {"eventType": "channelDeleted", "channel": {"id": CHANNEL}}},
            "gone",
            CHANNEL,
        ),
        (
            {"place": "19:t", "channelData": {"eventType": "channelRestored", "channel": {"id": CHANNEL}}},
            "back",
            CHANNEL,
        ),
        (
            {"place": "19:t", "channelData": {"eventType": "teamDeleted", "team": {"id": "19:t"}}},
            "gone",
            "19:t",
        ),
    ],
)
def test_places_come_and_go(changed: dict[str, Any], kind: str, address: str) -> None:
    told = activity(**{"type": "conversationUpdate", "user": "ann", **changed})
    assert happened(told) == Happened("teams", kind, address)  # type: ignore[arg-type]

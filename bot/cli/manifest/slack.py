"""What Slack must know to make Spil's app there; the rights and their reasons stand in `slack.yaml`."""

from pathlib import Path
from typing import Any

import yaml

RIGHTS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
"""`scopes`: each with its reason; `events`; and of both what `follow` adds."""
_CALLED = "/slack/events"


def slack_manifest(follow: bool = False, url: str | None = None) -> dict[str, Any]:
    """The manifest of Spil's app in Slack (schema: slackapi/manifest-schema, version 1): for Socket Mode, or for
    Slack calling Spil at `url`."""
    more = RIGHTS["follow"] if follow else {"scopes": {}, "events": []}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Spil",
            "description": "Assistent voor wie een LIVC-R coördineert",
            "background_color": "#1f3a4d",
        },
        "features": _features(_called(url)),
        "oauth_config": {"scopes": {"bot": sorted([*RIGHTS["scopes"], *more["scopes"]])}},
        "settings": {
            "event_subscriptions": {
                "bot_events": sorted([*RIGHTS["events"], *more["events"]]),
                **_called(url, "request_url"),
            },
            "interactivity": {"is_enabled": True, **_called(url, "request_url")},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _called(url: str | None, name: str = "url") -> dict[str, str]:
    return {name: url.rstrip("/") + _CALLED} if url else {}


def _features(called: dict[str, str]) -> dict[str, Any]:
    """Where Spil shows in Slack: its home and messages, its command, and the shortcuts of a message and of all."""
    ask = {"type": "message", "callback_id": "spil-ask", "name": "Vraag dit aan Spil"}
    sheet = {"type": "global", "callback_id": "spil-sheet", "name": "Terugkoppelingsfiche"}
    command = {"command": "/spil", "description": "Zoek iets op; alleen jij ziet het antwoord"}
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Spil", "always_online": True},
        "shortcuts": [
            {**ask, "description": "Antwoord op dit bericht, dat alleen jij ziet"},
            {**sheet, "description": "Vul een fiche in, stap voor stap"},
        ],
        "slash_commands": [{**command, "usage_hint": "beroepsgeheim", "should_escape": True, **called}],
    }

"""`spil manifest`: what a platform must know to make Spil's app there, with no right that Spil does not use."""

import json
from typing import Any

import click

SCOPES = {
    "app_mentions:read": "somebody mentions Spil in a channel it was invited to",
    "chat:write": "it answers, and takes used buttons away",
    "commands": "/spil",
    "files:write": "it hands over the invitation of a meeting",
    "im:history": "somebody writes to it directly",
    "im:write": "it reminds somebody who wrote nothing lately",
}
"""What Spil asks for in Slack, and for what."""
FOLLOWING = {"channels:history": "message.channels", "groups:history": "message.groups"}
"""Only with --follow: the scopes and events by which Slack also sends what is said without a mention."""


def slack_manifest(follow: bool) -> dict[str, Any]:
    """The manifest of Spil's app in Slack (schema: slackapi/manifest-schema, version 1), for Socket Mode."""
    more = FOLLOWING if follow else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Spil",
            "description": "Assistent voor wie een LIVC-R coördineert",
            "background_color": "#1f3a4d",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Spil", "always_online": True},
            "slash_commands": [
                {
                    "command": "/spil",
                    "description": "Zoek iets op; alleen jij ziet het antwoord",
                    "usage_hint": "beroepsgeheim",
                    "should_escape": True,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted([*SCOPES, *more])}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(["app_mention", "message.im", *more.values()])},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


@click.command()
@click.argument("platform", type=click.Choice(["slack"]))
@click.option(
    "--follow", is_flag=True, help="Also go on in a thread without a mention; Slack then sends all talk."
)
def command(platform: str, follow: bool) -> None:
    """Print the manifest by which a platform makes Spil's app (Slack: api.slack.com/apps, From a manifest)."""
    click.echo(json.dumps(slack_manifest(follow), indent=2, ensure_ascii=False))

"""Slack, over Socket Mode: Spil calls out and needs no public address. Import it only where a token is set."""

from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.listening import Listening

__all__ = ["Listening", "SlackChannel"]

"""The channels that keep the contract, by each way in that they have.

A new channel is one line here, and its driver in `tests/channels/<name>.py`.
"""

from importlib import import_module

from tests.channels.driver import Driver

DRIVERS = {
    "slack": "OnSlack",
    "slack_https": "OnSlackHttps",
    "mail": "OnMail",
    "teams": "OnTeams",
    "telegram": "OnTelegram",
    "telegram_webhook": "OnTelegramWebhook",
    "web": "OnWeb",
    "terminal": "OnTerminal",
}


def driver_of(name: str) -> type[Driver]:
    """The driver of a channel; its platform's library is loaded only now."""
    found: type[Driver] = getattr(import_module(f"tests.channels.{name}"), DRIVERS[name])
    return found

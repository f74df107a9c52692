"""The channels that keep the contract. A new channel is one line here, and its driver in `tests/channels/<name>.py`."""

from importlib import import_module

from tests.channels.driver import Driver

DRIVERS = {
    "slack": "OnSlack",
    "teams": "OnTeams",
    "telegram": "OnTelegram",
    "web": "OnWeb",
    "terminal": "OnTerminal",
}


def driver_of(name: str) -> type[Driver]:
    """The driver of a channel; its platform's library is loaded only now."""
    found: type[Driver] = getattr(import_module(f"tests.channels.{name}"), DRIVERS[name])
    return found

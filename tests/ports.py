"""A port for a server that is killed and comes back on it, while other tests run beside this one."""

import random
import socket
from pathlib import Path

_CHOSEN_BY_THE_KERNEL = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""The lowest and the highest port that an outgoing connection, or a server that leaves the choice, may be given."""
_BELOW = 10_000
"""Ports below that range to choose from."""


def own_port() -> int:
    """A port that is free now and stays so while its server is away: the kernel gives it to nobody by itself."""
    lowest = int(_CHOSEN_BY_THE_KERNEL.read_text().split()[0])
    for port in random.sample(range(max(1_024, lowest - _BELOW), lowest), 100):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")

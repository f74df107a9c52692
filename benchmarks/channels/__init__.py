"""How Spil holds on Slack, Telegram and Teams: under load (`load.py`) and under kill -9 (`killed.py`).

    .venv/bin/python -m benchmarks.channels.load --seconds 600 --rate 20
    .venv/bin/python -m benchmarks.channels.killed --events 2000

Both start the contract servers of `tests/contracts` in their own process, and `spil serve` with all of its parts in
another (`spil.py`: only the addresses of the three platforms are given to it). Figures come as one JSON object.
"""

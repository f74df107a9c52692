"""How well and how fast the gate finds what points at a person, beside deduce and Presidio's patterns, in one run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install deduce==3.0.6 presidio-analyzer==2.2.366
    .venv/bin/python -m benchmarks.privacy ROWS.jsonl --peers /tmp/peers/bin/python

Rows are JSON, one a line: `text`, `label` (whether it names somebody) and `spans` with `start`, `end`, `type`, `text`,
`form`. The peers bring a language model's worth of packages, so they live in a folder of their own; without `--peers`
only Spil is measured. deduce builds its word lists when it first starts, which takes a minute.
"""

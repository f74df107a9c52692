"""How well Spil understands sentences beside other engines, on the same rows in one run.

    .venv/bin/python -m benchmarks.understanding.compare TRAIN.jsonl[:TEST.jsonl] … [--typos]

Rows are those of `spil evaluate intents`: `text` and `intent` (`oos`: out of scope), and a `group` where sentences
belong together. scikit-learn is no part of Spil; where it is missing it is left out, and said so.
"""

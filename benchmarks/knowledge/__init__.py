"""How well and how fast Spil finds the passage that answers: beside other engines, and among very many passages.

    .venv/bin/python -m benchmarks.knowledge.compare DOCS.jsonl QUERIES.jsonl [DOCS QUERIES …]
    .venv/bin/python -m benchmarks.knowledge.large DOCS.jsonl QUERIES.jsonl --passages 100000

Rows are those of `spil evaluate search`. bm25s is no part of Spil; where it is missing it is left out, and said so.
"""

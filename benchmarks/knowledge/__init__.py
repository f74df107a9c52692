"""How well, how fast and in how much memory Spil finds what answers: beside other engines, and among very many texts.

    .venv/bin/python -m benchmarks.knowledge.compare DOCS.jsonl QUERIES.jsonl [DOCS QUERIES …]
    .venv/bin/python -m benchmarks.knowledge.large DOCS.jsonl QUERIES.jsonl --passages 100000
    .venv/bin/python -m benchmarks.knowledge.memory

Rows are those of `spil evaluate search`. bm25s is no part of Spil; where it is missing it is left out, and said so.
"""

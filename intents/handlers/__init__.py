"""One subject per file; `HANDLERS` says which handler answers which intent."""

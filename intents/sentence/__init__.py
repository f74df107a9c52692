"""Whole sentences: what the date grammar found, put together into the slots of a meeting."""

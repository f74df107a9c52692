"""The floor: the privacy gate, the tables, and the only SQL."""

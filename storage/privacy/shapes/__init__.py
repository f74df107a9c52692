"""Identifiers that are told by their shape: numbers, addresses, birth dates, handles."""

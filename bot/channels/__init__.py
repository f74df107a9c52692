"""Adapters: each only parses, renders and delivers."""

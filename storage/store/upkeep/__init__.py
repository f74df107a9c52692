"""Upkeep of what is stored: renewing keys, retention, backup and restore."""

"""Verbs for who runs an installation: keys, audit, retention, backup and restore."""

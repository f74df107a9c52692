"""Reminders: killed at any moment, and measured against other schedulers."""

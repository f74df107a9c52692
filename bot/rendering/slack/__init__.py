"""Slack: its text format, messages as blocks, the sheet and the home tab as views."""

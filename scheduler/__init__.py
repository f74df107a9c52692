"""Meetings, their recurrence and reminders, and the engines that tick."""

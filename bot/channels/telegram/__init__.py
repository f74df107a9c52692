"""Telegram: updates in by long polling, messages out as HTML with inline keyboards. Needs the extra `telegram`."""

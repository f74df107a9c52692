"""What Spil knows: entries with their sources, search over them, and the helpdesk."""

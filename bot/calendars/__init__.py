"""Meetings in people's own calendars: what is stored of one as a calendar file, the answers that calendars send
back, the secret feeds, and a calendar server that is kept in step."""

"""Where people talk: rooms that are bound to a cell, and what platforms do to places."""

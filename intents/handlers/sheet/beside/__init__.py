"""What is typed at a question of the sheet and is no answer to it."""

"""What makes the sheet quick for a whole table: the last sheet as a start, agreement in one go, a shared screen."""

"""What an entry's head says: where, when and for whom it holds; and what follows from it for an answer."""

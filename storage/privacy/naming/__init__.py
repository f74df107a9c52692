"""Names of persons, told by lists, by the words around them, and by not being any known word."""

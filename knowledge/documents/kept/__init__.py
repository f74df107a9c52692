"""What is known of a document that was added: its name, its date, its versions."""

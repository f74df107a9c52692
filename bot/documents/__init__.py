"""What is handed over as a file, made in memory from a kind and values: the sheet, the invitation."""

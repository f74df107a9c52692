"""The gate: text that people type passes here before it can be stored."""

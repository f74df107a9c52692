"""Everything that meets people and platforms: channels, phrases, documents, the command line."""

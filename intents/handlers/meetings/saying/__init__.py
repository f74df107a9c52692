"""What is said about meetings: cues and moments in a sentence, a plan in words, and the phrases for it. Pure."""

"""Identifiers are planted in whole dialogues, with faults on the way; then everything on the disk is searched."""

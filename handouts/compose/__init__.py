"""Compose a handout, a brand and a person into a Story: blocks in reading order, pure data."""

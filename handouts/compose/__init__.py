"""A handout, a brand and a person become a Story: blocks in reading order, pure data."""

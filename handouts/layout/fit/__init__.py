"""The fit: which sheet, type size and breaks hold a story best. `search` says how it is found."""

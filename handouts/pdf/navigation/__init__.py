"""Links and bookmarks."""

"""What is drawn besides a page's tags: shapes, pictures, codes, rows of glyphs."""

"""What is drawn besides a page's tags: shapes, pictures, QR codes, rows of glyphs."""

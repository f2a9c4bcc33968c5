"""Font files, and fonts inside a document: glyphs, subsets, what each glyph stands for."""

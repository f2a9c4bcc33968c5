"""Reads a handout, a brand and their pictures into a document, and finds every error in them."""

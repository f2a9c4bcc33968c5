"""The file: its bytes, its pages, its metadata, and bases that many files share."""

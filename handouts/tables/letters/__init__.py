"""Which letters the bytes of a table are: its encoding, found by how words are spelled."""

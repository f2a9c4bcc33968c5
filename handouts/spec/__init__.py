"""Reads YAML into Handout and Brand; every problem has its file, line and column."""

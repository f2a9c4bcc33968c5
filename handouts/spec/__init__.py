"""YAML becomes Handout and Brand; every problem is kept with its file, line and column."""

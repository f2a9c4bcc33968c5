"""The tests: what a user relies on."""

"""Fuzzing: what reads files meets bytes that nobody thought of, guided by the code they reach."""

"""Checking: what each rule means, and how to fix what breaks it."""

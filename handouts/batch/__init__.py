"""Leaflets for many people: check all rows first, share the work, record each result."""

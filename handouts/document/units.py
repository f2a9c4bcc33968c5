"""Units of length, in points: a point is 1/72 inch (ISO 32000-1, 8.3.2.3)."""

from __future__ import annotations


def mm(length: float) -> float:
    """Convert millimetres to points."""
    return length * 72 / 25.4


def inch(length: float) -> float:
    """Convert inches to points."""
    return length * 72.0

"""What has no types, for the tests that use more of it than the package does."""

from __future__ import annotations

from typing import Any


def reportlab(canvas: object) -> Any:
    """The same canvas, with all the methods that ReportLab gives it."""
    return canvas

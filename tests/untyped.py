"""Untyped libraries, for tests that use more of them than the package does."""

from __future__ import annotations

from typing import Any


def as_reportlab(canvas: object) -> Any:
    """The same canvas, with all the methods that ReportLab gives it."""
    return canvas

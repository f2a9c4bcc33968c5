"""Whether a text shows anything on paper."""

from __future__ import annotations

import unicodedata


def is_blank(text: str) -> bool:
    """Whether a text has nothing that is visible on paper."""
    return all(_is_invisible(char) for char in text)


def _is_invisible(char: str) -> bool:
    # Spaces, controls and combining marks; and the letters and symbols that have no ink.
    return unicodedata.category(char)[0] in "ZCM" or char in "\u115f\u1160\u2800\u3164\uffa0"

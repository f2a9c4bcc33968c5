"""Whether a text shows anything on paper."""

from __future__ import annotations

import unicodedata


def is_blank(text: str) -> bool:
    """Whether a text has nothing that is visible on paper."""
    first = text[:1]
    is_plain = first.isascii() and first.isalnum()  # quick: nearly all texts begin so
    return not is_plain and all(map(_is_invisible, text))


def _is_invisible(char: str) -> bool:
    # Spaces, controls and combining marks; and the letters and symbols that have no ink.
    return unicodedata.category(char)[0] in "ZCM" or char in "\u115f\u1160\u2800\u3164\uffa0"

"""Mojibake: text that was decoded with the wrong encoding.

The letters are wrong but still letters, so no other check would notice before the patient does.
"""

from __future__ import annotations

from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

_REPLACEMENT = "\ufffd"
# UTF-8 decoded as Windows-1252: what a sequence starts with, and what it continues with.
_LEAD = "\u00c2-\u00f4"
_CONTINUATION = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_MISREAD = compile_late(f"[{_LEAD}][{_CONTINUATION}]+")
# Symbols in Windows-1252 that are letters in Windows-1250 (Polish, Czech, Hungarian) or -1254.
_SYMBOLS = "¯³¹£¥¿¶¦¼¾"
_SYMBOL_AMONG_LETTERS = compile_late(rf"[^\W\d_][{_SYMBOLS}]|[{_SYMBOLS}][^\W\d_]")

_EXPORT_AGAIN = "Type it again, or export the table again as CSV (UTF-8) or XLSX."


def find_mojibake(text: str, *, is_name: bool = False) -> ValueFinding | None:
    """Why a text cannot be what its author wrote, without repeating it; None if it can.

    A name (``is_name``) has no currency signs or superscripts next to its letters.
    """
    if text.isascii():  # quick: each sign of it is beyond ASCII
        return None
    if _REPLACEMENT in text:
        return ValueFinding(
            "garbled-text", "A letter was lost (it was replaced with U+FFFD).", _EXPORT_AGAIN
        )
    if any(map(_is_misread_utf8, _MISREAD.findall(text))):
        return ValueFinding(
            "garbled-text",
            "Some letters are wrong: the text was read in the wrong encoding.",
            _EXPORT_AGAIN,
        )
    if is_name and _SYMBOL_AMONG_LETTERS.search(text):
        return ValueFinding(
            "garbled-text",
            "A symbol is among letters: the text was read in the wrong encoding.",
            _EXPORT_AGAIN,
        )
    return None


def _is_misread_utf8(letters: str) -> bool:
    """Whether letters become fewer when their bytes are decoded as UTF-8."""
    try:
        data = bytes(ord(sign) if ord(sign) < 256 else sign.encode("cp1252")[0] for sign in letters)
        return len(data.decode("utf-8")) < len(letters)
    except UnicodeError:
        return False

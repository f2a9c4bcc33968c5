"""Garbled letters: what becomes of a text that was read in another encoding than its own.

The letters are wrong, but are letters: nothing else would notice before the patient does.
"""

from __future__ import annotations

import re

from handouts.spec.problems import Fault

_LOST = "\ufffd"
# UTF-8 that was read as Windows-1252: a letter that begins a sequence, and those that go on.
_BEGINS = "\u00c2-\u00f4"
_GOES_ON = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_TWICE = re.compile(f"[{_BEGINS}][{_GOES_ON}]+")
# Signs of Windows-1252 that are letters in Windows-1250 (Polish, Czech, Hungarian) or -1254.
_SIGNS = "¯³¹£¥¿¶¦¼¾"
_AMONG = re.compile(rf"[^\W\d_][{_SIGNS}]|[{_SIGNS}][^\W\d_]")

_EXPORT = "Type it anew, or export the table again as CSV (UTF-8) or XLSX."


def garbled(text: str, *, name: bool = False) -> Fault | None:
    """Why a text cannot be what its writer wrote; None where it may be. It is not repeated.

    A ``name`` has no signs of money or of powers among its letters.
    """
    if _LOST in text:
        return Fault("A letter is lost (U+FFFD stands in its place).", _EXPORT)
    if any(map(_read_twice, _TWICE.findall(text))):
        return Fault("Letters are garbled: they were read in another encoding.", _EXPORT)
    if name and _AMONG.search(text):
        return Fault("A sign stands among letters: they were read in another encoding.", _EXPORT)
    return None


def _read_twice(found: str) -> bool:
    """Whether letters make one or more others where they are read as UTF-8."""
    try:
        data = bytes(ord(sign) if ord(sign) < 256 else sign.encode("cp1252")[0] for sign in found)
        return len(data.decode("utf-8")) < len(found)
    except UnicodeError:
        return False

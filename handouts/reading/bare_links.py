"""Addresses and telephone numbers that stand in a text as they are, and become links."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>\"“”]+|(?<![\w@./-])www\.[^\s<>\"“”]+\.[^\s<>\"“”]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
    r"|(?P<telephone>(?<![\w+(])\+[1-9][0-9]{0,2}(?:[ \u00a0.-]?\(0\))?"
    r"(?:[ \u00a0.-]?[0-9]{1,5}){2,6}(?!\w))"
)
_CLOSING = ".,;:!?)]}’”'\"…"
_TRUNK = "(0)"
_MOST_DIGITS = 15  # ITU-T E.164, 6.2.1


def split_links(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text, each with its link, which is empty for words.

    Only what is certain becomes a link: a web address with its scheme or "www.", an e-mail
    address, a telephone number with its country's code. A "(0)" behind the code is not dialled.
    """
    end = 0
    for match in _ADDRESS.finditer(text):
        start, stop = match.start(), match.end()
        if match["web"]:
            stop = _find_end(text, start, stop)
        target = _make_target(text[start:stop], match.lastgroup or "")
        if target:
            yield text[end:start], ""
            yield text[start:stop], target
            end = stop
    yield text[end:], ""


def _find_end(text: str, start: int, stop: int) -> int:
    """Where an address ends, without the sentence's own marks behind it."""
    while stop > start and text[stop - 1] in _CLOSING:
        if text[stop - 1] == ")" and text.count("(", start, stop) >= text.count(")", start, stop):
            break
        stop -= 1
    return stop


def _make_target(words: str, kind: str) -> str:
    if kind == "mail":
        return f"mailto:{words}"
    if kind == "web":
        return words if "://" in words else f"https://{words}"
    digits = re.sub(r"\D", "", words.replace(_TRUNK, ""))
    return f"tel:+{digits}" if len(digits) <= _MOST_DIGITS else ""

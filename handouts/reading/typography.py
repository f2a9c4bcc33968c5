"""Smart punctuation for English: curly quotes, dashes, ellipses, and odds that stay whole."""

from __future__ import annotations

import re

_BEFORE_OPENING = " \t\n\u00a0([{–—“‘/"
_ODDS = re.compile(r"(?<=\d) in (?=\d)")
_STRAIGHT_MARKS = re.compile(r" --- ?| -- |\.\.\.|[\"']")


def smarten_punctuation(text: str, before: str = "") -> str:
    """A text with curly quotes, real dashes and odds ("1 in 7") that do not break.

    ``before`` is the character in front of it. A quote opens at the start and after a space, an
    opening bracket, a slash, a dash or another opening quote. Everywhere else it closes, which
    is right for apostrophes too.
    """
    before, text = before or " ", _ODDS.sub("\u00a0in\u00a0", text)
    parts: list[str] = []
    end = 0
    for match in _STRAIGHT_MARKS.finditer(text):
        parts.append(text[end : match.start()])
        last = next((part[-1] for part in reversed(parts) if part), before)
        parts.append(_smart_mark(match[0], last))
        end = match.end()
    return "".join([*parts, text[end:]])


def _smart_mark(mark: str, last: str) -> str:
    if mark == '"':
        return "“" if last in _BEFORE_OPENING else "”"
    if mark == "'":
        return "‘" if last in _BEFORE_OPENING else "’"
    return {"...": "…", " -- ": " – "}.get(mark, "—")

"""The small niceties of English type: curly quotes, dashes, dots."""

from __future__ import annotations

import re

_OPENS = " \t\n\u00a0([{–—“‘/"
_ODDS = re.compile(r"(?<=\d) in (?=\d)")
_MARKS = re.compile(r" --- ?| -- |\.\.\.|[\"']")


def curly(text: str, before: str = "") -> str:
    """A text with curly quotes, real dashes and unbroken odds ("1 in 7").

    ``before`` is the character in front of it.

    A quote opens at the start and after a space, an opening bracket, a dash or another
    opening quote; everywhere else it closes, which is right for apostrophes too.
    """
    before, text = before or " ", _ODDS.sub("\u00a0in\u00a0", text)
    made: list[str] = []
    end = 0
    for match in _MARKS.finditer(text):
        made.append(text[end : match.start()])
        last = next((part[-1] for part in reversed(made) if part), before)
        made.append(_mark(match[0], last))
        end = match.end()
    return "".join([*made, text[end:]])


def _mark(mark: str, last: str) -> str:
    if mark == '"':
        return "“" if last in _OPENS else "”"
    if mark == "'":
        return "‘" if last in _OPENS else "’"
    return {"...": "…", " -- ": " – "}.get(mark, "—")

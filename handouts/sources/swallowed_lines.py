"""Lines that YAML takes into the text above them, though they look like items or names.

A quote that is closed too late, or a line that is indented too far, makes one text of several
without an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.sources.findings import Finding

if TYPE_CHECKING:
    from handouts.sources.nodes import Scalar
    from handouts.sources.source import Source

_ITEM = re.compile("[ \t]*(?:[-+*•·●▪◦‣–]|[0-9]{1,2}[.)])[ \t]")
_NAME = re.compile(r"[ \t]*[a-z][a-z0-9_]*:(?:[ \t]|$)")
_WRITE_LINES = "For a text on several lines, write '|' after the name, and the text below it."


def find_swallowed_line(text: Scalar, source: Source) -> Finding | None:
    """The first line of a text that looks like another item, or in quotes like a name."""
    lines = source.text[text.offset : text.end].split("\n")
    if text.style == "|" or len(lines) < 2:
        return None
    is_quoted = text.style in ("'", '"')
    for number, line in enumerate(lines[1:], 1):
        if _ITEM.match(line) or (is_quoted and _NAME.match(line)):
            start = text.offset + sum(len(each) + 1 for each in lines[:number])
            return _explain(text, start + len(line) - len(line.lstrip()), line.strip(), source)
    return None


def _explain(text: Scalar, start: int, line: str, source: Source) -> Finding:
    if text.style == ">":
        message = "This line would be joined to the one above it: '>' makes one line of all."
        hint = "Write '|' in place of '>'."
        return source.finding_at("joined-lines", start, message, hint, end=start + len(line))
    if not text.style:
        message = "This line would be joined to the text above it: it is indented too far."
        hint = f"Indent it like the items that it belongs to. {_WRITE_LINES}"
        return source.finding_at("joined-lines", start, message, hint, end=start + len(line))
    last = source.line_of(text.end - 1)
    message = (
        f"The quotes that open here close only on line {last}, so all up to there is one text."
    )
    hint = f"Add the closing quote at the end of the text, or take the quotes away. {_WRITE_LINES}"
    return source.finding_at("wrong-quotes", text.offset, message, hint)

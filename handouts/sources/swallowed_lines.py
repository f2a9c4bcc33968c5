"""Lines that YAML takes into the text above them, though they look like items or names.

A quote that is closed too late, or a line that is indented too far, makes one text of several
without an error.
"""

from __future__ import annotations

import re

from handouts.patterns import compile_late
from handouts.sources.findings import Finding
from handouts.sources.source import Source

_ITEM = re.compile("[ \t]*(?:[-+*•·●▪◦‣–]|[0-9]{1,2}[.)])[ \t]")
_NAME = compile_late(r"[ \t]*[a-z][a-z0-9_]*:(?:[ \t]|$)")
_WRITE_LINES = "For a text on several lines, write '|' after the name, and the text below it."


def find_swallowed_line(source: Source, start: int, end: int, style: str) -> Finding | None:
    """The first line of a text that looks like another item, or in quotes like a name.

    The text is between two offsets of a file; ``style`` is its indicator, as in ``Scalar``.
    """
    lines = source.text[start:end].split("\n")
    if style == "|" or len(lines) < 2:
        return None
    is_quoted = style in ("'", '"')
    for number, line in enumerate(lines[1:], 1):
        if not lines[number - 1].strip():
            continue  # an empty line above it ends a line, also in quotes
        if _ITEM.match(line) or (is_quoted and _NAME.match(line)):
            if is_quoted:
                return _explain_quotes(source, start, end)
            at = start + sum(len(each) + 1 for each in lines[:number])
            return _explain_line(source, at + len(line) - len(line.lstrip()), line.strip(), style)
    return None


def _explain_quotes(source: Source, start: int, end: int) -> Finding:
    last = source.line_of(end - 1)
    message = (
        f"The quotes that open here close only on line {last}, so all up to there is one text."
    )
    hint = f"Add the closing quote at the end of the text, or take the quotes away. {_WRITE_LINES}"
    return source.finding_at("wrong-quotes", start, message, hint)


def _explain_line(source: Source, start: int, line: str, style: str) -> Finding:
    message = "This line would be joined to the text above it: it is indented too far."
    hint = f"Indent it like the items that it belongs to. {_WRITE_LINES}"
    if style == ">":
        message = "This line would be joined to the one above it: '>' makes one line of all."
        hint = "Write '|' in place of '>'."
    return source.finding_at("joined-lines", start, message, hint, end=start + len(line))

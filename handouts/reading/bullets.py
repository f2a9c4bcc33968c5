"""Lists as people and Word write them, beside Markdown's own, and lines that would run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handouts.sources.findings import ValueFinding

# A bullet that Word and web pages use; Word writes those of the second level as "o" and a tab.
_BULLET = re.compile(r"^([ \t]*)(?:[•·●▪◦‣–✓✔➢❖](?=[ \t])|o(?=\t))", re.MULTILINE)
_LETTERED = re.compile(r"^\(?[a-z]\)[ \t]|^\([0-9]{1,2}\)[ \t]")
_CLOSE_DASH = re.compile(r"^[-+*](?=[^\W\d_])")
_CLOSE_NUMBER = re.compile(r"^[0-9]{1,2}[.)](?=[^\W\d_])")
_LABEL = re.compile(r"^(?:\*\*)?[A-Z][\w &/’'-]{0,30}:(?:\*\*)?\s")
# How a line begins that does not go on with the sentence above it.
_BEGINNING = re.compile(r"[\W_]{0,3}(?:[A-Z0-9]|[^\W\d_a-z])")
_SHORT_LINE = 45
_LEAST_SHORT_LINES = 3

_SEPARATE = (
    "To end a line, write a backslash (\\) at its end; for a list, begin each line with '- '; for "
    "paragraphs, leave an empty line between them."
)


def mark_bullets(text: str) -> str:
    """A text whose lines with other bullets begin with Markdown's, each at the same place.

    A single one is not a list, and stays what it is.
    """
    if len(_BULLET.findall(text)) < 2:
        return text
    return _BULLET.sub(r"\1-", text)


def find_joined_lines(lines: Sequence[str]) -> Iterator[tuple[int, ValueFinding]]:
    """What is wrong with the lines of one paragraph, each with the number of its line from 0.

    Markdown joins them, which their author can hardly want where they are a list that Markdown
    does not know, or lines of a table of hours.
    """
    bare = [line.strip() for line in lines]
    for pattern, message, hint in _LISTS:
        found = [number for number, line in enumerate(bare) if pattern.match(line)]
        if len(found) > 1:
            yield found[0], ValueFinding("joined-lines", message, hint)
            return
    ended = [line.endswith("\\") or raw.endswith("  ") for line, raw in zip(bare, lines)]
    if len(bare) < 2 or all(ended[:-1]):
        return
    labelled = sum(bool(_LABEL.match(line)) for line in bare)
    is_short = (
        len(bare) >= _LEAST_SHORT_LINES
        and all(len(line) <= _SHORT_LINE for line in bare)
        and all(_BEGINNING.match(line) for line in bare)
    )
    if labelled > 1 or is_short:
        message = "These lines would be joined into one paragraph."
        yield ended.index(False) + 1, ValueFinding("joined-lines", message, _SEPARATE)


_LISTS = (
    (
        _LETTERED,
        "A list with letters or brackets is not known here: its lines would be joined.",
        "Begin each line with '1. ', '2. ' and so on, or with '- '.",
    ),
    (
        _CLOSE_DASH,
        "A space is missing behind the mark of a list: its lines would be joined.",
        "Write '- ' with a space in front of each line's words.",
    ),
    (
        _CLOSE_NUMBER,
        "A space is missing behind the numbers of a list: its lines would be joined.",
        "Write '1. ' with a space in front of each line's words.",
    ),
)

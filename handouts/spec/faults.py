"""What PyYAML says of a file that is not YAML, in words that a clinic's manager can use."""

from __future__ import annotations

import re
from typing import Any

from handouts.spec.problems import Problem
from handouts.spec.source import Source

_QUOTE = "Put the whole text in quotes."
_INDENT = "Let it begin below the line above, with as many spaces."

# PyYAML's words (its context, then its problem), and ours: what is wrong, how to mend it,
# and whether the place meant is where the thing began. The first that is found counts.
_FAULTS = (
    (
        "mapping values are not allowed",
        "A colon with a space after it may not stand inside a text without quotes.",
        _QUOTE,
        False,
    ),
    (
        "quoted scalar; found unexpected end",
        "The quotes that open here are never closed.",
        "Put the closing quote at the end of the text.",
        True,
    ),
    (
        "quoted scalar; found unexpected document",
        "The quotes that open here are never closed.",
        "Put the closing quote at the end of the text.",
        True,
    ),
    (
        "double-quoted scalar; ",
        "A backslash in a text in double quotes needs a letter that YAML knows after it.",
        "Write the text in single quotes, or write the backslash twice.",
        False,
    ),
    (
        "could not find expected ':'",
        "This line is neither 'name: text' nor part of the text above.",
        "Add a colon and a space after the name, or indent the line below its text.",
        True,
    ),
    (
        "sequence entries are not allowed",
        "A list may not begin on the same line as its name.",
        "Put each '- ' on its own line below the name.",
        False,
    ),
    (
        "block scalar; ",
        "After '|' or '>' the text begins on the next line.",
        "Move the text to the next line, indented by two spaces.",
        False,
    ),
    (
        "flow sequence; ",
        "A list in square brackets lacks a comma, or is never closed.",
        "Part its items by commas and close it by ']'. If '[' begins a text, put it in quotes.",
        True,
    ),
    (
        "flow mapping; ",
        "A group in braces lacks a comma, or is never closed.",
        "Part its items by commas and close it by '}'. If '{' begins a text, put it in quotes.",
        True,
    ),
    (
        "scanning an alias; ",
        "A text may not begin with '*' unless it is in quotes.",
        _QUOTE,
        True,
    ),
    (
        "scanning an anchor; ",
        "A text may not begin with '&' unless it is in quotes.",
        _QUOTE,
        True,
    ),
    (
        "tag",
        "A text may not begin with '!' unless it is in quotes.",
        _QUOTE,
        True,
    ),
    (
        "directive",
        "A line may not begin with '%'.",
        "Delete the line, or indent it if it is part of a text.",
        True,
    ),
    (
        "expected '<document start>'",
        "Here something begins that does not belong to what stands above.",
        "Keep all names of the file at the start of their lines, and end a text before them.",
        False,
    ),
    (
        "expected <block end>, but found '-'",
        "An item of a list stands here, but no list.",
        "Put it below the name that it belongs to.",
        False,
    ),
    (
        "expected <block end>",
        "This line is not in step with those above.",
        _INDENT,
        False,
    ),
)


def fault(error: Exception, source: Source) -> Problem:
    """The problem behind an error of PyYAML's."""
    said = "; ".join(str(getattr(error, part, None) or "") for part in ("context", "problem"))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if not mark:
        return _unmarked(source)
    at = _offset(source, mark)
    begin = _offset(source, getattr(error, "context_mark", None) or mark)
    return _special(said, at, begin, source) or _listed(said, at, begin, source)


def _listed(said: str, at: int, begin: int, source: Source) -> Problem:
    for words, message, mend, begins in _FAULTS:
        if words in said:
            return source.problem(begin if begins else at, message, mend)
    return source.problem(
        at, "This is not sound YAML.", "Look at the quotes, colons and spaces here and just above."
    )


def _offset(source: Source, mark: Any) -> int:
    return min(source.offset(mark.line, mark.column), len(source.text))


def _unmarked(source: Source) -> Problem:
    """PyYAML gives no place for a character that there is not: \\U00110000."""
    match = re.search(r"\\U[0-9A-Fa-f]{8}", source.text)
    message = "There is no such character." if match else "This is not sound YAML."
    return source.problem(match.start() if match else 0, message, "Type the character itself.")


def _special(said: str, at: int, begin: int, source: Source) -> Problem | None:
    """Faults that only the line itself tells apart."""
    before, char = _before(source, at), source.text[at : at + 1]
    if char == "\t" or "\t" in before[: len(before) - len(before.lstrip())]:
        message = "A tab may not stand at the start of a line or a text."
        return source.problem(at, message, "Use spaces instead.")
    if "cannot start any token" in said:
        at -= before.endswith("[") and char == "@"
        message = f"A text may not begin with '{source.text[at]}' unless it is in quotes."
        return source.problem(at, message, _QUOTE)
    if "<block end>" in said and before.rstrip()[-1:] in {"}", "]"}:
        place = at - len(before) + min(map(before.find, set("{[") & set(before)), default=0)
        message = "A text may not begin with '{' or '[' unless it is in quotes."
        return source.problem(place, message, _QUOTE)
    if "<block end>" in said and "<scalar>" in said and before.rstrip()[-1:] in {'"', "'"}:
        return _quotes(before.rstrip()[-1], at, source)
    if "flow mapping" in said and " #" in source.text[begin:].split("\n", 1)[0]:
        place = source.text.index(" #", begin) + 1
        message = "A '#' after a space begins a remark, so that the rest of the line is lost."
        return source.problem(place, message, "Put the text that begins with '#' in quotes.")
    return None


def _before(source: Source, at: int) -> str:
    """What stands before a place on its line."""
    return source.text[source.text.rfind("\n", 0, at) + 1 : at]


def _quotes(quote: str, at: int, source: Source) -> Problem:
    """Text after a closing quote; where that quote was meant to open, the one never closed."""
    if _before(source, at).count(quote) % 2:
        line = source.line(at) - 1
        while (
            line
            and source.text[source.starts[line - 1] : source.starts[line]].count(quote) % 2 == 0
        ):
            line -= 1
        place = source.text.rfind(quote, 0, source.starts[line]) if line else at
        message = "The quotes that open here are never closed."
        return source.problem(place, message, "Put the closing quote at the end of the text.")
    message = "Text goes on after the closing quote."
    mend = 'Put the closing quote at the end; inside double quotes, write \\" for a quote.'
    return source.problem(at, message, mend)

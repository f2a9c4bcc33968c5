"""YAML errors: PyYAML's messages, in words that a clinic's manager can act on."""

from __future__ import annotations

import re

from yaml.error import Mark

from handouts.patterns import compile_late
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule
from handouts.sources.source import Source

_USE_QUOTES = "Put the whole text in quotes."
_USE_INDENT = "Indent it with the same number of spaces as the line above."

# Part of PyYAML's message (its context, then its problem), our rule, message and hint, and whether
# to report the start of the construct rather than the error's place. The first match counts.
_EXPLANATIONS: tuple[tuple[str, Rule, str, str, bool], ...] = (
    (
        "mapping values are not allowed",
        "unquoted-text",
        "Text that contains a colon followed by a space must be in quotes.",
        _USE_QUOTES,
        False,
    ),
    (
        "quoted scalar; found unexpected end",
        "wrong-quotes",
        "The quotes that open here are never closed.",
        "Add the closing quote at the end of the text.",
        True,
    ),
    (
        "quoted scalar; found unexpected document",
        "wrong-quotes",
        "The quotes that open here are never closed.",
        "Add the closing quote at the end of the text.",
        True,
    ),
    (
        "double-quoted scalar; ",
        "wrong-quotes",
        "In double quotes, a backslash must start an escape that YAML knows, such as \\n.",
        "Use single quotes instead, or write the backslash twice.",
        False,
    ),
    (
        "could not find expected ':'",
        "invalid-yaml",
        "This line is neither 'name: text' nor part of the text above.",
        "Add a colon and a space after the name, or indent the line like the text above.",
        True,
    ),
    (
        "sequence entries are not allowed",
        "wrong-indent",
        "A list cannot start on the same line as its name.",
        "Put each item on its own line below the name, after '- '.",
        False,
    ),
    (
        "block scalar; ",
        "wrong-indent",
        "Text after '|' or '>' must start on the next line.",
        "Move the text to the next line, indented by two spaces.",
        False,
    ),
    (
        "expected the node content, but found ','",
        "invalid-yaml",
        "There is nothing in front of this comma.",
        "For an empty cell, write ''; or delete the comma.",
        False,
    ),
    (
        "flow sequence; ",
        "unclosed-bracket",
        "This list in square brackets is missing a comma, or is never closed.",
        "Separate its items with commas and close it with ']'. "
        "If '[' starts a text, put the text in quotes.",
        True,
    ),
    (
        "flow mapping; ",
        "unclosed-bracket",
        "This group in braces is missing a comma, or is never closed.",
        "Separate its items with commas and close it with '}'. "
        "If '{' starts a text, put the text in quotes.",
        True,
    ),
    (
        "scanning an alias; ",
        "unquoted-text",
        "Text that starts with '*' must be in quotes.",
        _USE_QUOTES,
        True,
    ),
    (
        "scanning an anchor; ",
        "unquoted-text",
        "Text that starts with '&' must be in quotes.",
        _USE_QUOTES,
        True,
    ),
    (
        "tag",
        "unquoted-text",
        "Text that starts with '!' must be in quotes.",
        _USE_QUOTES,
        True,
    ),
    (
        "directive",
        "unsupported-yaml",
        "A line cannot start with '%'.",
        "Delete the line, or indent it if it is part of a text.",
        True,
    ),
    (
        "expected '<document start>'",
        "wrong-indent",
        "This does not belong to anything above it.",
        "Start each name of the file at the beginning of its line, and finish the text above it.",
        False,
    ),
    (
        "expected <block end>, but found '-'",
        "wrong-indent",
        "This list item does not belong to a list.",
        "Move it below the name it belongs to.",
        False,
    ),
    (
        "expected <block end>",
        "wrong-indent",
        "This line is not indented like the lines above.",
        _USE_INDENT,
        False,
    ),
)


_WIDE_SIGN = compile_late(
    "^[ \\t]*(?:- )?[\\w.-]+(?P<colon>\uff1a)"
    "|^[ \\t]*(?:-|(?:- )?[\\w.-]+:)?(?P<blank>[\u00a0\u2000-\u200a\u202f\u3000])"
)
_CLOSE_COLON = compile_late(r"^[ \t]*(?:- )?[a-z_]+:(?=[^\s:/])")


def find_wide_sign(line: str) -> tuple[int, str, str] | None:
    """A colon or space of another script at the start of a line: where, what is wrong, a hint.

    They look like a colon or a space, but YAML takes them for letters.
    """
    match = None if line.isascii() else _WIDE_SIGN.match(line)
    if match is None:
        return None
    if match["colon"]:
        return (
            match.start("colon"),
            "This wide colon does not end a name.",
            "Write ':' and a space.",
        )
    message = "This no-break space is not a space for YAML."
    return match.start("blank"), message, "Delete it, and type a space."


def explain_yaml_error(error: Exception, source: Source) -> Finding:
    """The finding that explains an error raised by PyYAML."""
    yaml_message = "; ".join(
        str(getattr(error, part, None) or "") for part in ("context", "problem")
    )
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if not mark:
        return _explain_unmarked(source)
    offset = _mark_offset(source, mark)
    cause = _find_cause_above(source, offset)
    if cause:
        return cause
    start = _mark_offset(source, getattr(error, "context_mark", None) or mark)
    return _explain_line(yaml_message, offset, start, source) or _explain_message(
        yaml_message, offset, start, source
    )


def _find_cause_above(source: Source, offset: int) -> Finding | None:
    """A sign that only looks right, on the line of an error or just above it.

    PyYAML takes the name for a text, and finds the next line wrong.
    """
    last = source.line_of(offset) - 1
    for number in range(max(0, last - 2), last + 1):
        start = source.line_starts[number]
        line = source.text[start:].partition("\n")[0]
        wide, close = find_wide_sign(line), _CLOSE_COLON.match(line)
        if wide:
            return source.finding_at("wrong-indent", start + wide[0], *wide[1:])
        if close:
            message, at = "A space is missing behind this colon.", start + close.end() - 1
            return source.finding_at("invalid-yaml", at, message, "Write ': ' behind the name.")
    return None


def _explain_message(yaml_message: str, offset: int, start: int, source: Source) -> Finding:
    for pattern, rule, message, hint, at_start in _EXPLANATIONS:
        if pattern in yaml_message:
            return source.finding_at(rule, start if at_start else offset, message, hint)
    return source.finding_at(
        "invalid-yaml",
        offset,
        "This is not valid YAML.",
        "Check the quotes, colons and spaces here and just above.",
    )


def _mark_offset(source: Source, mark: Mark) -> int:
    return min(source.offset_of(mark.line, mark.column), len(source.text))


def _explain_unmarked(source: Source) -> Finding:
    """The finding for an error without a place: PyYAML gives none for \\U00110000."""
    match = re.search(r"\\U[0-9A-Fa-f]{8}", source.text)
    message = "This character does not exist." if match else "This is not valid YAML."
    return source.finding_at(
        "invalid-yaml", match.start() if match else 0, message, "Type the character itself."
    )


def _explain_line(yaml_message: str, offset: int, start: int, source: Source) -> Finding | None:
    """The finding for an error that is only recognized from the line itself, if any."""
    before, char = _text_before(source, offset), source.text[offset : offset + 1]
    curly = _find_curly_quote(yaml_message, start, source)
    if curly:
        return curly
    if char == "\t" or "\t" in before[: len(before) - len(before.lstrip())]:
        message = "A line or text cannot start with a tab."
        return source.finding_at("wrong-indent", offset, message, "Use spaces instead.")
    is_sign = not source.text[start + 1 : start + 2].isspace() or source.text[start] == ">"
    if "block scalar; " in yaml_message and is_sign:
        message = f"Text that starts with '{source.text[start]}' must be in quotes."
        hint = f"{_USE_QUOTES} For a text on several lines, write '|' and begin on the next line."
        return source.finding_at("unquoted-text", start, message, hint)
    if "mapping values are not allowed" in yaml_message and _is_shifted(source, offset):
        start = offset - len(before.lstrip())
        message = "This line is not indented like the lines above."
        return source.finding_at("wrong-indent", start, message, _USE_INDENT)
    if "cannot start any token" in yaml_message:
        offset -= before.endswith("[") and char == "@"
        message = f"Text that starts with '{source.text[offset]}' must be in quotes."
        return source.finding_at("unquoted-text", offset, message, _USE_QUOTES)
    if "<block end>" in yaml_message and before.rstrip()[-1:] in {"}", "]"}:
        position = offset - len(before) + min(map(before.find, set("{[") & set(before)), default=0)
        message = "Text that starts with '{' or '[' must be in quotes."
        return source.finding_at("unquoted-text", position, message, _USE_QUOTES)
    if (
        "<block end>" in yaml_message
        and "<scalar>" in yaml_message
        and before.rstrip()[-1:] in {'"', "'"}
    ):
        return _explain_quotes(before.rstrip()[-1], offset, source)
    if "flow mapping" in yaml_message and " #" in source.text[start:].split("\n", 1)[0]:
        position = source.text.index(" #", start) + 1
        message = "A '#' after a space starts a comment, so the rest of the line is ignored."
        return source.finding_at(
            "unquoted-text", position, message, "Put the text that contains '#' in quotes."
        )
    return None


_CURLY_START = compile_late("[ \t]*(?:- )?(?:[\\w.-]+:[ \t]+)?([\u2018-\u201f])")
_CURLY_END = compile_late("[\u2018-\u201f][ \t]*$")


def _find_curly_quote(yaml_message: str, start: int, source: Source) -> Finding | None:
    """The finding for a curly quote in place of a straight one, which Word types by itself."""
    line_start = source.text.rfind("\n", 0, start) + 1
    line = source.text[line_start:].partition("\n")[0]
    is_unclosed = "quoted scalar; " in yaml_message
    pattern = _CURLY_END if is_unclosed else _CURLY_START
    is_unquoted = "mapping values are not allowed" in yaml_message
    found = pattern.search(line) if is_unclosed else pattern.match(line)
    if not (found and (is_unclosed or is_unquoted)):
        return None
    at = line_start + (found.start() if is_unclosed else found.start(1))
    message = "This curly quote is a letter for YAML, not a quote."
    return source.finding_at("wrong-quotes", at, message, "Type straight quotes: \" or '.")


_NAME_LINE = compile_late(r"^( *)(?:- )?[A-Za-z_][\w-]*:(?= |$)")


def _is_shifted(source: Source, offset: int) -> bool:
    """Whether an offset is behind a name that is indented more than one on the line above."""
    number = source.line_of(offset) - 1
    lines = source.text.split("\n")
    name, above = _NAME_LINE.match(lines[number]), _NAME_LINE.match(lines[number - 1])
    if not (number and name and above) or name.end() - 1 != len(_text_before(source, offset)):
        return False
    return len(name[1]) > len(above[1])


def _text_before(source: Source, offset: int) -> str:
    """The part of a line before an offset."""
    return source.text[source.text.rfind("\n", 0, offset) + 1 : offset]


def _explain_quotes(quote: str, offset: int, source: Source) -> Finding:
    """The finding for text after a quote, which closes too early unless an earlier one is open."""
    if _text_before(source, offset).count(quote) % 2:
        line = source.line_of(offset) - 1
        while (
            line
            and source.text[source.line_starts[line - 1] : source.line_starts[line]].count(quote)
            % 2
            == 0
        ):
            line -= 1
        opening = source.text.rfind(quote, 0, source.line_starts[line]) if line else offset
        message = "The quotes that open here are never closed."
        return source.finding_at(
            "wrong-quotes", opening, message, "Add the closing quote at the end of the text."
        )
    message = "There is text after the closing quote."
    hint = 'Put the closing quote at the end. Inside double quotes, write \\" for a quote.'
    if quote == "'":
        hint = "For an apostrophe, put the text in double quotes, or write '' for each."
    return source.finding_at("wrong-quotes", offset, message, hint)

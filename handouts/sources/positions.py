"""Positions: where in the file a character of a YAML text was written.

YAML folds lines, strips indents and decodes escapes, but keeps the order of all characters
that are not white space. So the value and the file are walked side by side.
"""

from __future__ import annotations

from handouts.sources.nodes import Scalar

_ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}


def locate_characters(node: Scalar, index: int, length: int, text: str) -> tuple[int, int]:
    """The offsets in the file's text at which characters of a node's value start and end.

    They are the ``length`` characters from an index on, without white space at either end: for
    white space alone it is the next character that is not. The end is after the last of them.
    """
    start = _locate_start(node, index, text)
    last = len(node.text[: index + length].rstrip()) - 1
    end = _locate_start(node, last, text) if last > index else start
    return start, min(end + _source_length(node, text, end), len(text))


def _locate_start(node: Scalar, index: int, text: str) -> int:
    """The offset at which a character of the value starts, or the next one that is visible."""
    index = _next_visible(node.text, index)
    offset = _value_start(node, text)
    for char in node.text[:index]:
        if not char.isspace():
            offset = _skip_blank(node, text, offset) + _source_length(
                node, text, _skip_blank(node, text, offset)
            )
    return min(_skip_blank(node, text, offset), len(text))


def _next_visible(value: str, index: int) -> int:
    """The index itself, or that of the next character that is not white space."""
    while index < len(value) and value[index].isspace():
        index += 1
    return min(index, max(len(value.rstrip()) - 1, 0))


def _value_start(node: Scalar, text: str) -> int:
    """The offset at which the value starts, after its indicator or opening quote."""
    if node.style in {"|", ">"}:
        end = text.find("\n", node.offset)
        return end + 1 if end >= 0 else len(text)
    return node.offset + (1 if node.style else 0)


def _skip_blank(node: Scalar, text: str, offset: int) -> int:
    """The next offset, from ``offset`` on, of a character that is not white space."""
    while offset < len(text):
        if text[offset].isspace():
            offset += 1
        elif (
            node.style == '"'
            and text[offset] == "\\"
            and text[offset + 1 : offset + 2] in _BLANK_ESCAPES
        ):
            offset += _source_length(node, text, offset)
        else:
            break
    return offset


_BLANK_ESCAPES = {"\n", " ", "\t", "n", "t", "r", "v", "f", "_", "N", "L", "P"}


def _source_length(node: Scalar, text: str, offset: int) -> int:
    """How many characters of the file make up one character of the value."""
    if node.style == '"' and text[offset : offset + 1] == "\\":
        return _ESCAPE_LENGTHS.get(text[offset + 1 : offset + 2], 2)
    return 2 if node.style == "'" and text[offset : offset + 1] == "'" else 1

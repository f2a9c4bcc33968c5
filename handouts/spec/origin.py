"""Where in the file a character of a text was written.

YAML folds lines, takes off indents and reads escapes; the characters that are not
spaces still come in the same order, so that the value and the file are walked side by side.
"""

from __future__ import annotations

from handouts.spec.nodes import Scalar

_ESCAPED = {"x": 4, "u": 6, "U": 10}


def origin(node: Scalar, index: int, text: str) -> int:
    """The offset in the file's text of the character at an index of a node's value.

    Exact for every character but white space, for which it is where the next text begins.
    """
    index = _next(node.text, index)
    place = _begin(node, text)
    for char in node.text[:index]:
        if not char.isspace():
            place = _find(node, text, place) + _length(node, text, _find(node, text, place))
    return min(_find(node, text, place), len(text))


def _next(value: str, index: int) -> int:
    """The index itself, or that of the next character that is seen."""
    while index < len(value) and value[index].isspace():
        index += 1
    return min(index, max(len(value.rstrip()) - 1, 0))


def _begin(node: Scalar, text: str) -> int:
    if node.style in {"|", ">"}:
        end = text.find("\n", node.offset)
        return end + 1 if end >= 0 else len(text)
    return node.offset + (1 if node.style else 0)


def _find(node: Scalar, text: str, place: int) -> int:
    """The next place that a character which is not a space was written at."""
    while place < len(text):
        if text[place].isspace():
            place += 1
        elif node.style == '"' and text[place] == "\\" and text[place + 1 : place + 2] in _BLANK:
            place += _length(node, text, place)
        else:
            break
    return place


_BLANK = {"\n", " ", "\t", "n", "t", "r", "v", "f", "_", "N", "L", "P"}


def _length(node: Scalar, text: str, place: int) -> int:
    """How many characters of the file make one of the value."""
    if node.style == '"' and text[place] == "\\":
        return _ESCAPED.get(text[place + 1 : place + 2], 2)
    return 2 if node.style == "'" and text[place] == "'" else 1

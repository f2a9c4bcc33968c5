"""Shapes: one description of what a file may hold, for the reader and for its JSON Schema.

A shape reads a node to a value, noting every problem on its way, and tells its JSON Schema.
A value that is wrong is read as None; problems say so, and nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Protocol

from msgspec import field

from handouts.data import Data
from handouts.spec.inlines import FIELD_LIKE, blank, part_shows, shows
from handouts.spec.markdown import inlines, paragraphs
from handouts.spec.nodes import Mapping, Node, Scalar, Sequence
from handouts.spec.problems import nearest, quoted
from handouts.spec.reading import Reading, kind, looks_like_text
from handouts.spec.typography import curly

Json = dict[str, Any]
_IN_QUOTES = "Put the whole text in quotes."


class Shape(Protocol):
    """What one node may be."""

    def read(self, node: Node, name: str, reading: Reading) -> Any:
        """The node's value, or None where it is wrong. ``name`` is what messages call it."""

    def schema(self, shared: dict[str, Json]) -> Json:
        """The JSON Schema; parts that are used often go to ``shared`` by name."""


def scalar(node: Node, name: str, reading: Reading, due: str = "a text") -> Scalar | None:
    """The node if it is a text with something in it; else a problem."""
    if isinstance(node, Scalar) and not node.empty:
        return node
    if isinstance(node, Scalar):
        reading.wrong(node, f"{quoted(name)} is empty.", _nothing(node, due, reading))
    elif looks_like_text(node):
        mark = reading.source.text[node.offset]
        message = f"A text may not begin with '{mark}' unless it is in quotes."
        reading.wrong(node, message, _IN_QUOTES)
    else:
        mend = "If its lines are the text, write '|' after the name."
        reading.wrong(node, f"{quoted(name)} must be {due}, not {kind(node)}.", mend)
    return None


def _nothing(node: Node, due: str, reading: Reading) -> str:
    rest = reading.source.text[node.offset :].split("\n", 1)[0]
    if rest.strip().startswith("#"):
        return "A '#' after a space begins a remark: put the text in quotes."
    return f"Write {due} after the colon."


def sound(node: Scalar, name: str, reading: Reading, most: int) -> bool:
    """Whether a text can be seen, is not too long and free of hidden characters."""
    hidden = _HIDDEN.search(node.text)
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        reading.wrong(node, f"A hidden character ({code}) is in {quoted(name)}.", "Take it out.")
    elif blank(node.text):
        reading.wrong(node, f"{quoted(name)} is empty.", "Write a text, or leave out the name.")
    elif len(node.text) > most:
        many = f"{len(node.text):,} characters; {most:,} are the most"
        reading.wrong(node, f"{quoted(name)} is too long: {many}.", "Make it shorter.")
    else:
        return True
    return False


def _seen(text: Scalar, name: str, shown: bool, reading: Reading) -> bool:
    """Whether a text that Markdown was read from, ``&nbsp;`` say, is more than a blank."""
    if not shown:
        reading.wrong(text, f"Nothing in {quoted(name)} can be seen.", "Write a text.")
    return shown


_HIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Text(Data, frozen=True):
    """A text on one line, taken as it stands. ``pattern`` holds for the whole of it."""

    most: int = 300
    pattern: str = ""
    such_as: str = ""
    blank: bool = False
    prose: bool = False

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        if self.blank and isinstance(node, Scalar) and node.style in {"'", '"'} and not node.text:
            return ""
        text = scalar(node, name, reading)
        if text is None or not sound(text, name, reading, self.most):
            return None
        field = re.search(FIELD_LIKE, text.text)
        if field:
            message = f"{quoted(name)} is the same for everyone, so no field is filled in it."
            reading.wrong_at(text, field.start(), message, "Write fields in the text of sections.")
            return None
        value = " ".join(text.text.split())
        if self.pattern and not re.fullmatch(self.pattern, value):
            message = f"{quoted(name)} cannot be {quoted(value)}."
            reading.wrong(node, message, f"Write it like this: {self.such_as}")
            return None
        return curly(value) if self.prose and reading.curly else value

    def schema(self, shared: dict[str, Json]) -> Json:
        if self.pattern:
            return {"type": ["string", "number"], "pattern": f"^({self.pattern})$"}
        # What an editor takes for a number or for true and false is text to us.
        shared["text"] = {"type": ["string", "number", "boolean"]}
        return {"$ref": "#/$defs/text", "maxLength": self.most}


class Prose(Data, frozen=True):
    """A text in Markdown: paragraphs and lists, or a single line of it."""

    most: int = 10_000
    line: bool = False

    def read(self, node: Node, name: str, reading: Reading) -> Any:
        text = scalar(node, name, reading)
        if text is None or not sound(text, name, reading, self.most):
            return None
        if self.line:
            line = inlines(text, reading)
            return line if _seen(text, name, shows(line), reading) else None
        parts = paragraphs(text, reading)
        return parts if _seen(text, name, any(map(part_shows, parts)), reading) else None

    def schema(self, shared: dict[str, Json]) -> Json:
        many = "A line" if self.line else "Paragraphs and simple lists"
        about = (
            f"{many} of Markdown: **strong**, [a link](https://example.org), "
            "a citation [@id], a field {{first_name|you}}."
        )
        name = "line" if self.line else "markdown"
        shared[name] = {"type": ["string", "number", "boolean"], "description": about}
        return {"$ref": f"#/$defs/{name}", "maxLength": self.most}


class Day(Data, frozen=True):
    """A day, as in 2026-11-23."""

    def read(self, node: Node, name: str, reading: Reading) -> date | None:
        text = scalar(node, name, reading, "a day such as 2026-11-23")
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.text):
            message = f"{quoted(name)} must be a day, not {quoted(text.text)}."
            reading.wrong(node, message, "Write it as year-month-day: 2026-11-23.")
            return None
        try:
            return date.fromisoformat(text.text)
        except ValueError:
            message = f"There is no day {quoted(text.text)} in the calendar."
            reading.wrong(node, message, "Write year-month-day, such as 2026-11-23.")
            return None

    def schema(self, shared: dict[str, Json]) -> Json:
        return {"type": "string", "format": "date"}


class Choice(Data, frozen=True):
    """One of a few words."""

    names: tuple[str, ...]

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        listed = " or ".join(filter(None, [", ".join(self.names[:-1]), self.names[-1]]))
        text = scalar(node, name, reading, listed)
        if text is None or text.text in self.names:
            return text.text if text else None
        near = nearest(text.text, self.names)
        mend = f"Did you mean {quoted(near)}?" if near else ""
        reading.wrong(node, f"{quoted(name)} must be {listed}, not {quoted(text.text)}.", mend)
        return None

    def schema(self, shared: dict[str, Json]) -> Json:
        return {"enum": list(self.names)}


class WholeNumber(Data, frozen=True):
    """A whole number from ``least`` on."""

    least: int = 0
    most: int = 1_000_000_000

    def read(self, node: Node, name: str, reading: Reading) -> int | None:
        text = scalar(node, name, reading, "a whole number")
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,12}", text.text):
            message = f"{quoted(name)} must be a whole number, not {quoted(text.text)}."
            reading.wrong(node, message, "Write digits only, such as 1000.")
            return None
        if not self.least <= int(text.text) <= self.most:
            message = f"{quoted(name)} must be {self.least:,} to {self.most:,}, not {text.text}."
            reading.wrong(node, message)
            return None
        return int(text.text)

    def schema(self, shared: dict[str, Json]) -> Json:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Items(Data, frozen=True):
    """A list of one shape, at least one of it and at most ``most``."""

    shape: Shape
    most: int = 50

    def read(self, node: Node, name: str, reading: Reading) -> list[tuple[Node, Any]] | None:
        if not isinstance(node, Sequence):
            message = f"{quoted(name)} must be a list, not {kind(node)}."
            reading.wrong(node, message, "Put each item on a line of its own, after '- '.")
            return None
        if not 1 <= len(node.items) <= self.most:
            message = f"{quoted(name)} must hold 1 to {self.most} items, not {len(node.items):,}."
            reading.wrong(node, message)
            return None
        return [(item, self.shape.read(item, name, reading)) for item in node.items]

    def schema(self, shared: dict[str, Json]) -> Json:
        items = self.shape.schema(shared)
        return {"type": "array", "items": items, "minItems": 1, "maxItems": self.most}


class Made(Data, frozen=True):
    """A shape whose value is checked or made into something else by ``make``."""

    shape: Shape
    make: Callable[[Any, Node, Reading], Any]
    told: Json = field(default_factory=dict)

    def read(self, node: Node, name: str, reading: Reading) -> Any:
        value = self.shape.read(node, name, reading)
        return None if value is None else self.make(value, node, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        return {**self.shape.schema(shared), **self.told}


class TextOr(Data, frozen=True):
    """A bare text, or a group of names."""

    text: Shape
    group: Shape

    def read(self, node: Node, name: str, reading: Reading) -> Any:
        shape = self.group if isinstance(node, Mapping) and not _braces(node) else self.text
        return shape.read(node, name, reading)

    def schema(self, shared: dict[str, Json]) -> Json:
        return {"anyOf": [self.text.schema(shared), self.group.schema(shared)]}


def _braces(node: Mapping) -> bool:
    """``{{first_name}}, welcome``: a mapping whose first name is a mapping was meant as text."""
    return bool(node.items) and not isinstance(node.items[0][0], Scalar)


def each(items: list[tuple[Node, Any]] | None) -> Iterator[Any]:
    """The items of a list that were right."""
    return (value for _, value in items or () if value is not None)

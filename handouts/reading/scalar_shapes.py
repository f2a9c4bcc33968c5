"""The shapes of what is written as one text: words, Markdown, dates, choices, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from handouts.data import Data
from handouts.document.text import Text
from handouts.patterns import compile_late
from handouts.reading.bullets import find_joined_lines
from handouts.reading.context import Reading
from handouts.reading.inlines import (
    FIELD_LIKE,
    has_visible_text,
    is_visible_part,
    normalize_letters,
)
from handouts.reading.leftover_marks import find_title_mark
from handouts.reading.markdown import TextParts, read_line, read_paragraphs
from handouts.reading.script_sets import has_form
from handouts.reading.shapes import Json
from handouts.reading.typography import smarten_punctuation
from handouts.sources.blanks import is_blank
from handouts.sources.findings import find_nearest, join_choices, quote_text
from handouts.sources.mojibake import find_mojibake
from handouts.sources.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    describe_node,
    looks_like_text,
)

_USE_QUOTES = "Put the whole text in quotes."
_USE_LINES = (
    "For one text, write it on one line. For lines, write '|' after the name, and the text on the "
    "lines below it, each with a backslash (\\) at its end, or as a list with '- '."
)


def require_text(
    node: Node, name: str, reading: Reading, expected: str = "text", *, has_lists: bool = False
) -> Scalar | None:
    """The node if it is a text and not empty; else None, with a finding.

    ``has_lists`` is whether the text may hold lists of its own, in Markdown.
    """
    if isinstance(node, Scalar) and not node.is_empty:
        return None if _has_joined_lines(node, reading) else node
    if isinstance(node, Scalar):
        reading.report(
            "empty-value",
            node,
            f"{quote_text(name)} is empty.",
            _hint_for_empty(node, expected, reading),
        )
    elif isinstance(node, Mapping) and _is_item_with_colon(node, reading):
        message = "Text that contains a colon followed by a space must be in quotes."
        reading.report("unquoted-text", node, message, _USE_QUOTES)
    elif looks_like_text(node):
        mark = reading.source.text[node.offset]
        message = f"Text that starts with '{mark}' must be in quotes."
        reading.report("unquoted-text", node, message, _USE_QUOTES)
    else:
        hint = f"Write {expected} after the colon."
        if has_lists:
            hint = "For a list inside the text, write '|' after the name, and the list below it."
        elif not isinstance(node, Sequence):
            hint = "If its lines are the text, write '|' after the name."
        reading.report(
            "wrong-type",
            node,
            f"{quote_text(name)} must be {expected}, not {describe_node(node)}.",
            hint,
        )
    return None


def _has_joined_lines(text: Scalar, reading: Reading) -> bool:
    """Whether a text without '|' has lines that its author hardly wants as one; adds a finding."""
    content, start = reading.source.text, text.offset
    if text.style == "|" or "\n" not in content[start : text.end]:
        return False
    # The whole first line counts: a text far right on a line is no short one.
    start = (
        content.find("\n", start) + 1 if text.style == ">" else content.rfind("\n", 0, start) + 1
    )
    for paragraph in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", content[start : text.end]):
        lines = paragraph[0].rstrip("\n").split("\n")
        for number, error in find_joined_lines(lines):
            at = start + paragraph.start() + sum(len(line) + 1 for line in lines[:number])
            at += len(lines[number]) - len(lines[number].lstrip())
            reading.report_line(error.rule, at, error.message, _USE_LINES)
            return True
    return False


def _is_item_with_colon(node: Mapping, reading: Reading) -> bool:
    """Whether a mapping is probably a text with a colon behind the mark of a list's item."""
    line = reading.source.text.rfind("\n", 0, node.offset) + 1
    is_item = reading.source.text[line : node.offset].strip() == "-"
    return is_item and not node.flow and len(node.items) == 1


def _hint_for_empty(node: Node, expected: str, reading: Reading) -> str:
    """The hint for a name without a value."""
    following = reading.source.text[node.offset :].split("\n", 1)[0]
    if following.strip().startswith("#"):
        return "A '#' after a space starts a comment: put the text in quotes."
    return f"Write {expected} after the colon."


def check_text(
    node: Scalar, name: str, reading: Reading, max_length: int, *, is_literal: bool = False
) -> bool:
    """Whether a text can be what its author meant: visible, whole, not too long; else report it.

    One that ``is_literal`` may have any letters, also those of a wrong encoding.
    """
    is_plain = node.text.replace("\n", "").isprintable()  # quick: as nearly all texts are
    hidden = None if is_plain else _HIDDEN.search(node.text)
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        reading.report(
            "hidden-character",
            node,
            f"A hidden character ({code}) is in {quote_text(name)}.",
            "Remove it.",
        )
    elif _find_remark(node, reading):
        _report_remark(node, reading)
    elif not is_literal and (garbled := find_mojibake(node.text)) is not None:
        reading.report(garbled.rule, node, garbled.message, "Type these letters again.")
    elif is_blank(node.text):
        reading.report(
            "empty-value",
            node,
            f"{quote_text(name)} is empty.",
            "Write some text, or remove the name.",
        )
    elif len(node.text) > max_length:
        lengths = f"{len(node.text):,} characters; the limit is {max_length:,}"
        reading.report(
            "text-too-long", node, f"{quote_text(name)} is too long: {lengths}.", "Make it shorter."
        )
    else:
        return True
    return False


def _find_remark(node: Scalar, reading: Reading) -> re.Match[str] | None:
    """The comment that cuts off the rest of a line behind a text; None without one."""
    return None if node.style else _REMARK.match(reading.source.text, node.end)


def _report_remark(node: Scalar, reading: Reading) -> None:
    remark = _find_remark(node, reading)
    assert remark, "it was found before"
    message = "A '#' after a space starts a comment, so the rest of the line is not printed."
    hint = "Put the whole text in quotes; or move the comment to a line of its own."
    finding = reading.source.finding_at(
        "unquoted-text", remark.start(1), message, hint, end=remark.end()
    )
    reading.findings.append(finding)


def _check_visible(text: Scalar, name: str, is_visible: bool, reading: Reading) -> bool:
    """Return ``is_visible``; add a finding if the Markdown, such as ``&nbsp;``, shows nothing."""
    if not is_visible:
        reading.report(
            "empty-value", text, f"{quote_text(name)} has no visible text.", "Write some text."
        )
    return is_visible


_REMARK = re.compile(r"[ \t]+(#[^\n]*)")
_HIDDEN = compile_late("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class PlainText(Data, frozen=True):
    """A text on one line, without marks. ``pattern`` must match all of it.

    If it does not, the hint is what ``correct`` makes of it if that is right, else ``example``.
    One that ``is_literal`` is the text of another file, such as a header, letter by letter. One
    that ``keeps_lines`` has the lines of a block that begins with '|'.
    """

    max_length: int = 300
    pattern: str = ""
    example: str = ""
    allows_empty: bool = False
    is_prose: bool = False
    is_literal: bool = False
    keeps_lines: bool = False
    correct: Callable[[str], str] | None = None

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The text on one line, or None if it is wrong."""
        if (
            self.allows_empty
            and isinstance(node, Scalar)
            and node.style in {"'", '"'}
            and not node.text
        ):
            return ""
        text = require_text(node, name, reading)
        is_literal = self.is_literal
        if text is None or not check_text(
            text, name, reading, self.max_length, is_literal=is_literal
        ):
            return None
        field = re.search(FIELD_LIKE, text.text)
        if field:
            message = f"{quote_text(name)} is the same for everyone, so it cannot contain a field."
            hint, length = "Use fields only in sections.", len(field[0])
            reading.report_at("misplaced-field", text, field.start(), message, hint, length=length)
            return None
        mark = find_title_mark(text.text) if self.is_prose else None
        if mark:
            message = f"{quote_text(mark[0])} would be printed as it is: this text has no marks."
            reading.report_at(
                "unsupported-markdown",
                text,
                mark.start(),
                message,
                "Remove it.",
                length=len(mark[0]),
            )
            return None
        lines = text.text.splitlines() if self.keeps_lines else [text.text]
        value = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        value = value if is_literal else normalize_letters(value)
        if self.pattern and not has_form(value, self.pattern):
            message = f"{quote_text(name)} cannot be {quote_text(value)}."
            reading.report("wrong-form", node, message, self._suggest_form(value))
            return None
        return smarten_punctuation(value) if self.is_prose and reading.smart_punctuation else value

    def _suggest_form(self, value: str) -> str:
        """What was probably meant by a text that has the wrong form, or else the example."""
        probable = self.correct(value) if self.correct else value.replace("_", "-")
        if has_form(probable, self.pattern):
            return f"Did you mean {quote_text(probable)}?"
        return f"Write it like this: {self.example}"

    def schema(self, shared: dict[str, Json]) -> Json:
        """A string, or a scalar that YAML editors take for something else."""
        if self.pattern:
            return {"type": ["string", "number"], "pattern": f"^({self.pattern})$"}
        # What an editor takes for a number or a boolean is text here.
        shared["text"] = {"type": ["string", "number", "boolean"]}
        return {"$ref": "#/$defs/text", "maxLength": self.max_length}


class Prose(Data, frozen=True):
    """Markdown: paragraphs and lists."""

    max_length: int = 10_000

    def read(self, node: Node, name: str, reading: Reading) -> TextParts | None:
        """The paragraphs and lists, or None if nothing is visible."""
        text = require_text(node, name, reading, has_lists=isinstance(node, Sequence))
        if text is None or not check_text(text, name, reading, self.max_length):
            return None
        parts = read_paragraphs(text, reading)
        visible = any(map(is_visible_part, parts))
        return parts if _check_visible(text, name, visible, reading) else None

    def schema(self, shared: dict[str, Json]) -> Json:
        """A string, with a description of the Markdown that is allowed."""
        shared["markdown"] = _markdown_schema("Paragraphs and simple lists")
        return {"$ref": "#/$defs/markdown", "maxLength": self.max_length}


class ProseLine(Data, frozen=True):
    """A line of Markdown."""

    max_length: int = 2_000

    def read(self, node: Node, name: str, reading: Reading) -> Text | None:
        """The text of the line, or None if nothing is visible."""
        text = require_text(node, name, reading)
        if text is None or not check_text(text, name, reading, self.max_length):
            return None
        line = read_line(text, reading)
        visible = has_visible_text(line.inlines)
        return line if _check_visible(text, name, visible, reading) else None

    def schema(self, shared: dict[str, Json]) -> Json:
        """A string, with a description of the Markdown that is allowed."""
        shared["line"] = _markdown_schema("A line")
        return {"$ref": "#/$defs/line", "maxLength": self.max_length}


def _markdown_schema(what: str) -> Json:
    about = (
        f"{what} of Markdown: **strong**, [a link](https://example.org), "
        "a citation [@id], a field {{first_name|you}}."
    )
    return {"type": ["string", "number", "boolean"], "description": about}


class Flag(Data, frozen=True):
    """Whether something is wanted: true or false."""

    def read(self, node: Node, name: str, reading: Reading) -> bool | None:
        """The answer, or None if it is another word."""
        answer = Choice(("true", "false")).read(node, name, reading)
        return None if answer is None else answer == "true"

    def schema(self, shared: dict[str, Json]) -> Json:
        """A boolean."""
        return {"type": "boolean"}


class Choice(Data, frozen=True):
    """One of a few words, in any case."""

    names: tuple[str, ...]

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The word, or None if it is not one of them."""
        listed = join_choices(self.names)
        text = require_text(node, name, reading, listed)
        if text is None:
            return None
        match = next((name for name in self.names if name.lower() == text.text.lower()), None)
        if match:
            return match
        near = find_nearest(text.text, self.names)
        hint = f"Did you mean {quote_text(near)}?" if near else ""
        reading.report(
            "unknown-choice",
            node,
            f"{quote_text(name)} must be {listed}, not {quote_text(text.text)}.",
            hint,
        )
        return None

    def schema(self, shared: dict[str, Json]) -> Json:
        """An enumeration of the words."""
        return {"enum": list(self.names)}


class Integer(Data, frozen=True):
    """An integer from ``minimum`` to ``maximum``, both included."""

    minimum: int = 0
    maximum: int = 1_000_000_000
    hint: str = "Write digits only, such as 1000."

    def read(self, node: Node, name: str, reading: Reading) -> int | None:
        """The number, or None if it is not one or out of range."""
        text = require_text(node, name, reading, "a whole number")
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,12}", text.text):
            message = f"{quote_text(name)} must be a whole number, not {quote_text(text.text)}."
            reading.report("wrong-number", node, message, self.hint)
            return None
        if not self.minimum <= int(text.text) <= self.maximum:
            message = (
                f"{quote_text(name)} must be {self.minimum:,} to {self.maximum:,}, not {text.text}."
            )
            reading.report("wrong-number", node, message)
            return None
        return int(text.text)

    def schema(self, shared: dict[str, Json]) -> Json:
        """An integer within the range."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

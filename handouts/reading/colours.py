"""A brand's colours, and whether each has enough contrast with its backgrounds."""

from __future__ import annotations

import math

from handouts.document.brand import Colours
from handouts.document.colours import (
    BACKGROUNDS,
    TEXT,
    ContrastFailure,
    find_contrast_failures,
)
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node

_COLOUR = r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"


def _expand_colour(value: str, node: Node, reading: Reading) -> str:
    """A colour with six digits in lower case, such as ``#0b5563``; three digits are expanded."""
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _colour_shape(example: str) -> Converted[str, str]:
    return Converted(PlainText(7, _COLOUR, example), _expand_colour)


COLOURS = Group(
    "the brand colours",
    {
        "main": Key(
            _colour_shape("'#0b5563'"), "The main, strong colour, in quotes.", False, "#0b5563"
        ),
        "accent": Key(
            _colour_shape("'#b5381f'"), "The warm accent colour, in quotes.", False, "#b5381f"
        ),
        "text": Key(
            _colour_shape("'#1b2b30'"), "The colour of the text, in quotes.", False, "#1b2b30"
        ),
    },
)


def check_colours(record: Record | None, reading: Reading) -> None:
    """Check that each colour in the file has enough contrast with its backgrounds."""
    if record is None:
        return
    for failure in find_contrast_failures(Colours(**record.values)):
        if failure.name in record.values:
            hint = f"The nearest colour with enough contrast is {quote_text(failure.nearest)}."
            reading.report(
                "low-contrast", record.nodes[failure.name], _contrast_message(failure, record), hint
            )


def _contrast_message(failure: ContrastFailure, record: Record) -> str:
    adjustment = ", lightened for small print," if failure.shade == "quiet" else ""
    ratio = math.floor(failure.ratio * 10) / 10  # never rounded up to what is needed
    requirement = "text needs" if failure.min_ratio == TEXT else "graphics need"
    return (
        f"{quote_text(record.values[failure.name])}{adjustment} has a contrast of {ratio}:1 on "
        f"{BACKGROUNDS[failure.background]}, but {requirement} {failure.min_ratio:g}:1."
    )

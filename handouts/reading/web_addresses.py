"""Web addresses in a file, as they should be printed: with or without a scheme."""

from __future__ import annotations

from handouts.reading.context import Reading
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.shapes import Converted
from handouts.sources.nodes import Node

# A name with a dot in it, with or without a scheme, a port and a path.
_WEB = (
    r"([Hh][Tt][Tt][Pp][Ss]?://)?([A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z]([A-Za-z0-9\-]*[A-Za-z0-9])(:[0-9]{1,5})?([/?#][!-~]*)?"
)


def lower_scheme(value: str, node: Node, reading: Reading) -> str:
    """A web address with its scheme, if it has one, in lower case."""
    scheme, separator, rest = value.partition("://")
    return scheme.lower() + separator + rest if separator and scheme.isalpha() else value


def make_web_address(example: str) -> Converted[str, str]:
    """The shape of a web address; ``example`` is what messages show."""
    return Converted(PlainText(200, _WEB, example), lower_scheme)

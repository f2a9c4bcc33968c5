"""Web and e-mail addresses in a file, as they should be printed, in the letters of any script."""

from __future__ import annotations

import re

from handouts.reading.context import Reading
from handouts.reading.links import encode_host, make_web_link
from handouts.reading.scalar_shapes import PlainText
from handouts.reading.script_sets import ALL_SCRIPTS
from handouts.reading.shapes import Converted
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node

# A name with a dot in it, with or without a scheme, a port and a path.
_LETTER = rf"A-Za-z0-9{ALL_SCRIPTS}"
_WEB = (
    rf"([Hh][Tt][Tt][Pp][Ss]?://)?([{_LETTER}]([{_LETTER}\-]*[{_LETTER}])?\.)+"
    rf"[A-Za-z{ALL_SCRIPTS}]"
    rf"([{_LETTER}\-]*[{_LETTER}])(:[0-9]{{1,5}})?([/?#][!-~{ALL_SCRIPTS}]*)?"
)
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_NO_NAME = "No web site can have this name. Check its letters."


def lower_scheme(value: str, node: Node, reading: Reading) -> str | None:
    """A web address with its scheme, if it has one, in lower case; None if it leads nowhere."""
    scheme, separator, rest = value.partition("://")
    address = scheme.lower() + separator + rest if separator and scheme.isalpha() else value
    try:
        make_web_link(address)
    except ValueError:
        reading.report("wrong-form", node, f"{quote_text(value)} cannot be followed.", _NO_NAME)
        return None
    return address


def make_web_address(example: str, most: int = 200) -> Converted[str, str]:
    """The shape of a web address; ``example`` is what messages show."""
    return Converted(PlainText(most, _WEB, example), lower_scheme)


def make_email_address() -> Converted[str, str]:
    """The shape of an e-mail address."""
    return Converted(PlainText(200, _EMAIL, "desk@clinic.example"), _check_email)


def _check_email(value: str, node: Node, reading: Reading) -> str | None:
    """An e-mail address that can be written to."""
    if re.match("mailto:", value, re.IGNORECASE):
        hint = f"Leave out 'mailto:', and write: {value[7:]}"
        reading.report("wrong-form", node, "An e-mail address has no 'mailto:' here.", hint)
        return None
    try:
        encode_host(value.rpartition("@")[2])
    except ValueError:
        reading.report("wrong-form", node, f"{quote_text(value)} cannot be written to.", _NO_NAME)
        return None
    return value

"""Signs that the text in a cell is not what its author wrote."""

from __future__ import annotations

import re

from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

# Entities and tags of HTML, which software leaves in a text that it shows on a page.
_MARKUP = compile_late(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}[0-9]{0,2});"
    r"|</?(?:a|b|br|div|em|font|i|li|ol|p|span|strong|sub|sup|table|td|tr|u|ul)\b[^<>]*/?>",
    re.IGNORECASE,
)
_MARKUP_FINDING = ValueFinding(
    "markup-in-value",
    "There are codes of a web page in this text, such as &amp; or <br>.",
    "Export the table as plain text, or write the letters themselves.",
)


def find_markup(cell: str) -> ValueFinding | None:
    """Why a cell cannot be printed: it holds entities or tags of a web page."""
    may_have_codes = "&" in cell or "<" in cell  # quick: nearly no cell does
    return _MARKUP_FINDING if may_have_codes and _MARKUP.search(cell) else None

"""The names of a workbook's sheets, in messages."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.sources.findings import quote_text

_MAX_NAMES = 10


def list_names(names: Sequence[str]) -> str:
    """Names of sheets for a message, as many as a person reads."""
    more = f", and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    return f"{', '.join(map(quote_text, names[:_MAX_NAMES]))}{more}"

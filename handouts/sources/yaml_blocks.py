"""All YAML errors of a file at once: the first of each block that begins at the left edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from handouts.sources.findings import Finding
from handouts.sources.source import Source
from handouts.sources.yaml_errors import explain_yaml_error

_NAME_AT_LEFT = re.compile(r"^[^\s#%'\"\[\]{}|>-][^\n:]*:(?=\s|$)", re.MULTILINE)


def explain_yaml_errors(error: Exception, source: Source) -> list[Finding]:
    """Explain the first error of each block of a file that PyYAML raised an ``error`` for.

    A block is a name at the left edge and all that follows up to the next one. PyYAML stops at the
    first error, so each block is parsed by itself; an error that none of them has alone, such as
    one in a comment above them, is explained as it was raised.
    """
    return list(_explain_blocks(source)) or [explain_yaml_error(error, source)]


def _explain_blocks(source: Source) -> Iterator[Finding]:
    starts = [found.start() for found in _NAME_AT_LEFT.finditer(source.text)]
    for start, end in pairwise([*starts, len(source.text)]):
        alone = _parse_part(source.text, start, end)
        if alone is None:
            continue
        # What follows tells more of an error, unless quotes that are open swallow the next block.
        with_rest = explain_yaml_error(_parse_part(source.text, start) or alone, source)
        lines = range(source.line_of(start), source.line_of(end - 1) + 1)
        is_inside = with_rest.place.line in lines
        yield with_rest if is_inside else explain_yaml_error(alone, source)


def _parse_part(text: str, start: int, end: int | None = None) -> Exception | None:
    """Parse a part of a text, blank before it so that lines stay the same; returns the error."""
    blank = "".join("\n" if sign == "\n" else " " for sign in text[:start])
    try:
        for _ in yaml.parse(blank + text[start:end], yaml.SafeLoader):
            pass
    except Exception as error:  # PyYAML leaks other errors, as on "\U00110000"
        return error
    return None

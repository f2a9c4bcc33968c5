"""All YAML errors of a file at once: the first of each block that begins at the left edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from handouts.patterns import compile_late
from handouts.sources.findings import Finding
from handouts.sources.source import Source
from handouts.sources.yaml_errors import explain_yaml_error

_NAME_AT_LEFT = compile_late(r"^[^\s#%'\"\[\]{}|>-][^\n:]*:(?=\s|$)", re.MULTILINE)


_MAX_ERRORS = 20


def explain_yaml_errors(error: Exception, source: Source) -> list[Finding]:
    """Explain the first error of each block of a file that PyYAML raised an ``error`` for.

    A block is a name at the left edge and all that follows up to the next one. PyYAML stops at the
    first error, so each block is parsed by itself; an error that none of them has alone, such as
    one in a comment above them, is explained as it was raised.
    """
    return list(_explain_blocks(source)) or [explain_yaml_error(error, source)]


def _explain_blocks(source: Source) -> Iterator[Finding]:
    count = 0
    starts = [found.start() for found in _NAME_AT_LEFT.finditer(source.text)]
    for start, end in pairwise([*starts, len(source.text)]):
        alone = _parse_part(source, start, end)
        if alone is None:
            continue
        # What follows tells more of an error, unless quotes that are open swallow the next block.
        with_rest = explain_yaml_error(_parse_part(source, start) or alone, source)
        lines = range(source.line_of(start), source.line_of(end - 1) + 1)
        is_inside = with_rest.place.line in lines
        yield with_rest if is_inside else explain_yaml_error(alone, source)
        count += 1
        if count == _MAX_ERRORS:
            return


def _parse_part(source: Source, start: int, end: int | None = None) -> Exception | None:
    """Parse a part of a file that begins at the left edge; returns the error, at its line."""
    try:
        for _ in yaml.parse(source.text[start:end], yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        marks = {id(mark): mark for mark in (error.context_mark, error.problem_mark) if mark}
        for mark in marks.values():  # both may be the same
            mark.line += source.line_of(start) - 1
        return error
    except Exception as error:  # PyYAML leaks other errors, as on "\U00110000"
        return error
    return None

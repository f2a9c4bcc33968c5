"""Errors of YAML: each section's is explained, all of them at once, at its own line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sources.findings import Place, SpecError
from handouts.sources.nodes import Node, parse_yaml
from handouts.sources.source import Source

NAMES = ("intro", "explanation", "risks", "tell_us", "aftercare", "questions")
ERRORS = (
    '  more: "It is never closed',
    "  more: 'It is never closed",
    "  more: [a, b",
    "  more: {do: rest",
    "  more: what: now",
    "stray words",
    "  more:\n   - a\n  - b",
    "  more: *nothing* at all",
    "  more: `quoted`",
)


def write_sections(errors: dict[str, str]) -> tuple[str, dict[str, range]]:
    """A handout's text with an error at the end of each named section, and the lines of each."""
    lines, where = ["title: Knee pain"], {}
    for name in NAMES:
        start = len(lines) + 1
        lines += [f"{name}:", "  heading: Words", "  text: |", "    Rest, it's fine.", ""]
        lines += errors[name].split("\n") if name in errors else []
        where[name] = range(start, len(lines) + 1)
    return "\n".join(lines) + "\n", where


def find_places(text: str) -> list[Place]:
    """The places of all errors in a text."""

    def read_nothing(_: Node) -> None:
        """All is well if it is reached."""

    with pytest.raises(SpecError) as raised:
        parse_yaml(Source("knee.en.yaml", text), read_nothing)
    return [finding.place for finding in raised.value.problems]


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ERRORS), min_size=1))
def test_each_section_with_an_error_is_reported_once(errors: dict[str, str]) -> None:
    """Whatever is wrong in one section, the others are read as if it were not there."""
    text, where = write_sections(errors)
    lines = [place.line for place in find_places(text)]
    assert len(lines) == len(errors)
    for line, name in zip(lines, filter(errors.get, NAMES), strict=True):
        assert line in where[name], (name, line)


def test_an_open_quote_hides_no_other_error() -> None:
    """The next apostrophe would close it, and what is between would be taken for its text."""
    text = "title: 'Knee\nsubtitle: Don't run\nintro:\n  text: a: b\n"
    assert [(place.line, place.column) for place in find_places(text)] == [(1, 8), (4, 10)]

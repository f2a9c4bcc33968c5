"""Lines that YAML would take into the text above them: quotes closed too late, wrong indents."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sources.findings import Finding, SpecError
from handouts.sources.nodes import Node, parse_yaml
from handouts.sources.source import Source

ITEMS = ("Rest", "Walk a little", "Use a cold pack for 15 minutes", "Sleep well")


def find_problems(text: str) -> Sequence[Finding]:
    """The problems of a file's YAML."""

    def read_nothing(_: Node) -> None:
        """All is well if it is reached."""

    try:
        parse_yaml(Source("knee.en.yaml", text), read_nothing)
    except SpecError as error:
        return error.problems
    return ()


@given(
    st.lists(st.sampled_from(ITEMS), min_size=2, max_size=6),
    st.sampled_from("'\""),
    st.sampled_from([("- ", ""), ("- do: ", ""), ("- [", "]"), ("- {do: ", "}")]),
    st.data(),
)
def test_a_quote_that_is_closed_in_a_later_item(
    items: list[str], quote: str, marks: tuple[str, str], data: st.DataObject
) -> None:
    """Whatever is between would be one item: the place where the quote opens is reported."""
    first = data.draw(st.integers(0, len(items) - 2))
    last = data.draw(st.integers(first + 1, len(items) - 1))
    words = list(items)
    words[first], words[last] = quote + words[first], words[last] + quote
    lines = [f"  {marks[0]}{each}{marks[1]}" for each in words]
    problems = find_problems("\n".join(["steps:", *lines, ""]))
    assert first + 2 in [problem.place.line for problem in problems]


def test_a_quote_that_is_closed_in_a_later_section() -> None:
    """A section and its heading would be words of the text above."""
    text = 'ice:\n  text: "Use a cold pack.\nmedicines:\n  text: Take no more than 8 tablets."\n'
    (problem,) = find_problems(text)
    assert (problem.place.line, problem.place.column) == (2, 9)
    assert "close only on line 4" in problem.message


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. "])
def test_an_item_that_is_indented_too_far(mark: str) -> None:
    """It would be joined to the item above it."""
    (problem,) = find_problems(f"do:\n  - Rest\n   {mark}Walk\n  - Sleep\n")
    assert (problem.rule, problem.place.line) == ("joined-lines", 3)


def test_a_folded_text_is_no_list() -> None:
    """'>' makes one line of a list."""
    (problem,) = find_problems("text: >\n  Bring:\n  - a card\n  - shoes\n")
    assert problem.place.line == 3 and "'|' in place of '>'" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "text: |\n  Do:\n  - rest\n  - walk\n",
        "text: A long text that goes on\n  on the next line - and ends.\n",
        'text: "A long text that goes on\n  on the next line: here."\n',
        "alt: >-\n  A hand with a cold pack. The pack is\n  blue.\n",
        'do: ["Rest: sit", "Walk"]\n',
    ],
)
def test_texts_on_several_lines(text: str) -> None:
    """They are what their authors meant."""
    assert not find_problems(text)

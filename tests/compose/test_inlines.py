"""Inlines become runs: numbers for citations, values for fields, nothing parsed again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handouts.compose.resolve import (
    InlineResolver,
    find_printed_numbers,
    number_references,
)
from handouts.document.blocks import Paragraph, Risk, Risks, TextList
from handouts.document.handout import Section
from handouts.document.text import Citation, Field, Run, Text
from tests.documents import make_text

READING = InlineResolver({"a": 1, "b": 2, "c": 3}, {"clinic": "Riverside"}, "Reference {}")


def test_a_citation_is_behind_the_stop_and_set_off() -> None:
    """What is written "pain [@a]." is printed as "pain.", a space and a raised number."""
    resolved = READING.resolve_text(make_text("less pain ", Citation(("a",)), ". More"))
    assert resolved.runs == (
        Run("less pain"),
        Run("."),
        Run("\u00a0", raised=True),
        Run("1", raised=True, link="#reference-1", about="Reference 1"),
        Run(" More"),
    )


def test_a_citation_at_the_start_has_no_space() -> None:
    """There is nothing that it could be part of."""
    assert READING.resolve_text(make_text(Citation(("a",)))).words == "1"
    assert READING.resolve_text(make_text(Citation(("a",)), " Yes")).words == "1 Yes"


def test_two_citations_are_sorted_and_separated() -> None:
    """Each number leads to its own reference."""
    resolved = READING.resolve_text(make_text("pain. ", Citation(("c", "a")), Citation(("b",))))
    assert resolved.words == "pain.\u00a01,3,2"
    links = [run.link for run in resolved.runs if run.link]
    assert links == ["#reference-1", "#reference-3", "#reference-2"]


def test_citations_with_a_space_between_them_are_separated() -> None:
    """4 and 5 are never read as 45."""
    resolved = READING.resolve_text(
        make_text("pain. ", Citation(("a",)), " ", Citation(("b",)), " ", Citation(("c",)), " Yes")
    )
    assert resolved.words == "pain.\u00a01,2,3 Yes"


def test_a_field_is_filled_or_has_a_text_without_a_person() -> None:
    """An unknown value falls back; a known one is data, whatever is in it."""
    teller = InlineResolver({}, {"clinic": "<b>{{clinic}}</b> [@a]"})
    resolved = teller.resolve_text(
        make_text(Field("clinic"), ", ", Field("first_name", "you", strong=True))
    )
    assert resolved == make_text("<b>{{clinic}}</b> [@a]", ", ", Run("you", strong=True))


def test_an_empty_field_leaves_no_run() -> None:
    """Empty text makes no run."""
    assert READING.resolve_text(make_text(Field("notes"))) == Text()


def test_numbers_follow_the_first_citation_wherever_it_is() -> None:
    """Paragraphs, lists and the sources of risks count in reading order."""
    sections = (
        Section("intro", "", (Paragraph(make_text("x", Citation(("c",)))),)),
        Section(
            "one",
            "One",
            (
                TextList((make_text(Citation(("a", "c"))),)),
                Risks((Risk(1, 2, Text(), Citation(("b",))),)),
            ),
        ),
    )
    assert number_references(sections) == {"c": 1, "a": 2, "b": 3}


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), min_size=1))
def test_every_reference_leads_back_to_a_number_in_the_text(citations: list[list[str]]) -> None:
    """To its own, or to the first of a range that it is inside of."""
    texts = tuple(Paragraph(make_text("x", Citation(tuple(ids)))) for ids in citations)
    sections = (Section("intro", "", texts),)
    numbers = number_references(sections)
    resolver = InlineResolver(numbers, {})
    linked = {
        int(run.text) for ids in citations for run in resolver.cite_references(ids) if run.link
    }
    printed = find_printed_numbers(sections, numbers)
    assert set(printed) == set(numbers.values())
    for number, at in printed.items():
        assert at in linked
        assert at == number if number in linked else at < number


def test_three_in_a_row_are_a_range() -> None:
    """Two stay apart; the same one twice is one."""
    teller = InlineResolver({letter: number for number, letter in enumerate("abcdefg", 1)}, {})
    assert Text(teller.cite_references("abc")).words == "\u00a01–3"
    assert Text(teller.cite_references("abdefg")).words == "\u00a01,2,4–7"
    assert Text(teller.cite_references("aa")).words == "\u00a01"

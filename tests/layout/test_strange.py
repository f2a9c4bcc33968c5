"""Whatever a text holds, the result is a complete PDF or a clear error, and never markup."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Paragraph, TextList
from handouts.document.handout import Section, Spec
from handouts.document.text import plain
from handouts.sources.findings import SpecError

pytestmark = pytest.mark.slow

STRANGE = [
    "S&P 500",
    "<A",
    "<b>not bold</b> &amp; <font color=red>",
    "a\x00b\x07c\x1b[31m\x85",
    "\u202eright to left\u202c and \u200fmarks\u200e \u2067isolated\u2069",
    "\ufeff\u200b\u00ad\u2060",
    "x" * 10_000,
    "שלום world 123 (א) مرحبا",
    "{{first_name|you}} [@apta-2012] **strong**",
    "efficient office ﬁ waﬄe",
    "e\u0301\u0323 a\u030a Z\u0351\u0352\u0353",
    " ",
    "",
    "\n\n\t",
]


@cache
def shipped_leaflet() -> Spec:
    """The shipped leaflet."""
    return handouts.load("dry-needling")


def make_strange(text: str) -> Spec:
    """The shipped leaflet with a text in its title, its intro, a list and its tagline."""
    spec = shipped_leaflet()
    words = plain(text)
    sections = (
        Section("intro", "", (Paragraph(words),)),
        Section("caveat", text, (TextList((words, words)),)),
        *(section for section in spec.handout.sections if section.key == "risks"),
    )
    cited = {"brady-2014", "boyce-2020"}
    references = tuple(item for item in spec.handout.references if item.id in cited)
    handout = replace(
        spec.handout, title=f"T {text}", subtitle=text, sections=sections, references=references
    )
    return replace(spec, handout=handout, brand=replace(spec.brand, tagline=text))


def read_pages(spec: Spec) -> list[str]:
    """The text of each page of a spec's PDF, or no page where its letters or length are refused."""
    try:
        pdf = handouts.render(spec)
    except SpecError as error:
        assert error.problems
        return []
    file = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in file]


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:24])
def test_strange_text(text: str) -> None:
    """Each is printed as it is; only text that no cover or font can hold is refused."""
    reason = {
        STRANGE[6]: "too long for the front",
        STRANGE[10]: "No font here has U+03",
    }.get(text)
    if reason:
        with pytest.raises(SpecError, match=reason.replace("+", r"\+")):
            handouts.render(make_strange(text))
    else:
        assert len(read_pages(make_strange(text))) == 2


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="cp1252", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_any_western_text_is_printed(text: str) -> None:
    """Letters that the fonts have are in the file, each of them."""
    pages = "".join(read_pages(make_strange(text)))
    for letter in set(text) - set(" \u00a0\u00ad"):
        assert letter in pages, letter


def test_markup_stays_text() -> None:
    """What looks like markup is printed letter for letter."""
    pages = "".join(read_pages(make_strange("<b>S&P 500</b> &amp; {{x|y}}")))
    assert pages.count("<b>S&P") >= 4
    assert "&amp;" in pages
    assert "{{x|y}}" in pages


def test_emoji_are_refused_by_name() -> None:
    """A letter that no font has is named, not drawn as a box."""
    with pytest.raises(SpecError) as caught:
        handouts.render(make_strange("take care \N{SMILING FACE WITH SUNGLASSES}"))
    assert "U+1F60E SMILING FACE WITH SUNGLASSES" in str(caught.value)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Any text at all."""
    read_pages(make_strange(text))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("abcdefg ,.", min_size=1, max_size=500), min_size=1, max_size=12))
def test_any_length(texts: list[str]) -> None:
    """From very short to too long: complete pages, or an error that says by how much."""
    spec = make_strange("Plain")
    paragraphs = tuple(Paragraph(plain(text)) for text in texts)
    sections = (*spec.handout.sections, Section("more", "More", paragraphs))
    spec = replace(spec, handout=replace(spec.handout, sections=sections))
    try:
        handouts.render(spec)
    except SpecError as error:
        assert "too long" in str(error)


def test_too_long_says_by_how_much() -> None:
    """The lines that are too many, the longest sections, and what to do."""
    spec = shipped_leaflet()
    long = Paragraph(plain("Words that fill the page with more of the same. " * 60))
    sections = (*spec.handout.sections, Section("extra", "Extra words", (long,)))
    longer = replace(spec, handout=replace(spec.handout, sections=sections))
    with pytest.raises(SpecError) as caught:
        handouts.render(longer, format="trifold")
    (problem,) = caught.value.problems
    assert "lines too long for trifold on US Letter, at 12 pt" in problem.message
    assert "Longest: 'Extra words' (" in problem.hint


def test_a_cover_that_is_too_long_is_reported() -> None:
    """A title that does not fit on the cover is reported, not drawn over the text below."""
    spec = shipped_leaflet()
    handout = replace(spec.handout, title="A very long title indeed " * 40)
    with pytest.raises(
        SpecError, match="too long for the front of trifold on A4. Shorten the title"
    ):
        handouts.render(replace(spec, handout=handout), paper="a4")


def test_the_story_is_pure() -> None:
    """The same spec gives the same story."""
    assert compose_story(shipped_leaflet()) == compose_story(handouts.load("dry-needling"))


def test_a_box_that_no_panel_holds_is_named() -> None:
    """A callout is never split; one that is too high is reported, with its height in lines."""
    spec = shipped_leaflet()
    item = plain("One more sign to watch for")
    parts = (TextList((item,) * 60),)
    sections = tuple(
        Section("get_help", "", parts) if section.key == "get_help" else section
        for section in spec.handout.sections
    )
    handout = replace(spec.handout, sections=sections)
    with pytest.raises(SpecError, match=r"The box 'Get help straight away' is \d+ lines high"):
        handouts.render(replace(spec, handout=handout))


def test_no_word_of_a_title_is_hyphenated() -> None:
    """The title is as large as its longest word allows."""
    spec = replace(
        shipped_leaflet(), handout=replace(shipped_leaflet().handout, title="MAMMOGRAM news")
    )
    assert "MAMMOGRAM" in read_pages(spec)[0]


def test_a_list_of_twelve_keeps_its_numbers_on_one_line() -> None:
    """ "10." is on one line."""
    spec = make_strange("Plain")
    numbered = TextList(tuple(plain(f"item {letter}") for letter in "abcdefghijkl"), True)
    sections = (*spec.handout.sections, Section("more", "More", (numbered,)))
    pages = read_pages(replace(spec, handout=replace(spec.handout, sections=sections)))
    assert "12." in "".join(pages)

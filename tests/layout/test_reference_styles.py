"""References as the brand asks for them: in full, short, or as a link to where they are listed."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import ReferenceList
from handouts.document.choices import ReferenceStyle
from handouts.document.handout import Name, Reference, Spec
from handouts.document.papers import PAPERS, Paper
from tests.expected import expected_elements
from tests.structure import read_blocks
from tests.verapdf import FLAVOURS, find_failures

WEB = "riverside-pt.example/sources"
SENTENCE = "The numbers in the text stand for our sources. The list for DN-1 is at "


def load_with_style(style: ReferenceStyle, **handout: Any) -> Spec:
    """The shipped handout under a brand that asks for a style."""
    spec = handouts.load("dry-needling")
    brand = replace(spec.brand, references=style, references_web=WEB)
    return replace(spec, brand=brand, handout=replace(spec.handout, **handout))


def list_references(spec: Spec) -> tuple[str, ...]:
    """The references as they are printed."""
    section = next(each for each in compose_story(spec).sections if each.key == "references")
    (block,) = section.blocks
    assert isinstance(block, ReferenceList)
    return tuple(text.words for text in block.items)


def measure_references(pdf: bytes, last: str) -> float:
    """The height from the top of the heading to the bottom of the last line, in points."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    tops = []
    for words in ("References", last):
        found = text.search(words, match_case=True).get_next()
        assert found, words
        tops.append(text.get_charbox(found[0])[3])
    return float(tops[0] - tops[1]) + 9.5


@pytest.mark.parametrize("paper", PAPERS)
def test_short_ones_take_a_fifth_of_the_back(paper: Paper) -> None:
    """At most; in full they take twice as much. Each is on one line but for the first."""
    short = handouts.render(load_with_style("short"), paper=paper)
    full = handouts.render(load_with_style("full"), paper=paper)
    page = pypdfium2.PdfDocument(short)[0].get_height()
    assert 0.1 * page < measure_references(short, "Gattie") <= 0.2 * page
    assert measure_references(full, "Gattie") > 0.3 * page


def test_how_short_they_are() -> None:
    """What finds them: first author, journal and year; the title where there is no journal."""
    assert [
        words.replace("\u00a0", " ") for words in list_references(load_with_style("short"))
    ] == [
        "American Physical Therapy Association. Physical Therapists & the Performance of Dry "
        "Needling. 2012.",
        "Kalichman L, et al. J Am Board Fam Med 2010.",
        "Schwane JA, et al. Phys Sportsmed 1983.",
        "Vulfsons S, et al. Curr Pain Headache Rep 2012.",
        "Boyce D, et al. Int J Sports Phys Ther 2020.",
        "Gattie E, et al. J Orthop Sports Phys Ther 2017.",
    ]


@pytest.mark.parametrize("style", ["full", "short", "link"])
def test_a_handout_may_ask_for_another_style(style: ReferenceStyle) -> None:
    """Whatever the brand says."""
    for short in (True, False):
        asked = list_references(load_with_style(style, short_references=short))
        assert asked == list_references(load_with_style("short" if short else "full"))


PARTS = {
    "title": st.sampled_from(["Pain", "Pain: a review"]),
    "author": st.sampled_from([(Name("Ito", "K"),), (Name("Ito", "K"), Name("Ray", "L"))]),
    "issued": st.sampled_from([(), (2020,), (2020, 5)]),
    "container_title": st.sampled_from(["", "J Pain"]),
    "volume": st.sampled_from(["1", "2"]),
}


@given(st.lists(st.fixed_dictionaries(PARTS), min_size=6, max_size=6))
def test_short_ones_can_be_told_apart(parts: list[dict[str, Any]]) -> None:
    """Two that would be the same if they were short are in full."""
    spec = load_with_style("short")
    sources = tuple(
        Reference(id=old.id, type="book", **new)
        for old, new in zip(spec.handout.references, parts, strict=True)
    )
    spec = replace(spec, handout=replace(spec.handout, references=sources))
    full = replace(spec, brand=replace(spec.brand, references="full"))
    for number, (words, in_full) in enumerate(zip(list_references(spec), list_references(full))):
        twins = [place for place, one in enumerate(list_references(spec)) if one == words]
        assert twins == [number] or words == in_full


@pytest.mark.parametrize("format", ["trifold", "large-print", "screen"])
@pytest.mark.parametrize("person", [None, {"first_name": "Sam"}])
def test_a_link_in_place_of_the_list(
    format: handouts.Format, person: dict[str, str] | None
) -> None:
    """A sentence says where it is, with its address as a link; citations lead to it."""
    spec = load_with_style("link")
    whom = handouts.person(person, spec) if person else None
    pdf = handouts.render(spec, format=format, person=whom)
    story = compose_story(spec, whom)
    heard = ["".join(words.split()) for _, words in read_blocks(pdf)]
    sentence = "".join(f"{SENTENCE}{WEB}.".split())
    assert heard.count(sentence) == 1 and not any("Kalichman" in words for words in heard)
    assert ("P", f"{SENTENCE}{WEB}.") in expected_elements(story)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        opened = {str(link.A.URI) for link in links if "/URI" in link.get("/A", {})}
        assert f"https://{WEB}" in opened
        inner = {str(link.Contents): link.Dest for link in links if "/Dest" in link}
        assert set(inner) == {f"Reference {number}" for number in range(1, 7)}
        places = {(file.pages.index(dest[0]), float(dest[3])) for dest in inner.values()}
    ((page, height),) = places
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    at = text.search(SENTENCE[:20], match_case=True).get_next()
    assert at and 0 <= height - text.get_charbox(at[0])[3] < 10


def test_a_handout_with_a_list_of_its_own() -> None:
    """Its address stands in place of the brand's."""
    spec = load_with_style("link", references_web="https://riverside-pt.example/dn-1/")
    (text,) = (words for role, words in expected_elements(compose_story(spec)) if SENTENCE in words)
    assert text == f"{SENTENCE}riverside-pt.example/dn-1."


@pytest.mark.slow
@pytest.mark.parametrize("style", ["short", "link"])
def test_verapdf_finds_nothing(style: ReferenceStyle) -> None:
    """PDF/UA-1 and PDF/A-2a, for each style."""
    pdf = handouts.render(load_with_style(style))
    assert all(find_failures(pdf, flavour) == [] for flavour in FLAVOURS)

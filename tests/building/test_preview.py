"""Previews: one picture of a handout in every format, and what it says of each."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import handouts
from handouts.building.preview import (
    EditionPreview,
    list_source_files,
    preview_editions,
    preview_handout,
)
from handouts.document.handout import Spec
from handouts.layout.formats import FORMATS
from handouts.sources.findings import SpecError
from tests.documents import FACTS


def load_text(folder: Path, sections: str, facts: str = FACTS) -> Spec:
    """A handout of these sections, under the shipped brand."""
    path = folder / "prices.en.yaml"
    path.write_text(f"{facts}{sections}", "utf-8")
    return handouts.load(path)


def test_each_edition_is_there_once() -> None:
    """Each format on each paper, and a screen once, with what its text looks like."""
    found = list(preview_editions(handouts.load("dry-needling")))
    papers = {name: [each.paper for each in found if each.format == name] for name in FORMATS}
    assert (papers.pop("screen"), papers.pop("flyer")) == (["letter"], [])
    assert all(sorted(each) == ["a4", "letter"] for each in papers.values())
    trifold = next(each for each in found if (each.format, each.paper) == ("trifold", "letter"))
    assert (trifold.size, len(trifold.pages), len(trifold.fullness)) == (13.0, 2, 5)
    assert all(60 < share <= 100 for share in trifold.fullness)
    assert not any(each.too_long for each in found)


def test_what_is_torn_is_named() -> None:
    """By its heading: a table that fits in no other way."""
    spec = handouts.load(Path(__file__).parents[1] / "layout" / "every-part.en.yaml")
    found = {(each.format, each.paper): each for each in preview_editions(spec)}
    assert found["sheet", "a4"].torn == ("Week by week",)


def test_a_format_that_does_not_hold_the_text_says_so(tmp_path: Path) -> None:
    """By how much; the others are shown, and only those that the handout is for."""
    long = "".join(f"    Paragraph {number} of many words.\n\n" for number in range(150))
    facts = f"{FACTS}formats: [trifold, booklet]\n"
    spec = load_text(tmp_path, f"b:\n  heading: Long\n  text: |\n{long}", facts)
    found = list(preview_editions(spec))
    assert {each.format for each in found} == {"trifold", "booklet"}
    assert {bool(each.too_long) for each in found if each.format == "trifold"} == {True}
    assert "lines too long for trifold" in found[0].too_long
    assert all(each.pages for each in found if each.format == "booklet")
    picture = Image.open(io.BytesIO(preview_handout(spec)))
    assert picture.format == "PNG"


def test_what_cannot_be_made_is_not_shown(tmp_path: Path) -> None:
    """A letter that no font has is an error, as in a PDF."""
    with pytest.raises(SpecError, match="GRINNING FACE"):
        preview_handout(load_text(tmp_path, "a:\n  heading: A\n  text: \N{GRINNING FACE}\n"))


def test_all_pages_are_on_the_picture() -> None:
    """As many white pixels as the pages have, and captions above them."""
    spec = handouts.load("first-visit")
    picture = Image.open(io.BytesIO(preview_handout(spec))).convert("RGB")
    pages = [page for each in preview_editions(spec) for page in each.pages]
    white = sum(count_white(page) for page in pages)
    assert count_white(picture) == white > 0.3 * picture.width * picture.height


def count_white(picture: Image.Image) -> int:
    """How many pixels are white."""
    colours = picture.getcolors(1 << 20) or ()
    return next((count for count, colour in colours if colour == (255, 255, 255)), 0)


def test_the_files_to_watch(tmp_path: Path) -> None:
    """The handout, its brand, its logo and its pictures."""
    names = {path.name for path in list_source_files(handouts.load("first-visit"))}
    assert names == {
        "first-visit.en.yaml",
        "brand.yaml",
        "logo.svg",
        "talking.svg",
        "what-to-bring.svg",
    }


def test_the_same_handout_gives_the_same_picture() -> None:
    """So that a picture in a repository changes only where its handout does."""
    spec = handouts.load("first-visit")
    assert preview_handout(spec) == preview_handout(handouts.load("first-visit"))
    assert isinstance(next(preview_editions(spec)), EditionPreview)

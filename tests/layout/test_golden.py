"""Pages compared with reviewed pictures, and each panel's text with its record. The tri-fold's
pages have one picture each; those of any other format share one.

``pytest --regenerate`` rewrites them; review the changes before you commit.
"""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

import handouts
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.layout.drawing import draw_leaflet
from handouts.layout.leaflet import Leaflet
from handouts.layout.rendering import lay_out_spec
from tests.layout.goldens import GOLDEN, SIDES, differing_share, join_pages, strip_lines
from tests.pages import render_pages

DOTS, SMALLER = 100, 60
PAPERS: tuple[Paper, ...] = ("a4", "letter")


@pytest.fixture(scope="module", params=PAPERS)
def leaflet(request: pytest.FixtureRequest) -> tuple[Paper, Leaflet]:
    """The shipped leaflet on each paper."""
    paper: Paper = request.param
    return paper, lay_out_spec(handouts.load("dry-needling"), Edition(paper=paper))


def test_pages_look_as_they_did(leaflet: tuple[Paper, Leaflet], regenerate: bool) -> None:
    """Each page, pixel for pixel, up to what another version of PDFium smooths otherwise."""
    paper, laid = leaflet
    for side, page in zip(SIDES, render_pages(draw_leaflet(laid), DOTS), strict=True):
        path = GOLDEN / f"dry-needling.{paper}.{side}.png"
        if regenerate:
            page.quantize(128).save(path, optimize=True)
        unlike = differing_share(page, Image.open(path).convert("RGB"))
        assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


OTHERS = [
    *((name, paper) for name in ("booklet", "sheet", "large-print") for paper in PAPERS),
    ("screen", "letter"),
]


@pytest.mark.parametrize(("name", "paper"), OTHERS)
def test_formats_look_as_they_did(name: str, paper: Paper, regenerate: bool) -> None:
    """All pages of a format side by side, pixel for pixel as above."""
    laid = lay_out_spec(handouts.load("dry-needling"), Edition(format=name, paper=paper))
    side_by_side = join_pages(render_pages(draw_leaflet(laid), SMALLER))
    path = GOLDEN / f"dry-needling.{name}.{paper}.png"
    if regenerate:
        side_by_side.quantize(64).save(path, optimize=True)
    unlike = differing_share(side_by_side, Image.open(path).convert("RGB"))
    assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


EDITIONS: list[tuple[str, Paper, dict[str, Any]]] = [
    ("mono", "a4", {"ink": "mono"}),
    ("press", "letter", {"press": "rgb"}),
]


@pytest.mark.parametrize(("name", "paper", "options"), EDITIONS)
def test_editions_look_as_they_did(
    name: str, paper: Paper, options: dict[str, Any], regenerate: bool
) -> None:
    """The tri-fold in black and white, and for a print shop, pixel for pixel as above."""
    pdf = handouts.render(handouts.load("dry-needling"), paper=paper, **options)
    side_by_side = join_pages(render_pages(pdf, SMALLER))
    path = GOLDEN / f"dry-needling.{name}.{paper}.png"
    if regenerate:
        side_by_side.quantize(64).save(path, optimize=True)
    unlike = differing_share(side_by_side, Image.open(path).convert("RGB"))
    assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


LIBRARY = (
    *("first-visit", "low-back-pain", "after-your-treatment"),
    *("neck-exercises", "trigger-points", "dry-needling-consent"),
)


def test_the_library_looks_as_it_did(regenerate: bool) -> None:
    """The first sheet of each further handout, side by side, pixel for pixel as above."""
    edition = Edition(format="sheet", paper="letter")
    leaflets = [draw_leaflet(lay_out_spec(handouts.load(name), edition)) for name in LIBRARY]
    side_by_side = join_pages([render_pages(pdf, SMALLER)[0] for pdf in leaflets])
    path = GOLDEN / "library.sheet.letter.png"
    if regenerate:
        side_by_side.quantize(128).save(path, optimize=True)
    unlike = differing_share(side_by_side, Image.open(path).convert("RGB"))
    assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


def test_the_comparison_can_fail(leaflet: tuple[Paper, Leaflet]) -> None:
    """A page moved by a point is not like itself."""
    page = render_pages(draw_leaflet(leaflet[1]), DOTS)[0]
    assert differing_share(page, ImageChops.offset(page, 1)) > 0.0005


def test_each_panels_text(leaflet: tuple[Paper, Leaflet], regenerate: bool) -> None:
    """What is in each panel, line by line, as PDFium reads it."""
    paper, laid = leaflet
    file = pypdfium2.PdfDocument(draw_leaflet(laid))
    parts = []
    for panel in laid.sheet.panels:
        text = file[panel.page].get_textpage()
        foot = panel.top - panel.height
        read = text.get_text_bounded(panel.left - 2, foot, panel.left + panel.width + 2, panel.top)
        parts.append(f"== {panel.name}, {laid.look.size:g} pt\n{strip_lines(read)}\n")
    path = GOLDEN / f"dry-needling.{paper}.txt"
    if regenerate:
        path.write_text("\n".join(parts), "utf-8")
    assert "\n".join(parts) == path.read_text("utf-8")
